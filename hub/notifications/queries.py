"""Reads: the inbox of one officer, the queue as an operator sees it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from hub.base import cursor
from hub.base.errors import Invalid
from hub.notifications.models import Delivery, Notification, Preference, State

PAGE = 30
MOST_COUNTED = 99


def unread(officer: UUID) -> QuerySet[Notification]:
    """What an officer has not seen yet, newest first."""
    return Notification.objects.filter(officer_id=officer, read_at__isnull=True).order_by("-id")


def unread_count(officer: UUID) -> int:
    """How many, counted no further than 100: it says "99+" then."""
    return len(unread(officer).values_list("id", flat=True)[: MOST_COUNTED + 1])


def inbox(
    officer: UUID, place: str = "", *, only_unread: bool = False
) -> tuple[list[Notification], str | None]:
    """A page of what an officer was told, newest first, and the cursor of the next. Raises Invalid."""
    rows = unread(officer) if only_unread else Notification.objects.filter(officer_id=officer).order_by("-id")
    if place:
        rows = rows.filter(pk__lt=_before(place))
    found = list(rows[: PAGE + 1])
    more = len(found) > PAGE
    return found[:PAGE], cursor.write([str(found[PAGE - 1].pk)]) if more else None


def preferences(officers: Iterable[UUID]) -> dict[UUID, Preference]:
    """What officers chose; whoever chose nothing is not in it."""
    return Preference.objects.in_bulk(list(officers))


def preference(officer: UUID, time_zone: str) -> Preference:
    """What an officer chose, or what holds until then, in the account's time zone."""
    found = Preference.objects.filter(pk=officer).first()
    return found or Preference(officer_id=officer, time_zone=time_zone)


def due(now: datetime) -> QuerySet[Delivery]:
    """What should go out now and is held by no worker, oldest first."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    return Delivery.objects.filter(free, state=State.WAITING, due__lte=now).order_by("due", "id")


def dead() -> QuerySet[Delivery]:
    """What was given up, newest first, with what it was about."""
    return Delivery.objects.filter(state=State.DEAD).select_related("notification").order_by("-id")


def standing(now: datetime) -> dict[str, Any]:
    """How the queue stands: {waiting, late, dead, oldest: datetime or None}."""
    rows = Delivery.objects.filter(state__in=(State.WAITING, State.DEAD))
    late = Q(state=State.WAITING, due__lte=now)
    return rows.aggregate(
        waiting=Count("id", Q(state=State.WAITING)),
        late=Count("id", late),
        dead=Count("id", Q(state=State.DEAD)),
        oldest=Min("due", filter=late),
    )


def _before(place: str) -> int:
    text = cursor.read(place, 1)[0]
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise Invalid(
            "bad_cursor", "This cursor was not given by the hub. Begin again without one.", field="cursor"
        )
    return int(text)
