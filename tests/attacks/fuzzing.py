"""Calls that the OpenAPI document allows, and some that it does not, by everybody; what answers betray."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.core.cache import cache
from django.db import transaction
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import strategies as st
from requests import Request
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from focal_points.models import Officer
from tests.attacks.routes import parameters
from tests.attacks.table import TABLE
from tests.attacks.test_junk import is_fine
from tests.attacks.test_organisations import keys
from tests.attacks.world import World, keys_of
from tests.publishing.alliance import Alliance

MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
_CONVERTER = re.compile(r"<(?:\w+:)?\w+>")
_NAMED = re.compile(r"\{(\w+)\}")
COUNTRY = {"recipient": "np", "stranger": "eg", "secretariat": "xh", "organisation": "alliance"}
COUNTRY |= dict.fromkeys(("officer", "approver", "admin", "observer"), "pk")
# Headers that the test client sets itself, or that no server would pass on.
OWN_HEADERS = frozenset({"content-type", "content-length", "authorization", "host", "cookie"})
PRINTABLE = re.compile(r"[\x20-\x7e\xa0-\xff]*")


@dataclass(frozen=True)
class Sent:
    """One call as it went out."""

    role: str
    verb: str
    path: str
    body: bytes
    type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


def operations() -> list[APIOperation[Any, Any, Any, Any]]:
    """Every operation of the OpenAPI document, in order."""
    made = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    document = schemathesis.openapi.from_dict(made)
    return [one.ok() for one in document.get_all_operations() if isinstance(one, Ok)]


def route_of(path: str) -> str:
    """The route of the attack table at a path of the document, which may call a parameter by another name."""
    shaped = {_CONVERTER.sub("{}", "/" + route): route for route in TABLE}
    return shaped[_NAMED.sub("{}", path)]


def fuzz(world: World, operation: APIOperation[Any, Any, Any, Any], examples: int, **how: Any) -> int:
    """Try one operation. Returns how many calls were made; raises AssertionError with the first bad one."""
    roles, named, made = sorted(world.keys), _values(world, operation), []
    cases = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in MODES))
    options = {"derandomize": True, "database": None, "phases": (Phase.generate,), **how}

    @settings(
        max_examples=examples, deadline=None, verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck), **options,
    )  # fmt: skip
    @given(cases, st.sampled_from(roles), st.sampled_from([{}, *named]))
    def attempt(case: Any, role: str, real: dict[str, Any]) -> None:
        made.append(1)
        call = spelled(case, role, real)
        answer = send(world, call)
        assert is_fine(answer), (call, answer.status_code, getattr(answer, "content", b"")[:300])
        assert not given_away(world, call, answer), (call, given_away(world, call, answer))

    attempt()
    return len(made)


def _values(world: World, operation: APIOperation[Any, Any, Any, Any]) -> list[dict[str, str]]:
    """The path parameters that name something."""
    route, said = route_of(operation.path), _NAMED.findall(operation.path)
    things = [world.values(thing) for thing in TABLE[route].things] if said else []
    names = [*parameters(route)]
    return [{one: str(values[name]) for one, name in zip(said, names, strict=True)} for values in things]


def spelled(case: Any, role: str, real: dict[str, Any]) -> Sent:
    """A case of the generator as a call: with real ids where there are any."""
    if real:
        case.path_parameters = {**case.path_parameters, **real}
    given = case.as_transport_kwargs(base_url="http://testserver")
    sent = {name: given.get(name) for name in ("params", "json", "data")}
    asked = Request(given["method"], given["url"], **sent).prepare()
    body = asked.body.encode() if isinstance(asked.body, str) else bytes(asked.body or b"")  # type: ignore[arg-type]
    headers = {name: str(value) for name, value in (given.get("headers") or {}).items()}
    plain = {k: v for k, v in headers.items() if k.lower() not in OWN_HEADERS and PRINTABLE.fullmatch(k + v)}
    kind = case.media_type or "application/json"
    return Sent(role, str(given["method"]), asked.path_url, body, kind, plain)


def send(world: World, call: Sent) -> Any:
    """The answer to a call, without its consequences."""
    cache.clear()
    client = world.keys[call.role][-1].client()
    with transaction.atomic():
        answer: Any = client.generic(call.verb, call.path, call.body, call.type, headers=call.headers)
        if getattr(answer, "streaming", False):
            answer.content_read = b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def given_away(world: World, call: Sent, answer: Any) -> list[str]:
    """What this role must never be told, found in an answer and not asked for by the call itself."""
    told = getattr(answer, "content_read", b"") or getattr(answer, "content", b"")
    asked = call.path.encode() + call.body
    secret = (one.encode() for one in canaries(world, call.role))
    return [one.decode() for one in secret if one in told and one not in asked]


def canaries(world: World, role: str) -> list[str]:
    """Names of things that are not there for a role, and people of other countries than its own."""
    country = COUNTRY.get(role, "")
    cases = [world.sent.id, world.sent.file, world.unsent.id, world.unsent.file, world.theirs.id]
    cases += [world.theirs.file, world.exchange.id, world.paper.id, world.pact.id, world.thread.id]
    own = {
        "np": [world.sent.file, world.unsent.id, world.unsent.file, world.paper.id],
        "pk": [world.theirs.id, world.theirs.file],
    }
    people = Officer.objects.values_list("email", flat=True)
    foreign = [one for one in people if not (country and one.endswith(f"@{country}.example"))]
    return [str(one) for one in own.get(country, cases)] + foreign


def everybody(world: World, alliance: Alliance) -> World:
    """Give the world keys for two roles more."""
    world.keys["approver"] = keys_of(world.cast.sender.approver)
    world.keys["organisation"] = keys(alliance)
    return world
