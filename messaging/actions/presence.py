"""Say who is there. A page that is left and the next one that is opened make no noise: leaving is slow."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from focal_points.queries import officers_of
from hub.notifications.actions import ring
from messaging.models import Presence
from messaging.queries.presence import LASTS

BEAT = timedelta(seconds=30)
"""Between two words of a process that its officers are still there."""
SLOWLY = timedelta(seconds=10)
"""How long somebody without an open socket still counts as there."""
FORGOTTEN = timedelta(hours=1)


def come(officer: UUID, post: UUID, process: str, now: datetime) -> int:
    """Note that an officer has a socket open here; answers the row that keeps it.

    The colleagues at the post are rung if the officer was not there a moment ago.
    """
    with transaction.atomic():
        there = Presence.objects.filter(officer=officer, focal_point=post, seen__gt=now - LASTS).exists()
        row, _made = Presence.objects.update_or_create(
            officer_id=officer, focal_point_id=post, process=process, defaults={"seen": now}
        )
        if not there:
            colleagues = set(officers_of(post)) - {officer}
            ring(colleagues, {"type": "ring", "kind": "presence", "id": str(post)})
    return row.pk


def stay(rows: Collection[int], now: datetime) -> None:
    """Note that the officers of these rows are still there, and forget who has been gone for an hour."""
    Presence.objects.filter(pk__in=list(rows)).update(seen=now)
    Presence.objects.filter(seen__lt=now - FORGOTTEN).delete()


def go(row: int, now: datetime) -> None:
    """Let an officer be gone soon, unless another socket is opened until then."""
    Presence.objects.filter(pk=row).update(seen=now - LASTS + SLOWLY)
