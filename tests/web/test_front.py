"""The front: requests and answers pass between ASGI and Django unchanged."""

import asyncio
from typing import Any

import httpx
import pytest
from django.core.wsgi import get_wsgi_application

from hub.web.front import MAX_BODY, Front, environ


def echo(given: dict[str, Any], start: Any) -> list[bytes]:
    """A small WSGI application that answers with its body."""
    start("201 Created", [("X-Cookie", given.get("HTTP_COOKIE", ""))])
    return [given["wsgi.input"].read(), b"!", given["PATH_INFO"].encode("latin-1")]


def ask(app: Any, *request: Any, **options: Any) -> httpx.Response:
    """Send one request."""

    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(Front(app, 2))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return await client.request(*request, **options)

    return asyncio.run(run())


def test_body_path_and_headers_pass() -> None:
    answer = ask(echo, "POST", "/é/", content=b"abc", headers=[("Cookie", "a=1"), ("Cookie", "b=2")])
    assert (answer.status_code, answer.content) == (201, "abc!/é/".encode())
    assert answer.headers["X-Cookie"] == "a=1; b=2"


def test_a_body_larger_than_any_is_refused_before_anybody_reads_it() -> None:
    answer = ask(echo, "POST", "/", content=b"x" * (MAX_BODY + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_header_cannot_pass_for_the_proxys() -> None:
    scope = {
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "http_version": "1.1",
        "headers": [(b"x_forwarded_proto", b"https"), (b"content-length", b"7")],
    }
    given = environ(scope, b"")
    assert "HTTP_X_FORWARDED_PROTO" not in given
    assert given["CONTENT_LENGTH"] == "0"


class Endless:
    """A body that never ends by itself."""

    def __init__(self) -> None:
        self.closed = False
        self.taken: list[int] = []

    def __iter__(self) -> Any:
        while True:
            self.taken.append(1)
            yield b"x"

    def close(self) -> None:
        self.closed = True


def test_a_stream_stops_when_nobody_listens() -> None:
    body = Endless()

    def app(given: Any, start: Any) -> Any:
        del given
        start("200 OK", [])
        return body

    messages = iter([{"type": "http.request"}, {"type": "http.disconnect"}])

    async def receive() -> Any:
        return next(messages)

    async def send(message: Any) -> None:
        del message

    scope = {"method": "GET", "path": "/", "query_string": b"", "http_version": "1.1", "headers": []}
    asyncio.run(asyncio.wait_for(Front(app, 1)(scope, receive, send), 5))
    assert body.closed
    assert len(body.taken) < 100


@pytest.mark.django_db(transaction=True)
def test_django_answers_through_it() -> None:
    answer = ask(get_wsgi_application(), "GET", "/api/v1/streams/00000000-0000-0000-0000-000000000000/")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
