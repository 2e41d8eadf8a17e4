"""The short way: what it accepts is what the framework accepts, and everything else is the framework's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx
import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.utils import CaptureQueriesContext

from focal_points.models import AccessToken
from hub.audit.models import AuditRecord, Kind
from hub.ledger.models import Event, Receipt
from hub.web import quick
from hub.web.front import Front
from hub.web.plain import Call, plain_call
from hub.web.short import Short
from tests.cast import Cast, Side
from tests.factories.acts import posted
from tests.factories.people import Person
from tests.messaging.talking import Talking

READ = {"after": -1, "before": None, "limit": 50, "inline": "yes"}
SAY_COSTS = 20
LOOK_COSTS = 9
LATE_COSTS = 2


@pytest.fixture
def talk(cast: Cast) -> Talking:
    """A conversation of sender and recipient."""
    return Talking(cast.sender, cast.recipient).open()


def call(
    talk: Talking, person: Person, query: Any = None, scopes: tuple[str, ...] = ("read", "write")
) -> Call:
    """A plain call with a fresh token."""
    return Call(str(talk.id), person.token(scopes).encode(), "en", query)


def body(talk: Talking, side: Side) -> bytes:
    """The next message of a side, made and not posted."""
    return json.dumps(posted(talk.make("thread.say", by=side))).encode()


def test_a_message_costs_few_statements(cast: Cast, talk: Talking) -> None:
    talk.say(cast.recipient)
    message, sender, reader = body(talk, cast.sender), cast.sender.officer, cast.recipient.officer
    taking, looking = call(talk, sender), call(talk, reader, {**READ, "after": 1})
    with CaptureQueriesContext(connection) as saying:
        answer = quick.take(taking, message, others=False)
    with CaptureQueriesContext(connection) as reading:
        page = quick.look(looking)
    assert answer is not None
    assert answer.status == 201
    assert page is not None
    assert len(json.loads(page.body)["events"]) == 1
    # PostgreSQL locks with statements of their own.
    locks = 3 if connection.vendor == "postgresql" else 0
    assert len(saying) <= SAY_COSTS + locks, [q["sql"][:90] for q in saying]
    assert len(reading) <= LOOK_COSTS, [q["sql"][:90] for q in reading]


def test_a_page_with_ciphertext_is_delivered_and_audited(cast: Cast, talk: Talking) -> None:
    event, reader = UUID(talk.say(cast.sender)), cast.recipient.officer
    page = quick.look(call(talk, reader, {**READ, "after": 0}))
    assert page is not None
    (shown,) = json.loads(page.body)["events"]
    part = Event.objects.get(pk=event).parts.get()
    assert shown["parts"][0]["data"]
    assert (
        shown
        == json.loads(reader.api().get(f"/api/v1/streams/{talk.id}/events/?after=0&inline=yes").content)[
            "events"
        ][0]
    )
    assert part.length == shown["parts"][0]["length"]
    assert Receipt.objects.filter(event=event, evidence="delivered").count() == 1
    read = AuditRecord.objects.filter(kind=Kind.PART_READ, what=f"{event}/0")
    assert set(read.values_list("who", flat=True)) == {str(reader.id)}


def test_who_was_late_is_told_what_was_first(cast: Cast, talk: Talking) -> None:
    late, first = body(talk, cast.sender), UUID(talk.say(cast.recipient))
    assert quick.take(call(talk, cast.sender.officer), late, others=False) is quick.LATE
    waiting = call(talk, cast.sender.officer)
    with CaptureQueriesContext(connection) as told:
        answer = quick.say_late(waiting, late)
    assert len(told) <= LATE_COSTS, [q["sql"][:90] for q in told]
    assert answer is not None
    said = json.loads(answer.body)
    assert (answer.status, said["code"], said["head_seq"]) == (409, "seq_taken", 1)
    assert set(said["head"]) == {"id", "seq", "kind", "hash", "envelope"}
    assert (said["head"]["id"], said["head"]["hash"]) == (str(first), said["head_hash"])
    assert not Receipt.objects.filter(event=first, evidence="delivered").exists()
    by_framework = cast.sender.officer.api().post(f"/api/v1/streams/{talk.id}/events/", json.loads(late))
    assert by_framework.json() == said


def test_a_token_that_may_not_read_is_not_told(cast: Cast, talk: Talking) -> None:
    late = body(talk, cast.sender)
    talk.say(cast.recipient)
    answer = quick.say_late(call(talk, cast.sender.officer, scopes=("write",)), late)
    assert answer is not None
    assert "head" not in json.loads(answer.body)


def test_the_same_message_again_is_no_late_one(cast: Cast, talk: Talking) -> None:
    message, sender = body(talk, cast.sender), cast.sender.officer
    first = quick.take(call(talk, sender), message, others=False)
    again = quick.take(call(talk, sender), message, others=True)
    assert first is not None
    assert again is not None
    assert (first.status, again.status) == (201, 200)
    assert json.loads(first.body) == json.loads(again.body)


def test_a_stranger_never_learns_that_there_is_a_line(cast: Cast, talk: Talking) -> None:
    stranger = talk.knows(cast.stranger)
    message = json.dumps(posted(talk.make("thread.say", by=stranger, to=[str(stranger.post.id)]))).encode()
    for others in (False, True):
        assert quick.take(call(talk, stranger.officer), message, others) is None
    assert quick.look(call(talk, stranger.officer, READ)) is None
    api = stranger.officer.api()
    answer = api.post(f"/api/v1/streams/{talk.id}/events/", json.loads(message))
    assert answer.status_code == 404
    assert talk.row.status == "open"


def test_a_token_that_ended_or_lost_its_scope_goes_no_way(cast: Cast, talk: Talking) -> None:
    message, reading = body(talk, cast.sender), call(talk, cast.sender.officer, READ)
    assert quick.look(reading) is not None
    assert quick.take(call(talk, cast.sender.officer, scopes=("read",)), message, others=False) is None
    AccessToken.objects.all().delete()
    assert quick.look(reading) is None
    leaver = cast.sender.leaver
    assert leaver
    theirs = call(talk, leaver, READ)
    assert quick.look(theirs) is not None
    cast.sender.chancery.remove(leaver)
    assert quick.look(theirs) is None


def test_junk_is_the_frameworks_to_refuse(cast: Cast, talk: Talking) -> None:
    plain = call(talk, cast.sender.officer)
    for junk in (b"", b"{", b"[]", b'{"envelope":{"payload":"e30="},"wraps":[],"parts":[]}', b"\xff" * 99):
        assert quick.take(plain, junk, others=False) is None
        assert quick.say_late(plain, junk) is None


def scope(**changes: Any) -> Any:
    """A request as the server hands it over."""
    path = "/api/v1/streams/00000000-0000-4000-8000-000000000000/events/"
    headers = [(b"host", b"localhost:8000"), (b"authorization", b"Bearer hub_x")]
    given = {"type": "http", "method": "GET", "path": path, "query_string": b"after=3", "headers": headers}
    return {**given, **changes}


@pytest.mark.parametrize(
    "changes",
    [
        {"headers": [(b"host", b"elsewhere.example"), (b"authorization", b"Bearer hub_x")]},
        {"headers": [(b"host", b"localhost")]},
        {"headers": [(b"host", b"localhost"), (b"authorization", b"Basic eA==")]},
        {"headers": [(b"host", b"localhost"), (b"authorization", b"Bearer a"), (b"cookie", b"sessionid=1")]},
        {
            "headers": [
                (b"host", b"localhost"),
                (b"authorization", b"Bearer a"),
                (b"authorization", b"Bearer b"),
            ]
        },
        {"query_string": b"after=x"},
        {"query_string": b"after=1&after=2"},
        {"query_string": b"limit=201"},
        {"query_string": b"more=1"},
        {"method": "DELETE"},
        {"path": "/api/v1/streams/"},
    ],
)
def test_what_is_not_plain_is_left_to_django(changes: dict[str, Any]) -> None:
    assert plain_call(scope()) is not None
    assert plain_call(scope(**changes)) is None


def test_a_hub_that_asks_for_a_secure_line_gets_one(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert plain_call(scope(scheme="http")) is None
    assert plain_call(scope(scheme="https")) is not None
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert plain_call(scope(scheme="https")) is None
    proxied = [*scope()["headers"], (b"x-forwarded-proto", b"https")]
    assert plain_call(scope(scheme="http", headers=proxied)) is not None


@pytest.fixture
def app() -> Iterator[Short]:
    """The application as the server runs it, with one thread and that one's connection."""
    short = Short(Front(get_wsgi_application(), 1))
    yield short
    asyncio.run(short.front.borrow(lambda: connection.close()))  # noqa: PLW0108 - that thread's own one


