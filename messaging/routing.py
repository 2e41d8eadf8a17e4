"""The way to the socket. A browser proves its origin and its session; a program its token."""

from typing import Any

from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.urls import path, re_path

from messaging.consumers import Nowhere, Rings
from messaging.tokens import App, ByToken, Scope, bearer


def sockets() -> App:
    """The application for websockets: /ws/ and nothing else."""
    router = URLRouter([path("ws/", Rings.as_asgi()), re_path("", Nowhere.as_asgi())])
    # A page of another site can make a browser send cookies, but never an Authorization header.
    by_session, by_token = AllowedHostsOriginValidator(AuthMiddlewareStack(router)), ByToken(router)

    async def choose(scope: Scope, receive: Any, send: Any) -> None:
        way = by_session if bearer(scope) is None else by_token
        await way(scope, receive, send)

    return choose
