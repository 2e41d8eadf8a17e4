"""Organisations without a country: nothing of cases is there for them, and no case can be sent to them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache

from agreements.models import Agreement
from exchanges.models import Exchange
from focal_points.organisations import open_to_organisations
from messaging.models import Thread
from mla_requests.models import MlaRequest
from tests.agreements.pact import Pact
from tests.attacks.routes import address, is_api
from tests.attacks.table import TABLE
from tests.attacks.world import Key, World, make_world
from tests.cast import Cast, Side
from tests.exchanges.talk import Talk
from tests.factories.people import Post
from tests.messaging.talking import Talking
from tests.mla_requests.story import Story
from tests.publishing.alliance import Alliance

BEGINNINGS = (MlaRequest, Exchange, Thread, Agreement)


@pytest.fixture
def world(cast: Cast) -> World:
    """Everything that could be found."""
    return make_world(cast)


def keys(alliance: Alliance) -> list[Key]:
    """A session and a token of the organisation's officer."""
    session = alliance.browser().cookies[settings.SESSION_COOKIE_NAME].value
    return [Key(session=session), Key(token=alliance.token())]


def closed(world: World) -> Iterator[tuple[str, str, str]]:
    """(route, address, verb) of all that organisations have no business with, public ones aside."""
    for route, row in TABLE.items():
        if row.public:
            continue
        for thing in row.things:
            path = address(route, world.values(thing))
            if not open_to_organisations(path):
                yield from ((route, path, verb) for verb in ("GET", *row.verbs))


def test_whatever_is_about_cases_is_not_there(world: World, alliance: Alliance) -> None:
    wrong, asked = [], 0
    for route, path, verb in closed(world):
        for key in keys(alliance):
            if is_api(route) or key.session:
                cache.clear()
                answer: Any = key.client().generic(verb, path, "{}", content_type="application/json")
                asked += 1
                wrong += [f"{verb} {route} {answer.status_code}"] if answer.status_code != 404 else []
    assert wrong == []
    assert asked > 200


def test_nothing_about_cases_is_among_what_is_open() -> None:
    about = ("request", "stream", "upload", "exchange", "thread", "agreement", "register", "statistics")
    sections = ("directory", "focal-points", "countries", "board", "track", "webhook", "calendar")
    for route in TABLE:
        if any(name in route.split("/") or f"{name}s" in route.split("/") for name in about + sections):
            assert not open_to_organisations(f"/{route}"), route


def posing(alliance: Alliance, side: Side) -> Side:
    """The organisation's post as if it had a key, as a dishonest client would address it."""
    return replace(side, post=Post(alliance.made.post.pk, {1: os.urandom(32)}))


def attempts(cast: Cast, fake: Side) -> Iterator[Any]:
    """The beginnings of everything that countries do with each other, addressed to the organisation."""
    yield Story(cast.sender, fake).send("mla.draft")
    yield Talk(cast.sender, fake).send("quick.send")
    yield Talk(cast.sender, fake).send("info.send")
    yield Pact(cast.sender, fake).send("agreement.propose")
    talking = Talking(cast.sender, fake)
    members = sorted(talking.sides)
    facts = {"members": members, "policy": "one", "about": None}
    yield talking.send("thread.open", by=cast.sender, facts=facts, to=members)


def test_nobody_begins_anything_with_an_organisation(cast: Cast, alliance: Alliance) -> None:
    before = [model.objects.count() for model in BEGINNINGS]
    answers = list(attempts(cast, posing(alliance, cast.recipient)))
    assert [answer.status_code // 100 for answer in answers] == [4] * 5, [one.content for one in answers]
    assert [model.objects.count() for model in BEGINNINGS] == before


def test_an_organisation_is_not_admitted_to_a_conversation(cast: Cast, alliance: Alliance) -> None:
    talk = Talking(cast.sender, cast.recipient).open()
    fake = posing(alliance, cast.stranger)
    answer = talk.send("thread.admit", by=cast.sender, **talk.admission(fake))
    assert answer.status_code // 100 == 4
    assert str(alliance.made.post.pk) not in talk.row.standing().members


LISTS = (
    *("/directory/", "/directory/?q=Alliance", "/countries/", "/requests/new/", "/exchanges/new/", "/join/"),
    *("/threads/new/", "/register/new/", "/register/", "/requests/?box=out", "/statistics/", "/board/"),
    *("/api/v1/countries/", "/api/v1/focal-points/", "/api/v1/focal-points/?q=Alliance"),
)


def test_no_list_of_countries_or_posts_names_it(cast: Cast, alliance: Alliance) -> None:
    officer, name = cast.sender.officer, alliance.made.post.name
    code = f'"{alliance.made.post.country_id}"'
    for path in LISTS:
        answer = (officer.api() if is_api(path[1:]) else officer.browser()).get(path)
        assert answer.status_code == 200, path
        assert name not in answer.content.decode(), path
        assert code not in answer.content.decode(), path


def test_its_post_and_code_are_nowhere(cast: Cast, alliance: Alliance) -> None:
    post, code = alliance.made.post.pk, alliance.made.post.country_id
    pages, api = cast.sender.admin.browser(), cast.sender.admin.api()
    for path in (f"/directory/{post}/", f"/countries/{code}/", f"/statistics/with/{code}/"):
        assert pages.get(path).status_code == 404, path
    for path in (f"focal-points/{post}/", f"countries/{code}/", f"countries/{code}/asks/"):
        assert api.get(f"/api/v1/{path}").status_code == 404, path
