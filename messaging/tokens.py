"""Who listens with a bearer token: programs send it in the handshake, browsers cannot."""

from collections.abc import Awaitable, Callable
from typing import Any

from channels.db import database_sync_to_async
from django.contrib.auth.models import AnonymousUser

from focal_points.authentication import read_token

Scope = dict[str, Any]
App = Callable[[Any, Any, Any], Awaitable[None]]


def bearer(scope: Scope) -> str | None:
    """The Authorization header of a handshake; None if there is none."""
    found = [value for name, value in scope["headers"] if name == b"authorization"]
    return found[0].decode("latin-1") if found else None


class ByToken:
    """Puts the token's officer into the scope; a dead token or one that may not read is nobody."""

    def __init__(self, inner: App) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        kind, _, token = (bearer(scope) or "").partition(" ")
        found = await database_sync_to_async(read_token)(token.strip()) if kind.lower() == "bearer" else None
        may_read = found is not None and "read" in found[1].scopes
        user = found[0] if found and may_read else AnonymousUser()
        number = found[1].id if found else None
        await self.inner({**scope, "user": user, "token": number}, receive, send)
