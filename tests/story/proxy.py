"""A hub that lies: a plain HTTP proxy in front of a real hub, which changes answers on their way.

Used against the Python client and against browsers. It knows no keys; it can do exactly what a malicious
operator, or somebody who took over the machine, can do to answers and requests.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import httpx

HOP_BY_HOP = {
    "connection",
    "keep-alive",
    "transfer-encoding",
    "content-length",
    "te",
    "upgrade",
    "date",
    "server",
}


class Cut(Exception):  # noqa: N818 - not an error of the test
    """Raise it from a mutation to break the line without an answer."""


@dataclass
class Exchange:
    """One call and its answer; mutations change `status`, `headers` and `body` in place."""

    method: str
    path: str
    request: bytes
    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def json(self) -> Any:
        """The answer's JSON."""
        return json.loads(self.body)

    def answer(self, value: Any) -> None:
        """Replace the answer's JSON."""
        self.body = json.dumps(value, ensure_ascii=False).encode()


Mutation = Callable[[Exchange], None]


class Proxy:
    """Serves on a free port while used as a context manager.

    `before` runs before the hub is asked (and may raise Cut), `after` change the answers.
    """

    def __init__(self, upstream: str, *after: Mutation, before: Mutation | None = None) -> None:
        self.upstream = upstream
        self.after = list(after)
        self.before = before
        self.seen: list[tuple[str, str]] = []
        self.http = httpx.Client(base_url=upstream, timeout=60, trust_env=False, follow_redirects=False)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"proxy": self}))
        self.server.daemon_threads = True

    @property
    def url(self) -> str:
        """Its address, for a client or a browser."""
        return f"http://localhost:{self.server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.http.close()

    def pass_on(self, exchange: Exchange, headers: list[tuple[str, str]]) -> None:
        """Ask the hub and let every mutation have its way."""
        self.seen.append((exchange.method, exchange.path))
        if self.before:
            self.before(exchange)
        kept = [(k, v) for k, v in headers if k.lower() not in {*HOP_BY_HOP, "accept-encoding"}]
        kept.append(("accept-encoding", "identity"))
        answer = self.http.request(exchange.method, exchange.path, headers=kept, content=exchange.request)
        exchange.status, exchange.body = answer.status_code, answer.content
        exchange.headers = [(k, v) for k, v in answer.headers.multi_items() if k.lower() not in HOP_BY_HOP]
        for mutation in self.after:
            mutation(exchange)


class Handler(BaseHTTPRequestHandler):
    """One connection to a proxy; subclasses name theirs."""

    protocol_version = "HTTP/1.1"
    proxy: Proxy

    def handle_any(self) -> None:
        """Pass a call on, whatever its method."""
        length = int(self.headers.get("Content-Length") or 0)
        exchange = Exchange(self.command, self.path, self.rfile.read(length))
        try:
            self.proxy.pass_on(exchange, list(self.headers.items()))
        except Cut:
            self.close_connection = True
            self.connection.close()
            return
        self.send_response_only(exchange.status)
        for name, value in (*exchange.headers, ("Content-Length", str(len(exchange.body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(exchange.body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = handle_any  # noqa: N815

    def log_message(self, *words: object) -> None:
        """Say nothing."""

    def finish(self) -> None:
        """A line that was cut has nothing left to flush."""
        try:
            super().finish()
        except OSError:
            self.close_connection = True
