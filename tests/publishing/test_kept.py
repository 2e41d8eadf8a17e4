"""Kept pages: the same for everybody, gone when something changed, never a signed-in reader's."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx
import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection

from hub.publishing.actions import changed
from hub.publishing.kept import Pages, life, page
from hub.web import kept
from hub.web.front import Front
from hub.web.kept import Kept
from tests.cast import Cast
from tests.publishing import probe

Ask = Callable[[httpx.AsyncClient], Awaitable[Any]]
TOLD = "/public/en/told/"


@pytest.fixture
def app(settings: Any) -> Iterator[Kept]:
    """The application as the server runs it, with one thread and that one's connection."""
    settings.ROOT_URLCONF = "tests.publishing.probe"
    front = Front(get_wsgi_application(), 1)
    probe.MADE.clear()
    yield Kept(front, front.borrow)
    asyncio.run(front.borrow(lambda: connection.close()))  # noqa: PLW0108 - that thread's own one


def asked(app: Kept, ask: Ask) -> Any:
    """What a client gets."""

    async def run() -> Any:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await ask(client)

    return asyncio.run(run())


def gets(*calls: tuple[str, dict[str, str]]) -> Ask:
    """Ask for these addresses with these headers, one after another."""

    async def ask(client: httpx.AsyncClient) -> list[httpx.Response]:
        return [await client.get(path, headers=headers) for path, headers in calls]

    return ask


@pytest.mark.django_db(transaction=True)
def test_a_signed_in_reader_leaves_no_trace(cast: Cast, app: Kept) -> None:
    session = cast.sender.officer.browser().cookies["sessionid"].value
    token = f"Bearer {cast.sender.officer.token()}"
    signed_in = {"Cookie": f"sessionid={session}", "Authorization": token, "Accept-Language": "ar"}
    first, second, third = asked(app, gets((TOLD, signed_in), (TOLD, {}), (TOLD, signed_in)))
    assert first.content == second.content == third.content
    assert cast.sender.officer.email not in first.text
    assert "AnonymousUser" in first.text
    assert first.text.split()[1:3] == ["en", "word"]
    assert probe.MADE == [TOLD]


@pytest.mark.django_db(transaction=True)
def test_an_officers_page_is_never_kept(cast: Cast, app: Kept) -> None:
    cookie = {"Cookie": f"sessionid={cast.sender.officer.browser().cookies['sessionid'].value}"}
    mine, other = asked(app, gets(("/private/", cookie), ("/private/", {})))
    assert mine.text != other.text
    assert probe.MADE == ["/private/", "/private/"]


@pytest.mark.django_db(transaction=True)
def test_no_public_page_sets_a_cookie(cast: Cast, app: Kept) -> None:
    del cast
    answers = asked(
        app, gets(("/public/en/careless/", {}), (TOLD, {}), ("/public/", {}), ("/public/xx/", {}))
    )
    assert all("set-cookie" not in answer.headers for answer in answers)


