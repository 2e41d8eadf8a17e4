"""A country's record is its administrators' own; limits leave room for the others."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base import clock
from hub.operations import quota
from hub.operations.words import WORDS
from tests.cast import Cast
from tests.factories.acts import posted
from tests.ledger.acts import Thread
from tests.ledger.test_parts_api import begin
from tests.messaging.talking import Talking

AUDIT = "/api/v1/audit/"


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    quota.acts.forget()
    yield
    quota.acts.forget()


def admin_of(side: Any) -> Any:
    """A client with a token of the country's administrator."""
    return side.admin.api(("read", "admin"))


def test_administrators_read_their_own_country_and_nobody_elses(cast: Cast) -> None:
    for side in cast.sides:
        record(Kind.PART_READ, who=side.officer.id, country=side.code, what=f"{side.code} thing")
    for side in cast.sides:
        found = admin_of(side).get(f"{AUDIT}?kind=stream:part_read").json()["records"]
        assert [(one["what"], one["name"]) for one in found] == [
            (f"{side.code} thing", f"{side.code} officer")
        ]
        assert side.officer.api().get(AUDIT).status_code == 403
        page = side.admin.browser().get("/audit/").content.decode()
        assert f"{side.code} thing" in page
        assert not any(f"{other.code} thing" in page for other in cast.sides if other is not side)
    table = cast.sender.admin.browser().get("/audit/csv/").content.decode()
    assert "PK thing" in table
    assert "NP thing" not in table


def test_filters_pages_and_refusals(cast: Cast) -> None:
    who, api = cast.sender.officer.id, admin_of(cast.sender)
    for number in range(120):
        record(Kind.PART_READ, who=who, country="PK", what=f"n{number}")
    seen, asked = [], f"?officer={who}&kind=stream:part_read"
    while asked:
        page = api.get(AUDIT + asked).json()
        seen += [one["what"] for one in page["records"]]
        asked = page["next"] and f"?officer={who}&kind=stream:part_read&cursor={page['next']}"
    assert seen == [f"n{number}" for number in reversed(range(120))]
    tomorrow = (clock.now() + timedelta(days=1)).date()
    assert api.get(f"{AUDIT}?since={tomorrow}").json()["records"] == []
    for wrong in (
        "officer=x",
        "kind=x",
        "since=2026-99-01",
        "until=0001-01-01",
        "cursor=x",
        "cursor=WyIxIiwiMiJd",
    ):
        assert api.get(f"{AUDIT}?{wrong}").status_code == 400, wrong
        assert cast.sender.admin.browser().get(f"/audit/?{wrong}").status_code == 400, wrong
        if not wrong.startswith("cursor"):
            assert cast.sender.admin.browser().get(f"/audit/csv/?{wrong}").status_code == 400, wrong


def test_a_longer_record_costs_no_more_queries(cast: Cast) -> None:
    browser, counts = cast.sender.admin.browser(), []
    browser.get("/audit/")
    for more in (1, 3):
        for _ in range(more):
            record(Kind.SIGNED_IN, who=cast.sender.officer.id, country="PK")
        with CaptureQueriesContext(connection) as found:
            browser.get("/audit/")
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_every_kind_has_words() -> None:
    assert set(WORDS) == set(Kind.values)


def test_a_flood_is_told_when_to_come_again_and_the_other_country_goes_on(cast: Cast, settings: Any) -> None:
    talk = Talking(cast.sender, cast.recipient).open()
    settings.HUB_ACTS_PER_HOUR = 2
    talk.say(cast.sender)
    talk.say(cast.sender)
    third = posted(talk.make("thread.say", by=cast.sender))
    told = cast.sender.officer.api().post(f"/api/v1/streams/{talk.id}/events/", third)
    assert told.status_code == 429
    assert 0 < int(told["Retry-After"]) <= 3600
    assert told.json()["code"] == "acts_limit"
    talk.say(cast.recipient)
    assert admin_of(cast.sender).get("/api/v1/usage/").json()["acts"] == 2


def test_several_processes_count_together(cast: Cast, settings: Any) -> None:
    assert cast
    settings.HUB_ACTS_PER_HOUR, now = 50, clock.now()
    one, other = quota.Acts(), quota.Acts()
    for _ in range(quota.EACH):
        one.spend("PK", now)
    for _ in range(quota.EACH):
        other.spend("PK", now)
    assert (one.used("PK", now), other.used("PK", now)) == (20, 40)
    assert other.used("NP", now) == 0
    assert other.used("PK", now + timedelta(hours=1)) == 0
    with CaptureQueriesContext(connection) as found:
        other.require_left("PK", now)
        other.spend("PK", now)
    assert len(found) == 0
    cache.clear()


def test_a_country_that_used_its_storage_is_told_before_it_uploads(cast: Cast, settings: Any) -> None:
    settings.HUB_STORAGE_PER_COUNTRY = 1000
    thread, api = Thread([cast.sender.post, cast.recipient.post]), cast.sender.officer.api()
    assert begin(api, thread.act(cast.sender.officer, event=uuid4()), 1, 900).status_code == 201
    refused = begin(api, thread.act(cast.sender.officer, event=uuid4()), 1, 200)
    assert (refused.status_code, refused.json()["code"]) == (409, "storage_full")
    usage = cast.sender.admin.browser().get("/usage/").content.decode()
    assert "900" in usage
    assert cast.sender.officer.browser().get("/usage/").status_code == 403
