"""A national case system for tests: a real HTTP server on this machine that keeps what it was sent."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Call:
    """One POST as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        """The body as JSON."""
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Receiver:
    """Answers each call by `answer(handler, number)`; the default says 204."""

    port: int = 0
    calls: list[Call] = field(default_factory=list)
    answer: Callable[[BaseHTTPRequestHandler, int], None] = lambda handler, _number: say(handler, 204)
    scheme: str = "http"

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"{self.scheme}://localhost:{self.port}/hub?of=pk"


def say(handler: BaseHTTPRequestHandler, status: int, **headers: str) -> None:
    """An answer without content."""
    handler.send_response(status)
    for name, value in {"Content-Length": "0", **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()


@contextmanager
def receiving(tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver that serves until the end of the block."""
    found = Receiver(scheme="https" if tls else "http")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            found.calls.append(Call(self.path, headers, body))
            found.answer(self, len(found.calls))

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - named by the library
            """Nothing on the screen."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    found.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


class Quiet(ThreadingHTTPServer):
    """A caller that hangs up is no news."""

    daemon_threads = True
    request_queue_size = 50

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing."""