@pytest.mark.django_db(transaction=True)
def test_its_answers_have_the_headers_of_all_others(cast: Cast, app: Short) -> None:
    talk = Talking(cast.sender, cast.recipient).open()
    path, person = f"/api/v1/streams/{talk.id}/events/", cast.sender.officer
    head = {"Authorization": f"Bearer {person.token(('read', 'write'))}", "Accept-Language": "fr"}
    messages, dead = [body(talk, cast.sender)], {**head, "Authorization": "Bearer hub_dead"}

    async def ask() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return [
                await client.get(path, headers=head),
                await client.post(path, headers=head, content=messages[0]),
                await client.get(path, headers=dead),
                await client.post("http://elsewhere.example" + path, headers=head, content=messages[0]),
            ]

    listed, accepted, refused, foreign = asyncio.run(ask())
    assert [one.status_code for one in (listed, accepted, refused, foreign)] == [200, 201, 401, 400]
    by_framework = person.api().get(path, HTTP_ACCEPT_LANGUAGE="fr")
    own = {"content-length", "allow", "content-type"}
    for one in (listed, accepted):
        kept = {name.lower(): value for name, value in by_framework.items() if name.lower() not in own}
        assert kept == {name: value for name, value in one.headers.items() if name not in own}
    assert refused.headers["www-authenticate"] == "Bearer"
