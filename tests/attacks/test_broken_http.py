"""Bytes that are no HTTP, or only half of it, sent to a real server."""

from __future__ import annotations

import re
import socket
from contextlib import suppress

from tests.attacks.serving import Served

LINES = [
    b"GET /%ff%fe/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /api/v1/hub/ HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
    b"GET /api/v1/hub/?" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"POST /api/v1/tokens/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    b"POST /api/v1/hub/ HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
    b"POST /api/v1/tokens/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET /api/v1/hub/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
    b"GET /api/v1/hub/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"GET /api/v1/hub/ HTTP/1.1\r\n\r\n",
    b"BREW /api/v1/hub/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET http://evil.example/api/v1/hub/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /static/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /static/%2e%2e/%2e%2e/hub-signing-key HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET //evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"\x16\x03\x01\x00\xa5\x01\x00\x00" + b"\xff" * 60,
    b"GET / HTTP/9.9\r\n\r\n",
]


def test_broken_http_breaks_nothing(hub_with_pages: Served) -> None:
    """What a test client cannot say: broken HTTP, two hosts, paths out of the static folder."""
    hub = hub_with_pages
    for line in LINES:
        answer = _said(hub, line)
        assert not answer.startswith(b"HTTP/1.1 5"), (line[:80], answer[:200])
        assert b"root:" not in answer
        head, _, page = answer.partition(b"\r\n\r\n")
        assert b"evil" not in head
        assert not re.search(rb'(href|src|action)="[^"]*evil', page)
    half = b"POST /api/v1/tokens/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n{}"
    _said(hub, half)
    assert b" 200 " in _said(
        hub, b"GET /api/v1/hub/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    log = (hub.folder / "server.log").read_text(errors="replace")
    assert "Internal Server Error" not in log
    assert "Exception in ASGI application" not in log


def _said(hub: Served, line: bytes, seconds: float = 0.5) -> bytes:
    """What the server answers before it closes or a moment has passed."""
    answer = b""
    with (
        socket.create_connection(("127.0.0.1", hub.process.port), timeout=seconds) as wire,
        suppress(OSError),
    ):
        wire.sendall(line)
        while piece := wire.recv(65536):
            answer += piece
    return answer
