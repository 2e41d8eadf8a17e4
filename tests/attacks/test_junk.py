"""Whatever is sent to the API, the answer says what was wrong; it never breaks."""

from __future__ import annotations

import json
import random
from base64 import b64decode
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from focal_points.models import Country
from hub.base import clock
from hub.encryption import dsse
from hub.encryption.canonical import Json, b64, canonical
from hub.encryption.errors import Refused
from hub.encryption.keys import OfficerKeys
from hub.encryption.manifest import Sender
from hub.encryption.receipt import make_retrieval
from hub.procedure import MOVES
from tests.attacks.junk import BODIES, HEADERS, QUERIES, TYPES, WILD, wrong
from tests.attacks.routes import address, is_api
from tests.attacks.table import TABLE
from tests.attacks.test_matrix import BODIES as GOOD
from tests.attacks.test_matrix import Call
from tests.attacks.world import World, make_world
from tests.cast import Cast
from tests.factories.people import Person
from tests.mla_requests.story import TO_EXECUTION, Story, _bytes

CALLS = [(route, verb) for route, row in TABLE.items() if is_api(route) for verb in row.verbs]


@pytest.fixture
def world(cast: Cast) -> World:
    """Everything that can be attacked."""
    return make_world(cast)


def is_fine(answer: Any) -> bool:
    """No failure; a refusal is problem+json with a code and a sentence."""
    if answer.status_code < 400:
        return True
    if answer.status_code >= 500 or answer["Content-Type"] != "application/problem+json":
        return False
    problem = {} if answer.content == b"" else json.loads(answer.content)
    return answer.content == b"" or bool(problem["code"] and problem["detail"])


def send(world: World, route: str, verb: str, role: str, **call: Any) -> Any:
    """The answer to a call, without its consequences."""
    cache.clear()
    client = world.keys[role][-1].client()
    path = address(route, world.values(next(iter(TABLE[route].things))))
    with transaction.atomic():
        answer: Any = client.generic(verb, f"{path}?{call.pop('query', '')}", **call)
        if getattr(answer, "streaming", False):
            list(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def test_junk_bodies_queries_and_headers(world: World) -> None:
    choice, broken = random.Random(18), []  # noqa: S311 - the same junk in every run
    for route, verb in CALLS:
        for number in range(25):
            call = {
                "data": choice.choice(BODIES),
                "content_type": choice.choice(TYPES[: 1 + number % len(TYPES)]),
                "query": choice.choice(QUERIES), "headers": choice.choice([{}, *HEADERS]),
            }  # fmt: skip
            answer = send(world, route, verb, choice.choice(["admin", "officer", "anonymous"]), **call)
            if not is_fine(answer):
                broken.append((verb, route, answer.status_code, str(call)[:300], _content(answer)))
    assert not broken


def test_right_bodies_with_one_thing_wrong(world: World) -> None:
    choice, broken = random.Random(19), []  # noqa: S311
    for route, verb in CALLS:
        make = GOOD.get(route.removeprefix("api/v1/"))
        if verb != "POST" or make is None:
            continue
        values = world.values(next(iter(TABLE[route].things)))
        good = make(world, Call(route, "", "officer", world.keys["officer"][-1], verb), values)
        for _ in range(60):
            data = json.dumps(wrong(good, choice, WILD)).encode()
            answer = send(world, route, verb, "admin", data=data, content_type="application/json")
            if not is_fine(answer):
                broken.append((route, answer.status_code, data[:500], _content(answer)))
    assert not broken


def _content(answer: Any) -> bytes:
    return bytes(getattr(answer, "content", b""))[:200]


def signed(envelope: Json, payload: Any, keys: OfficerKeys) -> Json | None:
    """The envelope with another payload, properly signed; None if it cannot be said in canonical JSON."""
    with suppress(Refused, ValueError, TypeError):
        return dsse.sign(envelope["payloadType"], canonical(payload), [(keys.public.keyid, keys.sig)])
    return None


def payload_of(envelope: Json) -> Any:
    return json.loads(b64decode(envelope["payload"]))


@pytest.mark.parametrize("kind", MOVES)
def test_junk_that_an_officer_signed(cast: Cast, kind: str) -> None:
    """Manifests and facts past the signature check: whatever is signed, rules and steps can read it."""
    choice = random.Random(kind)  # noqa: S311
    story = Story(cast.sender, cast.recipient).run(*TO_EXECUTION)
    person = story.actor(kind)
    good = story.make(kind, by=person)
    parts = [{"n": part.n, "data": b64(_bytes(part))} for part in good.parts]
    manifest, tried = payload_of(good.envelope), 0
    for number in range(40):
        facts = wrong(manifest["facts"], choice)
        made = manifest | {"facts": facts} if number % 2 else wrong(manifest, choice)
        if envelope := signed(good.envelope, made, person.keys):
            answer = _posted(story, person, {"envelope": envelope, "wraps": good.wraps, "parts": parts})
            assert is_fine(answer), (made, answer.status_code, answer.content)
            tried += 1
    assert tried > 20


def _posted(story: Story, person: Person, body: Json) -> Any:
    with transaction.atomic():
        api = story.api(person)
        api.raise_request_exception = False
        answer = api.post(f"/api/v1/streams/{story.id}/events/", body)
        transaction.set_rollback(True)
    return answer


def test_junk_that_an_administrator_signed(cast: Cast) -> None:
    choice, side = random.Random(20), cast.sender  # noqa: S311
    nepal = Country.objects.get(pk="NP")
    assert side.leaver
    assert side.observer
    post, tried = str(side.post.id), 0
    seat = {
        "officer": str(side.observer.id),
        "focal_point": post,
        "role": "observer",
        "wraps_sha256": "0" * 64,
    }
    bodies = [
        side.chancery.sign_removal(side.leaver).body, side.chancery.sign("seat", seat).body,
        side.chancery.sign("peer_verified", {"country": "NP", "fingerprint": nepal.fingerprint}).body,
        side.chancery.sign("recovery_set", {"kem": b64(OfficerKeys.generate().public.kem)}).body,
    ]  # fmt: skip
    api = side.admin.api()
    api.raise_request_exception = False
    for good in bodies * 40:
        made = wrong(payload_of(good["envelope"]), choice)
        envelope = signed(good["envelope"], made, side.admin.keys)
        body = good | {"envelope": envelope} if choice.random() < 0.8 else wrong(good, choice)
        with transaction.atomic():
            answer = api.post("/api/v1/countries/PK/chain/", body)
            transaction.set_rollback(True)
        assert is_fine(answer), (made, answer.status_code, answer.content)
        tried += answer.status_code == 400
    assert tried > 80


def test_junk_receipts_that_a_reader_signed(cast: Cast) -> None:
    choice = random.Random(21)  # noqa: S311
    story = Story(cast.sender, cast.recipient).run(*TO_EXECUTION)
    reader, sealed = cast.recipient.officer, story.sealed[-1]
    sender = Sender(str(cast.recipient.post.id), str(reader.id), cast.recipient.chancery.country.head_seq)
    good = make_retrieval(
        reader.keys, hub=sealed.manifest.hub, stream=str(story.id), event=sealed.manifest.event,
        event_hash=sealed.hash, sender=sender, at=clock.text(clock.now() + timedelta(days=9)),
    )  # fmt: skip
    api = story.api(reader)
    api.raise_request_exception = False
    for _ in range(80):
        envelope = signed(good, wrong(payload_of(good), choice), reader.keys)
        answer = api.post(
            f"/api/v1/streams/{story.id}/events/{sealed.manifest.event}/receipts/", {"envelope": envelope}
        )
        assert is_fine(answer), answer.content
