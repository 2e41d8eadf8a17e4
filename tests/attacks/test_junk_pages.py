"""Whatever is sent to a page or put into a form, the answer is a page or a redirect, never a failure."""

from __future__ import annotations

import random
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.attacks.junk import HEADERS, QUERIES, VALUES
from tests.attacks.routes import address, is_api
from tests.attacks.table import TABLE
from tests.attacks.world import World, make_world
from tests.cast import Cast

ROLES = ("admin", "officer", "secretariat", "anonymous")
CALLS = [(route, verb) for route, row in TABLE.items() if not is_api(route) for verb in {"GET", *row.verbs}]
# Names that forms and filters of the hub read, so that junk reaches what reads them.
FIELDS = (
    *(
        "q",
        "page",
        "cursor",
        "show",
        "sort",
        "kind",
        "country",
        "from",
        "to",
        "year",
        "type",
        "status",
        "post",
    ),
    *("email", "password", "name", "title", "text", "action", "version", "language", "next", "date", "days"),
    *("verb", "identifier", "metadataPrefix", "resumptionToken", "set", "until", "audience", "networks"),
)
TRIES = 3
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def world(cast: Cast) -> World:
    """Everything that can be attacked."""
    return make_world(cast)


def junk(choice: random.Random) -> str:
    """Some fields with values of every wrong kind."""
    names = choice.sample(FIELDS, choice.randint(1, 6))
    return urlencode([(name, str(choice.choice(VALUES))[:3000]) for name in names for _ in range(2)])


def send(world: World, route: str, verb: str, choice: random.Random) -> Any:
    """The answer to one call, without its consequences."""
    cache.clear()
    client = world.keys[choice.choice(ROLES)][0].client()
    path = address(route, world.values(choice.choice(list(TABLE[route].things))))
    query = choice.choice([junk(choice), choice.choice(QUERIES)])
    body = junk(choice).encode() if verb not in ("GET", "OPTIONS") else b""
    with transaction.atomic():
        answer: Any = client.generic(
            verb, f"{path}?{query}", body, FORM, headers=choice.choice([{}, {}, *HEADERS])
        )
        if getattr(answer, "streaming", False):
            list(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def test_junk_on_pages_and_in_forms(world: World) -> None:
    choice, broken = random.Random(22), []  # noqa: S311 - the same junk in every run
    for route, verb in CALLS:
        for _ in range(TRIES):
            answer = send(world, route, verb, choice)
            if answer.status_code >= 500:
                broken.append((verb, route, answer.status_code, answer.request))
    assert len(CALLS) > 90
    assert not broken, broken[:5]
