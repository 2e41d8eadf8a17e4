"""Officers' pages in fewer bytes; never where lengths could betray something."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from hub.base.middleware import NEVER, WORTH, CompressedPages
from tests.cast import Cast
from tests.mla_requests.story import TO_TRANSMISSION, Story

OWN = {"Accept-Encoding": "gzip, deflate, br", "Sec-Fetch-Site": "same-origin"}
LONG = "waits for you " * 200


def passed(answer: HttpResponse, path: str = "/board/", **headers: str) -> Any:
    """The answer as it leaves, to a call with these headers."""
    asked: HttpRequest = RequestFactory().get(path, headers=headers or OWN)
    asked.COOKIES["sessionid"] = "s"
    return CompressedPages(lambda _request: answer)(asked)


def packed(answer: HttpResponse, path: str = "/board/", **headers: str) -> bool:
    """Whether it leaves as gzip."""
    return bool(passed(answer, path, **headers).headers.get("Content-Encoding") == "gzip")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/board/", "/directory/", "/api/v1/countries/PK/chain/"])
def test_pages_and_chains_are_packed_and_mean_the_same(cast: Cast, path: str) -> None:
    browser = cast.sender.officer.browser()
    plain, small = browser.get(path), browser.get(path, headers=OWN)
    assert small["Content-Encoding"] == "gzip"
    assert len(small.content) < len(plain.content) / 1.5
    assert int(small["Content-Length"]) == len(small.content)
    assert {"Accept-Encoding", "Sec-Fetch-Site"} <= set(small["Vary"].split(", "))
    assert small["Cache-Control"] == plain["Cache-Control"]
    assert bare(gzip.decompress(small.content)) == bare(plain.content)


def bare(page: bytes) -> bytes:
    """A page without its CSRF token and nonces, which are new in every answer."""
    return re.sub(rb'(value|nonce|data-csrf|content)="[0-9A-Za-z+/=_-]{16,}"', b"", page)


@pytest.mark.django_db
def test_neither_acts_nor_receipts_nor_parts_nor_secrets_are_packed(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
    browser = cast.recipient.officer.browser()
    for path in (f"/api/v1/streams/{story.id}/events/?after=0", "/account/", "/account/factors/"):
        answer = browser.get(path, headers=OWN)
        assert answer.status_code == 200, path
        assert "Content-Encoding" not in answer.headers, path


def test_public_and_static_files_keep_their_own_copies() -> None:
    assert {"/public/", "/oai/", "/tlog/"} <= set(NEVER)
    assert not packed(HttpResponse(LONG), "/public/en/")
    assert not packed(HttpResponse(LONG, headers={"Content-Encoding": "br"}))


def test_what_streams_and_what_is_saved_stays_as_it_is() -> None:
    streamed: Any = StreamingHttpResponse(iter([LONG.encode()]))
    assert passed(streamed) is streamed
    assert not packed(streamed)
    assert not packed(FileResponse(iter([LONG.encode()]), content_type="text/plain"))  # type: ignore[arg-type]
    assert not packed(HttpResponse(LONG, headers={"Content-Disposition": 'attachment; filename="a.csv"'}))
    assert not packed(HttpResponse(LONG, content_type="application/octet-stream"))
    assert not packed(HttpResponse("x" * (WORTH - 1)))


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "cross-site"},
        {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-site"},
        {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "nonsense"},
        {"Accept-Encoding": "gzip"},
        {"Accept-Encoding": "gzip;q=0", "Sec-Fetch-Site": "same-origin"},
        {"Accept-Encoding": "gzip; q=0.000, br", "Sec-Fetch-Site": "same-origin"},
        {"Accept-Encoding": "br, xgzip", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_call_that_another_page_may_have_caused_is_answered_plainly(headers: dict[str, str]) -> None:
    assert packed(HttpResponse(LONG))
    assert packed(HttpResponse(LONG), **{"Accept-Encoding": "br, gzip; q=0.8", "Sec-Fetch-Site": "none"})
    assert not packed(HttpResponse(LONG), **headers)


def test_the_length_of_the_same_page_is_not_the_same() -> None:
    lengths = {len(passed(HttpResponse(LONG)).content) for _ in range(40)}
    assert len(lengths) > 10


@pytest.mark.django_db
def test_the_token_of_a_form_is_masked_anew_beside_what_was_typed(client: Client) -> None:
    tokens = {
        re.findall(rb'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/sign-in/?next=/a").content)[0]
        for _ in range(3)
    }
    assert len(tokens) == 3


def test_a_strong_etag_becomes_a_weak_one() -> None:
    assert passed(HttpResponse(LONG, headers={"ETag": '"a"'}))["ETag"] == 'W/"a"'
    assert passed(HttpResponse(LONG, headers={"ETag": 'W/"a"'}))["ETag"] == 'W/"a"'
