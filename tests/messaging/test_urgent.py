"""An urgent message that nobody at a post reads: who is told, when, once, and that nothing more opens."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from focal_points.models import DirectoryEntry
from hub.base.clock import now
from hub.notifications.actions import mark_one_read, tell
from hub.notifications.models import Notification
from messaging.actions.urgent import climb
from messaging.models import Member, Thread
from tests.cast import Cast, Side
from tests.factories.people import Person

MINUTE = timedelta(minutes=1)
HALF = 30 * MINUTE


@pytest.fixture
def thread(cast: Cast) -> Thread:
    """A conversation of Pakistan and Nepal; Nepal's post reports to the Secretariat."""
    Notification.objects.all().delete()
    DirectoryEntry.objects.filter(focal_point=cast.recipient.post.id).update(
        escalates_to=cast.secretariat.post.id
    )
    made = Thread.objects.create(
        id="11111111-1111-4111-8111-111111111111", policy="one", opened_by_id=cast.sender.post.id,
        created=now(), updated=now(),
    )  # fmt: skip
    for side in (cast.sender, cast.recipient):
        Member.objects.create(
            thread=made, focal_point_id=side.post.id, since_seq=0, subject_event=made.pk, updated=now()
        )
    return made


def urge(thread: Thread, side: Side, at: datetime) -> None:
    people = [side.officer.id, side.approver.id]
    tell(people, "thread.urgent", thread.pk, single=True)
    Notification.objects.filter(officer__in=people, read_at__isnull=True, created__gt=at + MINUTE).update(
        created=at
    )


def told(person: Person) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(officer=person.id).exclude(kind="thread.urgent").order_by("id")
    return list(rows.values_list("kind", "target"))


def test_first_the_approvers_then_the_post_above_each_once(cast: Cast, thread: Thread) -> None:
    at = now() - timedelta(hours=5)
    urge(thread, cast.recipient, at)
    assert climb(at + HALF - timedelta(seconds=1)) == 0
    assert [climb(at + HALF), climb(at + HALF), climb(at + HALF + MINUTE)] == [1, 0, 0]
    assert told(cast.recipient.approver) == [("thread.escalated", str(thread.pk))]
    assert told(cast.recipient.officer) == told(cast.secretariat.officer) == []
    assert [climb(at + 2 * HALF), climb(at + 3 * HALF)] == [1, 0]
    above = [("thread.unanswered", str(cast.recipient.post.id))]
    assert told(cast.secretariat.officer) == told(cast.secretariat.approver) == above
    assert told(cast.sender.approver) == []


def test_the_post_above_opens_nothing_more_than_before(cast: Cast, thread: Thread) -> None:
    at = now() - timedelta(hours=5)
    urge(thread, cast.recipient, at)
    climb(at + 2 * HALF)
    reader = cast.secretariat.officer
    page = reader.browser().get("/notices/").content.decode()
    assert f'href="/directory/{cast.recipient.post.id}/"' in page
    assert str(thread.pk) not in page
    assert not Thread.objects.visible_to(reader.officer).exists()
    assert reader.api().get(f"/api/v1/streams/{thread.pk}/").status_code == 404


def test_what_one_officer_read_the_post_has_read(cast: Cast, thread: Thread) -> None:
    at = now() - timedelta(hours=5)
    urge(thread, cast.recipient, at)
    own = Notification.objects.get(officer=cast.recipient.officer.id)
    mark_one_read(cast.recipient.officer.id, own.pk, at + 5 * MINUTE)
    assert climb(at + 3 * HALF) == 0
    again = at + 10 * MINUTE
    urge(thread, cast.recipient, again)
    assert climb(again + HALF) == 1


def test_a_post_that_left_is_not_pressed_any_more(cast: Cast, thread: Thread) -> None:
    at = now() - timedelta(hours=5)
    urge(thread, cast.recipient, at)
    Member.objects.filter(focal_point=cast.recipient.post.id).update(until_seq=3)
    assert climb(at + 3 * HALF) == 0
