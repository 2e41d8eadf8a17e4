"""Passes over the clocks that overlap, and countries that accept at the same moment: on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from agreements.models import Agreement
from hub.base.clock import now
from hub.notifications.models import Notification, Once
from hub.procedure import Status
from mla_requests.actions.lapses import run_clocks
from mla_requests.models import Lapse
from mla_requests.queries import rebuild
from tests.agreements.pact import Pact
from tests.cast import Cast
from tests.mla_requests.story import TO_ASSESSMENT, TO_TRANSMISSION, Story

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def all_at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """Run all calls at the same moment, each with its own connection."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_overlapping_passes_state_and_tell_once(cast: Cast) -> None:
    sent = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
    late = Story(cast.sender, cast.recipient).run(*TO_ASSESSMENT)
    moment = now() + timedelta(days=70)
    done = all_at_once([lambda: run_clocks(moment)] * AT_ONCE)
    assert sum(one["stated"] for one in done) == Lapse.objects.count() == 2
    assert sum(one["told"] for one in done) == Once.objects.count()
    assert sent.request.status == Status.UNDELIVERED
    overdue = Notification.objects.filter(kind="clock.overdue", target=str(late.id))
    assert overdue.count() == overdue.values("officer").distinct().count() > 0
    for story in (sent, late):
        assert rebuild(story.request) == story.request.standing()
    assert run_clocks(moment) == {"requests": 0, "stated": 0, "told": 0}


def test_of_crossing_proposals_one_comes_into_force(cast: Cast) -> None:
    ours = Pact(cast.sender, cast.recipient).run("pair.propose")
    theirs = Pact(cast.recipient, cast.sender).run("pair.propose")
    answers = all_at_once([lambda: ours.send("pair.accept"), lambda: theirs.send("pair.accept")])
    assert sorted(answer.status_code for answer in answers) == [201, 403]
    assert Agreement.objects.filter(status="in_force").count() == 1


def test_the_same_acceptance_many_times_at_once(cast: Cast) -> None:
    pact = Pact(cast.sender, cast.recipient).run("pair.propose")
    approver = pact.recipient.approver
    sealed = pact.make("pair.accept", by=approver)
    answers = all_at_once([lambda: pact.post(sealed, by=approver)] * AT_ONCE)
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert pact.row.status == "in_force"
