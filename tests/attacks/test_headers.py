"""Headers on whatever answers before a page does: files, redirects, refusals, bodies that are too large."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from hub.base.middleware import ALWAYS
from hub.web.front import MAX_BODY, Front

POLICY = ("default-src 'none'", "frame-ancestors 'none'")


def lacking(headers: Any) -> list[str]:
    """Names of headers that an answer should have and has not."""
    policy = headers.get("Content-Security-Policy", "")
    missing = [name for name in (*ALWAYS, "Cache-Control") if not headers.get(name)]
    inert = policy == "sandbox; default-src 'none'"
    return missing + [part for part in POLICY if part not in policy and not inert]


@pytest.mark.django_db
def test_files_redirects_and_early_refusals_carry_the_headers_too(tmp_path: Path) -> None:
    (tmp_path / "x.js").write_text("1;")
    with override_settings(STATIC_ROOT=tmp_path):
        file = Client().get("/static/x.js")
    assert (file.status_code, lacking(file.headers)) == (200, [])
    with override_settings(SECURE_SSL_REDIRECT=True):
        away = Client().get("/sign-in/")
    assert (away.status_code, lacking(away.headers)) == (301, [])
    client = Client(raise_request_exception=False)
    for path, status in (("/sign-in", 301), ("/nowhere/", 404), ("/static/none.js", 404), ("/\x00", 404)):
        answer = client.get(path)
        assert (answer.status_code, lacking(answer.headers)) == (status, []), path
    stranger = client.get("/", HTTP_HOST="evil.example")
    assert (stranger.status_code, lacking(stranger.headers)) == (400, [])


def test_a_body_that_is_too_large_is_refused_with_the_headers() -> None:
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"x" * (MAX_BODY + 1), "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Front(lambda *_: [], 1)({"type": "http"}, receive, send))
    headers = {name.decode().title(): value.decode() for name, value in sent[0]["headers"]}
    assert sent[0]["status"] == 413
    assert lacking(headers) == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/sign-in/", "/api/v1/hub/", "/public/en/"])
def test_trace_and_made_up_verbs_are_refused(path: str) -> None:
    for verb in ("TRACE", "CONNECT", "BREW"):
        answer = Client().generic(verb, path, HTTP_X_WORD="neverechoed")
        assert answer.status_code in (302, 401, 403, 405)
        assert lacking(answer.headers) == []
        assert b"neverechoed" not in answer.content
