"""Django behind ASGI, in threads of its own.

Django's own ASGI handler pays for a thread context and a hop per middleware: several times the cost of a
plain request. Here the server's loop reads the body and sends the answer; Django runs in a fixed thread.
"""

import asyncio
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from hub.base.middleware import ALWAYS

MAX_BODY = 8 * 1024 * 1024
TOO_LARGE = (
    b'{"type":"about:blank#too_large","status":413,"code":"too_large","detail":"The body is too large."}'
)
PLAIN = frozenset({"CONTENT_TYPE", "CONTENT_LENGTH"})

# What the middlewares put on every other answer.
ISOLATED = [
    *((name.lower().encode(), value.encode()) for name, value in ALWAYS.items()),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
]

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclass
class Answer:
    """What a WSGI application answers: `whole`, or a `stream` to be read piece by piece and closed."""

    start: dict[str, Any]
    whole: bytes
    stream: Any = None
    pieces: Iterator[bytes] = field(default_factory=lambda: iter(()))

    def piece(self) -> bytes | None:
        """The next piece of the stream."""
        return next(self.pieces, None)


@dataclass
class Worker:
    """One thread; a request stays in it from beginning to end, with its database connection."""

    thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "django"))
    busy: int = 0

    async def run(self, call: Callable[..., Any], *given: Any) -> Any:
        """Run in the thread, without holding up the loop."""
        return await asyncio.get_running_loop().run_in_executor(self.thread, call, *given)


class Front:
    """An ASGI application for HTTP that runs a WSGI application in `threads` threads."""

    def __init__(self, application: Wsgi, threads: int) -> None:
        self.application = application
        self.workers = [Worker() for _ in range(threads)]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            body = await read_body(receive)
        except ConnectionAbortedError:
            return
        await self.answer(scope, body, receive, send)

    async def answer(self, scope: Any, body: bytes | None, receive: Any, send: Any) -> None:
        """Answer a request whose body was read; None was too large."""
        if body is None:
            await _refuse(send)
            return
        worker = min(self.workers, key=lambda one: one.busy)
        worker.busy += 1
        try:
            answer = await worker.run(self._begin, environ(scope, body))
            await send(answer.start)
            if answer.stream is not None:
                await _pump(worker, answer, receive, send)
            await send({"type": "http.response.body", "body": answer.whole})
        finally:
            worker.busy -= 1

    async def borrow(self, call: Callable[..., Any], *given: Any) -> Any:
        """Run something else in the thread that has least to do, with its database connection."""
        worker = min(self.workers, key=lambda one: one.busy)
        worker.busy += 1
        try:
            return await worker.run(call, *given)
        finally:
            worker.busy -= 1

    def _begin(self, given: Environ) -> Answer:
        """All of a plain answer in one hop; of a streamed one only its head."""
        started: list[Any] = []
        body: Any = self.application(given, lambda *head: started.append(head))
        status, headers = started[-1][:2]
        encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        start = {"type": "http.response.start", "status": int(status.split(" ", 1)[0]), "headers": encoded}
        if getattr(body, "streaming", True):
            return Answer(start, b"", body, iter(body))
        try:
            return Answer(start, b"".join(body))
        finally:
            body.close()


async def _pump(worker: Worker, answer: Answer, receive: Any, send: Any) -> None:
    """Send the stream piece by piece, until its end or until nobody listens any more."""
    gone = asyncio.ensure_future(receive())
    try:
        while not gone.done() and (piece := await worker.run(answer.piece)) is not None:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    finally:
        gone.cancel()
        await worker.run(getattr(answer.stream, "close", lambda: None))


async def read_body(receive: Any) -> bytes | None:
    """The whole body; None if it is larger than any that the hub takes (large parts come in blocks).

    Raises ConnectionAbortedError if the line broke: half a form must never pass for a whole one.
    """
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionAbortedError
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        if size > MAX_BODY:
            return None
        if not message.get("more_body", False):
            return b"".join(pieces)


async def _refuse(send: Any) -> None:
    headers = [(b"content-type", b"application/problem+json"), (b"connection", b"close"), *ISOLATED]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": TOO_LARGE})


def environ(scope: Any, body: bytes) -> Environ:
    """The request in the terms of WSGI (PEP 3333)."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    given: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 80),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    return given | _headers(scope["headers"]) | {"CONTENT_LENGTH": str(len(body))}


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """As HTTP_ variables. A name with an underscore is dropped: it could pass for the proxy's own header."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if b"_" in name:
            continue
        plain = name.decode("latin-1").upper().replace("-", "_")
        key = plain if plain in PLAIN else f"HTTP_{plain}"
        text, joint = value.decode("latin-1"), "; " if key == "HTTP_COOKIE" else ","
        found[key] = f"{found[key]}{joint}{text}" if key in found else text
    return found