@pytest.mark.django_db(transaction=True)
def test_what_changed_is_made_anew(cast: Cast, app: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    del cast
    monkeypatch.setattr(kept, "LOOK_EVERY", 0.0)
    asked(app, gets((TOLD, {}), (TOLD, {})))
    assert len(probe.MADE) == 1
    changed()
    asked(app, gets((TOLD, {}), (TOLD, {})))
    assert len(probe.MADE) == 2


@pytest.mark.django_db(transaction=True)
def test_those_who_come_at_once_have_it_made_once(cast: Cast, app: Kept) -> None:
    del cast

    async def together(client: httpx.AsyncClient) -> list[httpx.Response]:
        return list(await asyncio.gather(*(client.get(TOLD) for _ in range(20))))

    answers = asked(app, together)
    assert {answer.status_code for answer in answers} == {200}
    assert len(probe.MADE) == 1


@pytest.mark.django_db(transaction=True)
def test_hosts_lines_and_questions_are_told_apart(cast: Cast, app: Kept) -> None:
    del cast
    local = {"Host": "127.0.0.1"}
    calls = [(TOLD, {}), (f"{TOLD}?q=1", {}), (f"{TOLD}?q=2", {}), (TOLD, local)]
    answers = asked(app, gets(*calls, *calls, (TOLD, {"Host": "evil.example"})))
    assert len(probe.MADE) == 4
    assert [answer.status_code for answer in answers[:8]] == [200] * 8
    assert answers[8].status_code == 400
    assert answers[1].content != answers[2].content


@pytest.mark.django_db(transaction=True)
def test_who_has_it_gets_304_in_the_encoding_asked_for(cast: Cast, app: Kept) -> None:
    del cast
    plain, packed = {"Accept-Encoding": "identity"}, {"Accept-Encoding": "gzip"}
    first, small = asked(app, gets((TOLD, plain), (TOLD, packed)))
    assert first.text == small.text
    assert first.headers["etag"] != small.headers["etag"]
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < int(first.headers["content-length"])
    assert "Accept-Encoding" in first.headers["vary"]
    again = {"If-None-Match": f'"other", {small.headers["etag"]}', **packed}
    same, other = asked(app, gets((TOLD, again), (TOLD, {**again, **plain})))
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["etag"] == small.headers["etag"]
    assert other.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_head_has_no_body_and_other_verbs_are_refused(cast: Cast, app: Kept) -> None:
    del cast

    async def ask(client: httpx.AsyncClient) -> list[httpx.Response]:
        return [
            await client.head(TOLD),
            await client.get(TOLD),
            await client.head(TOLD),
            await client.post(TOLD),
        ]

    before, got, after, posted = asked(app, ask)
    assert (before.content, after.content) == (b"", b"")
    assert before.status_code == got.status_code == after.status_code == 200
    assert posted.status_code in (403, 405)


@pytest.mark.django_db(transaction=True)
def test_refusals_are_not_kept(cast: Cast, app: Kept) -> None:
    del cast
    refused, gone, nowhere = asked(
        app,
        gets(("/public/en/refusing/", {}), ("/public/en/refusing/?gone=1", {}), ("/public/xx/told/", {})),
    )
    assert [refused.status_code, gone.status_code, nowhere.status_code] == [400, 404, 404]
    assert "There is no such filter." in refused.text
    assert len(app.pages) == 0


HEAD = [(b"etag", b'"a"'), (b"cache-control", b"public, max-age=60"), (b"content-type", b"text/html")]


@pytest.mark.parametrize(
    ("status", "more"),
    [
        (404, []),
        (200, [(b"set-cookie", b"a=b")]),
        (200, [(b"vary", b"Cookie")]),
    ],
)
def test_only_answers_for_everybody_are_kept(status: int, more: list[tuple[bytes, bytes]]) -> None:
    assert life(200, HEAD) == 60
    assert life(status, [*HEAD, *more]) == 0
    assert life(200, [(name, value.replace(b"public", b"private")) for name, value in HEAD]) == 0


def test_the_oldest_go_when_room_is_short() -> None:
    pages = Pages(most=2)
    pages.turn(1)
    for key in "abc":
        pages.put((key,), page(HEAD, key.encode(), 0.0), 1)
    assert [pages.get((key,), 1.0) is not None for key in "abc"] == [False, True, True]
    assert pages.get(("b",), 60.0) is None


def test_a_page_begun_before_a_change_is_not_kept() -> None:
    pages = Pages()
    pages.turn(1)
    pages.turn(2)
    pages.put(("a",), page(HEAD, b"old", 0.0), 1)
    pages.put(("b",), page(HEAD, b"new", 0.0), 2)
    assert len(pages) == 1


def test_without_the_count_nothing_is_kept() -> None:
    pages = Pages()
    pages.turn(1)
    pages.put(("a",), page(HEAD, b"x", 0.0), 1)
    pages.turn(None)
    pages.put(("b",), page(HEAD, b"x", 0.0), None)
    assert len(pages) == 0
