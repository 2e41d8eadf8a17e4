"""Sockets of tests: handshakes, and what is heard."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import async_to_sync
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.test import Client

from messaging.routing import sockets
from tests.factories.people import Person

Headers = list[tuple[bytes, bytes]]
CLOSED = (['{"type": "close"}'], 4403)


def by_token(person: Person, **options: Any) -> Headers:
    """A handshake of a program."""
    return [(b"authorization", f"Bearer {person.token(**options)}".encode())]


def by_session(browser: Client, origin: str = "http://testserver") -> Headers:
    """A handshake of a browser."""
    cookie = f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"
    return [(b"cookie", cookie.encode()), (b"origin", origin.encode()), (b"host", b"testserver")]


def talk(
    headers: Headers, then: Callable[[WebsocketCommunicator], Awaitable[Any]], path: str = "/ws/"
) -> Any:
    """Connect, and go on if let in; answers what `then` does, or the code of the refusal."""

    async def run() -> Any:
        socket = WebsocketCommunicator(sockets(), path, headers=headers)
        inside, code = await socket.connect()
        if not inside:
            return code
        try:
            return await then(socket)
        finally:
            await socket.disconnect()

    return async_to_sync(run)()


async def silence(socket: WebsocketCommunicator) -> bool:
    """Whether nothing is heard."""
    return bool(await socket.receive_nothing(0.1, 0.02))


async def ending(socket: WebsocketCommunicator) -> tuple[list[str], int]:
    """What is heard until the socket closes, and the code."""
    heard: list[Any] = []
    while not heard or heard[-1]["type"] != "websocket.close":
        heard.append(await asyncio.wait_for(socket.receive_output(timeout=6), 7))
    return [one["text"] for one in heard[:-1]], heard[-1]["code"]
