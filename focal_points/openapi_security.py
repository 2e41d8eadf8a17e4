"""How the API description names the two ways of signing in."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class TokenOrSessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """A bearer token for programs, a session cookie for browsers."""

    target_class = "focal_points.authentication.TokenOrSession"
    name = ["token", "session"]

    def get_security_definition(self, auto_schema: Any) -> Any:
        """Both schemes."""
        del auto_schema
        return [
            {"type": "http", "scheme": "bearer", "bearerFormat": "hub_ and 43 URL-safe characters"},
            {"type": "apiKey", "in": "cookie", "name": "sessionid"},
        ]
