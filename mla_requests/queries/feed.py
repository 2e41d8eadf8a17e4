"""The running clocks that an officer's posts must act on, for calendars: kind, time and link only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from focal_points.access import posts_of
from focal_points.models import Officer
from focal_points.working_week import calendars_of
from hub.procedure import Clock, Side
from mla_requests.models import MlaRequest
from mla_requests.queries.clocks import NEVER, Reckoning, counts

MOST = 300
"""Requests in one feed, those whose clocks end first."""


@dataclass(frozen=True)
class Due:
    """One clock in a calendar. `name` is the same as long as the clock is; `changed` when it last moved."""

    name: str
    code: str
    due: datetime
    changed: datetime
    request: UUID


def own_clocks(officer: Officer) -> list[Due]:
    """The earliest first; nothing about clocks of the other side."""
    posts = set(posts_of(officer).values_list("pk", flat=True))
    seen = MlaRequest.objects.visible_to(officer).filter(next_due__isnull=False)
    rows = list(seen.prefetch_related("measures").order_by("next_due", "pk")[:MOST])
    calendars = calendars_of({post for row in rows for post in (row.requesting_id, row.requested_id)})
    found = [due for row in rows for due in _of(row, Reckoning(row.standing(), calendars), posts)]
    return sorted(found, key=lambda due: (due.due, due.name))


def _of(request: MlaRequest, reckoning: Reckoning, posts: set[UUID]) -> Iterator[Due]:
    mine = {
        side
        for side, post in ((Side.REQUESTING, request.requesting_id), (Side.REQUESTED, request.requested_id))
        if post in posts
    }
    for clock in request.standing().clocks:
        due = reckoning.due(clock) if counts(clock) and clock.side in mine else NEVER
        if due != NEVER:
            yield Due(_name(request, clock), clock.code, due, request.updated, request.pk)


def _name(request: MlaRequest, clock: Clock) -> str:
    return f"{request.pk}-{clock.code}{clock.ref}-{clock.started:%Y%m%dT%H%M%S}"
