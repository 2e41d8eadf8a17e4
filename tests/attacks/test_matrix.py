"""A stranger's matrix: every address, every verb, everybody; and children under the wrong parent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import transaction

from focal_points.models import AccessToken, ChainStatement
from hub.encryption.canonical import b64
from hub.encryption.codes import code_hash
from tests.attacks.routes import VERBS, absent, address, is_api, parameters, routes
from tests.attacks.table import OUTSIDE, SIGNED_IN, TABLE, expected
from tests.attacks.test_headers import lacking
from tests.attacks.world import Key, World, make_world
from tests.cast import Cast
from tests.factories.joining import new_person, proposal
from tests.mla_requests.story import _bytes

# Words and numbers that every parent has.
# Harvesters ask by POST too; it changes nothing (OAI-PMH 2.0, 3.1.1).
HARVEST = "oai/"
NOT_CHILDREN = ("act", "code", "lang", "language", "name", "number", "version")
_FORGERY_TOKEN = re.compile(rb'(csrfmiddlewaretoken" value=|csrf["-]?\w*" content=)"\w+"')


@pytest.fixture
def world(cast: Cast) -> World:
    """Everything that can be attacked."""
    return make_world(cast)


@dataclass(frozen=True)
class Call:
    """One cell of the matrix."""

    route: str
    thing: str
    role: str
    key: Key
    verb: str

    def __str__(self) -> str:
        way = "token" if self.key.token else "session" if self.key.session else "nothing"
        return f"{self.verb} {self.route} [{self.thing}] by {self.role} with {way}"


def cells(role: str, world: World) -> Iterator[Call]:
    """All cells of one role; pages know no tokens, and verbs that are nowhere are tried one way."""
    for route, row in TABLE.items():
        keys = [key for key in world.keys[role] if is_api(route) or not key.token]
        for thing, key, verb in product(row.things, keys, VERBS):
            if key is keys[-1] or verb in row.verbs:
                yield Call(route, thing, role, key, verb)


def ask(world: World, call: Call, values: dict[str, Any]) -> Any:
    """The answer, without its consequences."""
    cache.clear()
    given = {} if call.verb in ("GET", "HEAD", "OPTIONS") else body(world, call, values)
    with transaction.atomic():
        client, path = call.key.client(), address(call.route, values)
        answer: Any = client.generic(call.verb, path, **given)
        if getattr(answer, "streaming", False):
            assert b"".join(answer.streaming_content) or call.verb == "HEAD"
        transaction.set_rollback(True)
    return answer


def body(world: World, call: Call, values: dict[str, Any]) -> dict[str, Any]:
    """A body that would do, if the caller might."""
    import json

    if call.route.endswith("blocks/<int:index>/"):
        from hashlib import sha256

        seal = sha256(b"abc").hexdigest()
        return {"data": b"abc", "content_type": "application/octet-stream", "HTTP_X_BLOCK_SHA256": seal}
    if not is_api(call.route):
        form = {"post/": f"focal_point={world.cast.sender.post.id}"}.get(call.route, "")
        return {"data": form.encode(), "content_type": "application/x-www-form-urlencoded"}
    made = BODIES.get(call.route.removeprefix("api/v1/"), lambda *_: {})(world, call, values)
    return {"data": json.dumps(made).encode(), "content_type": "application/json"}


def _act(world: World, call: Call, values: dict[str, Any]) -> Any:
    """A note on the shared stream, the next version on a file; signed by the caller, if there is one."""
    if call.role in OUTSIDE or call.verb != "POST":
        return {}
    try:
        story = world.story_of(values["stream"])
    except StopIteration:
        story = world.sent
    kind = "mla.note" if str(values["stream"]) == str(story.id) else "mla.draft"
    if story is world.sent and kind == "mla.draft":
        kind = "mla.discard"
    story = replace(story, sealed=list(story.sealed))
    made = story.make(kind, by=world.people[call.role], stream=values["stream"])
    parts = [{"n": part.n, "data": b64(_bytes(part))} for part in made.parts]
    return {"envelope": made.envelope, "wraps": made.wraps, "parts": parts}


def _statement(world: World, call: Call, values: dict[str, Any]) -> Any:
    """The newest statement of the chain again."""
    del world, call, values
    newest = ChainStatement.objects.filter(country="PK").latest("seq")
    return {"envelope": newest.envelope, "wraps": [], "boxes": []}


def _invitation(world: World, call: Call, values: dict[str, Any]) -> Any:
    del call, values
    side, person = world.cast.sender, new_person("New", "new@pk.example")
    return proposal(side.chancery, person, "officer", uuid4(), b"x" * 16) | {"focal_point": str(side.post.id)}


BODIES: dict[str, Any] = {
    "streams/<uuid:stream>/events/": _act,
    "streams/<uuid:stream>/events/<uuid:event>/receipts/": lambda *_: {"envelope": {}},
    "streams/<uuid:stream>/hold/": lambda *_: {"held": True},
    "retention/": lambda *_: {"years": 5, "alone": False},
    "uploads/": lambda *_: {"stream": str(uuid4()), "event": str(uuid4()), "n": 1, "length": 3},
    "countries/<str:cc>/chain/": _statement,
    "countries/<str:cc>/chain/waiting/": _statement,
    "invitations/": _invitation,
    "threads/<uuid:pk>/read/": lambda *_: {"seq": 0},
    "saved-views/": lambda *_: {"name": "Late", "query": "show=overdue"},
    "webhooks/": lambda *_: {"address": "https://cases.example.org/", "label": "x", "kinds": ["*"]},
    "invitations/<uuid:invitation>/open/": lambda world, *_: {"code_sha256": code_hash(world.invitation[1])},
}


def test_the_table_names_every_route_and_no_other() -> None:
    assert sorted(routes()) == sorted(TABLE)


@pytest.mark.parametrize("role", [*SIGNED_IN, *OUTSIDE])
def test_everybody_gets_the_expected_answer_everywhere(world: World, role: str) -> None:
    wrong = []
    for call in cells(role, world):
        answer = ask(world, call, world.values(call.thing))
        right = expected(call.route, call.thing, role, call.verb)
        if call.route.endswith("tokens/current/") and call.verb == "DELETE" and call.key.session:
            right = 401 if role == "removed" else 404  # a browser has no token to end
        if answer.status_code != right:
            wrong.append(
                f"{call}: {answer.status_code}, not {right}; {getattr(answer, 'content', b'')[:150]!r}"
            )
        assert not lacking(answer.headers), (str(call), lacking(answer.headers))
        if answer.status_code == 302 and role in OUTSIDE and not TABLE[call.route].public:
            assert answer["Location"].startswith("/sign-in/?next="), call
        if answer.status_code >= 400 and is_api(call.route) and call.verb != "HEAD":
            assert answer["Content-Type"] == "application/problem+json", call
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["stranger", "recipient", "secretariat"])
def test_unseen_looks_exactly_like_absent(world: World, role: str) -> None:
    compared = 0
    for call in cells(role, world):
        row = TABLE[call.route]
        if role in row.things[call.thing] or call.key is not world.keys[role][is_api(call.route)]:
            continue
        values, nothing = world.values(call.thing), absent(call.route)
        unseen, missing = ask(world, call, values), ask(world, call, nothing)
        assert seen_of(unseen, values, call) == seen_of(missing, nothing, call), str(call)
        compared += 1
    assert compared > 50


def seen_of(answer: Any, values: dict[str, Any], call: Call) -> tuple[Any, ...]:
    """What a caller sees of an answer, with the address it asked for left out."""
    content = _FORGERY_TOKEN.sub(b"", getattr(answer, "content", b""))
    for name in parameters(call.route):
        said = re.escape(str(values[name]).encode())
        content = re.sub(said if len(said) > 8 else rb"(?<=/)" + said + rb"(?=/)", b"?", content)
    headers = {name: value for name, value in answer.items() if name not in ("Content-Length", "Location")}
    return answer.status_code, headers, content


def test_children_under_the_wrong_parent_are_absent(world: World) -> None:
    """For every nested route: each visible child under each other visible parent."""
    tried = 0
    for route, row in TABLE.items():
        names = [name for name in parameters(route) if name not in NOT_CHILDREN]
        things = [thing for thing, who in row.things.items() if "officer" in who]
        for parent, child in product([*things, "shared", "file"], things):
            mixed = {**world.values(child), names[0]: world.values(parent).get(names[0])} if names[1:] else {}
            if mixed.get(names[0] if names else "") in (
                None,
                world.values(child).get(names[0] if names else ""),
            ):
                continue
            for verb in row.verbs:
                answer = ask(
                    world, Call(route, child, "officer", world.keys["officer"][is_api(route)], verb), mixed
                )
                assert answer.status_code == 404, (verb, route, mixed)
                tried += 1
    assert tried > 5


def test_numbers_that_a_child_does_not_have(world: World) -> None:
    officer = world.keys["officer"][1].client()
    note = world.values("note")
    for n in (7, 10**9, 2**63, 10**30):
        part = f"/api/v1/streams/{note['stream']}/events/{note['event']}/parts/{n}/"
        block = f"/api/v1/uploads/{world.upload}/blocks/{n}/"
        assert officer.get(part).status_code == 404
        assert officer.put(block, b"abc", content_type="application/octet-stream").status_code in (400, 404)


def test_a_code_opens_its_own_invitation_only(world: World) -> None:
    from tests.factories.joining import invited

    side = world.cast.stranger
    other, code = invited(side.chancery, side.post, new_person("Other", "other@eg.example"), "officer")
    for invitation, wrong in ((world.invitation[0], code), (other, world.invitation[1])):
        answer = (
            Key()
            .client()
            .post(f"/api/v1/invitations/{invitation}/open/", {"code_sha256": code_hash(wrong)}, format="json")
        )
        assert answer.status_code == 404


def test_nobody_ends_the_token_of_somebody_else(world: World) -> None:
    for role in ("stranger", "recipient", "admin", "secretariat"):
        world.keys[role][0].client().post(f"/account/tokens/{world.token}/end/")
    assert AccessToken.objects.filter(pk=world.token).exists()


def test_a_session_alone_writes_nothing(world: World) -> None:
    """Called from another site, the cookie comes along but the forgery token does not."""
    open_to_all = {"api/v1/tokens/", "api/v1/invitations/<uuid:invitation>/open/",
                   "api/v1/invitations/<uuid:invitation>/answer/"}  # fmt: skip
    key, tried = world.keys["admin"][0], 0
    for route, row in TABLE.items():
        for verb in set(row.verbs) - {"GET", "OPTIONS"}:
            values = world.values(next(iter(row.things)))
            client = key.client(checked=True)
            with transaction.atomic():
                answer = client.generic(verb, address(route, values), b"{}", "application/json")
                transaction.set_rollback(True)
            allowed = (405, 400, 404) if route in open_to_all else (200,) if route == HARVEST else (403,)
            assert answer.status_code in allowed, (verb, route, answer.status_code)
            tried += 1
    assert tried > 20
