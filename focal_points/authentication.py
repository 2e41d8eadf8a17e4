"""Who calls the API: a token's officer and seat, or the browser session's."""

from typing import Any

from rest_framework.authentication import SessionAuthentication


class TokenOrSession(SessionAuthentication):
    """Session for now; the bearer token joins it in this file."""

    def authenticate(self, request: Any) -> Any:
        """The session's officer."""
        return super().authenticate(request)
