"""Passes over the clocks that overlap, and countries that accept at the same moment: on both databases."""

from datetime import timedelta

import pytest

from agreements.models import Agreement
from hub.base.clock import now
from hub.notifications.models import Notification, Once
from hub.procedure import Status
from mla_requests.actions.lapses import run_clocks
from mla_requests.models import Lapse
from mla_requests.queries import rebuild
from tests.agreements.pact import Pact
from tests.cast import Cast
from tests.machine_threads import answers
from tests.mla_requests.story import TO_ASSESSMENT, TO_TRANSMISSION, Story

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def test_overlapping_passes_state_and_tell_once(cast: Cast) -> None:
    sent = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
    late = Story(cast.sender, cast.recipient).run(*TO_ASSESSMENT)
    moment = now() + timedelta(days=70)
    done = answers([lambda: run_clocks(moment)] * AT_ONCE)
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
    statuses = answers([lambda: ours.send("pair.accept"), lambda: theirs.send("pair.accept")])
    assert sorted(answer.status_code for answer in statuses) == [201, 403]
    assert Agreement.objects.filter(status="in_force").count() == 1


def test_the_same_acceptance_many_times_at_once(cast: Cast) -> None:
    pact = Pact(cast.sender, cast.recipient).run("pair.propose")
    approver = pact.recipient.approver
    sealed = pact.make("pair.accept", by=approver)
    statuses = answers([lambda: pact.post(sealed, by=approver)] * AT_ONCE)
    assert sorted(answer.status_code for answer in statuses) == [200, 200, 200, 201]
    assert pact.row.status == "in_force"
