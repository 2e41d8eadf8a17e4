"""Two countries compare: a hit tells both, anything else tells nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deconfliction.models import Hit, Registration
from hub.audit.models import AuditRecord
from hub.base.clock import now
from hub.notifications.models import Notification
from tests.cast import Cast
from tests.deconfliction.blind import Blind, done, hits

API = "/api/v1/deconfliction/"
OTHER = "+977 9841234567"


@pytest.fixture
def blind(cast: Cast) -> Blind:
    return Blind(cast.sender, cast.recipient).agreed()


def test_the_same_number_is_a_hit_for_both(cast: Cast, blind: Blind) -> None:
    done(blind.register(cast.sender))
    assert hits() == 0
    done(blind.register(cast.recipient, "0092 300 1234567"))
    hit = Hit.objects.get()
    told = Notification.objects.filter(kind="blind.hit", target=str(hit.pk))
    assert {cast.sender.officer.id, cast.recipient.officer.id} <= set(
        told.values_list("officer_id", flat=True)
    )
    for side, peer in ((cast.sender, cast.recipient), (cast.recipient, cast.sender)):
        (row,) = side.officer.api().get(f"{API}hits/").json()["hits"]
        assert row["peer"]["focal_point"] == str(peer.post.id)
        one = side.officer.api().get(f"{API}hits/{hit.pk}/").json()
        assert one["theirs"]["stream"] != one["own"]["id"]
        assert [w["focal_point"] for w in one["theirs"]["all_wraps"]] == [str(peer.post.id)]


def test_another_number_tells_nobody(cast: Cast, blind: Blind) -> None:
    before = Notification.objects.count()
    miss = done(blind.register(cast.sender))
    hitless = done(blind.register(cast.recipient, OTHER))
    assert hits() == 0
    assert Notification.objects.count() == before
    assert cast.recipient.officer.api().get(f"{API}hits/").json()["hits"] == []
    rows = cast.recipient.officer.api().get(f"{API}registrations/").json()["registrations"]
    assert [row["head"]["event"] for row in rows] == [hitless.json()["event"]]
    assert set(miss.json()) == set(hitless.json())


def test_the_answer_of_a_hit_is_that_of_a_miss(cast: Cast, blind: Blind) -> None:
    miss = done(blind.register(cast.sender)).json()
    hit = done(blind.register(cast.recipient)).json()
    assert hits() == 1
    assert set(miss) == set(hit)
    row, other = (
        side.officer.api().get(f"{API}registrations/").json()["registrations"][0]
        for side in (cast.sender, cast.recipient)
    )
    assert set(row) == set(other)


@pytest.mark.parametrize("gone", ["withdrawn", "expired", "ended"])
def test_only_live_registrations_are_compared(cast: Cast, blind: Blind, gone: str) -> None:
    done(blind.register(cast.sender))
    if gone == "withdrawn":
        done(blind.withdraw(cast.sender))
    if gone == "expired":
        Registration.objects.update(until=(now() - timedelta(days=1)).date())
    if gone == "ended":
        done(blind.act("blind.end"))
        blind = Blind(cast.recipient, cast.sender).agreed()
    done(blind.register(cast.recipient))
    assert hits() == 0


def test_a_registration_is_audited_and_ends(cast: Cast, blind: Blind) -> None:
    answer = done(blind.register(cast.sender))
    assert AuditRecord.objects.filter(what=answer.json()["event"], who=cast.sender.officer.id).exists()
    for days in (-1, 400):
        until = (now() + timedelta(days=days)).date().isoformat()
        assert blind.register(cast.sender, OTHER, until=until).json()["code"] == "until"


def test_lists_cost_the_same_for_one_and_three(cast: Cast, blind: Blind) -> None:
    costs = []
    for numbers in (["+92300111111"], ["+92300222222", "+92300333333"]):
        for number in numbers:
            done(blind.register(cast.sender, number))
            done(blind.register(cast.recipient, number))
        browser = cast.sender.officer.browser()
        assert browser.get("/deconfliction/").status_code == 200
        with CaptureQueriesContext(connection) as page:
            assert browser.get("/deconfliction/").status_code == 200
        api = cast.sender.officer.api()
        with CaptureQueriesContext(connection) as lists:
            assert [len(api.get(f"{API}{one}/").json()[one]) for one in ("hits", "registrations")]
        costs.append((len(page), len(lists)))
    assert hits() == 3
    assert costs[0] == costs[1]


def test_the_migrations_are_complete(cast: Cast) -> None:
    del cast
    call_command("makemigrations", "deconfliction", "--check", "--dry-run")
