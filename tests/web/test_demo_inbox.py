"""Inboxes of the demo hold a few unread notices, not everything its stories made."""

import pytest

from hub.notifications.actions import tell
from hub.notifications.models import Notification
from hub.web.demo.inbox import UNREAD, read_old
from tests.cast import Cast


@pytest.mark.django_db
def test_all_but_the_newest_are_read(cast: Cast) -> None:
    officer, other = cast.sender.officer.id, cast.recipient.officer.id
    Notification.objects.all().delete()
    for n in range(UNREAD + 5):
        tell([officer], "conference.moved", f"target {n}")
    tell([other], "conference.moved", "target")
    read_old()
    rows = Notification.objects.filter(officer=officer).order_by("pk")
    assert [row.read_at is None for row in rows] == [False] * 5 + [True] * UNREAD
    assert Notification.objects.filter(officer=other, read_at__isnull=True).count() == 1
