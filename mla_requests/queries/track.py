"""Requests as whoever began them follows them: the prosecution behind one, or its central authority."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base import cursor
from hub.base.errors import Invalid, Unseen
from hub.procedure import Side, Status
from mla_requests.models import MlaRequest
from mla_requests.queries.inbox import whole

LIMIT = 25
OURS = (Side.CONDUCTING, Side.REQUESTING)
OVER = (Status.CLOSED.value, Status.DISCARDED.value)
# The steps that everybody understands; "sent" is the transmission itself.
MILESTONES = ("sent", "acknowledged", "decided", "executed", "received", "closed")
# Which time limit says when a step is due.
CLOCK_OF = {
    "acknowledged": ("ack", "delivery"),
    "decided": ("decision",),
    "executed": ("execution",),
    "received": ("receipt",),
    "closed": ("closing",),
}


@dataclass(frozen=True)
class Held:
    """For how many seconds the request lay with each side since it was first sent."""

    requesting: int
    requested: int

    @property
    def whole(self) -> int:
        """All of it."""
        return self.requesting + self.requested


def tracked(
    by: Acting, *, over: bool, place: str = "", limit: int = LIMIT
) -> tuple[list[MlaRequest], str | None]:
    """A page of the post's own requests, those that moved last first. Raises Invalid bad_cursor."""
    before = _before(place)
    keys: list[tuple[datetime, UUID]] = []
    for side in OURS:
        rows = _own(by).filter(Q(**{side.value: by.focal_point.pk}) & before)
        rows = rows.filter(status__in=OVER) if over else rows.exclude(status__in=OVER)
        keys += rows.order_by("-updated", "-id").values_list("updated", "id")[: limit + 1]
    keys = sorted(set(keys), key=lambda key: (key[0], key[1].int), reverse=True)
    shown = keys[:limit]
    found = {one.pk: one for one in whole(_own(by).filter(pk__in=[pk for _at, pk in shown]))}
    more = cursor.write([shown[-1][0].isoformat(), str(shown[-1][1])]) if len(keys) > limit else None
    return [found[pk] for _at, pk in shown if pk in found], more


def tracked_one(by: Acting, pk: UUID) -> MlaRequest:
    """One of them. Raises Unseen, also for a request that the post received."""
    sides = Q()
    for side in OURS:
        sides |= Q(**{side.value: by.focal_point.pk})
    found = whole(_own(by).filter(sides, pk=pk)).first()
    if found is None:
        raise Unseen
    return found


def reached(request: MlaRequest) -> Mapping[str, datetime]:
    """When each milestone was reached, of those that were."""
    return {
        name: datetime.fromisoformat(request.times[name]) for name in MILESTONES if request.times.get(name)
    }


def held(request: MlaRequest, now: datetime) -> Held:
    """How the time since the first sending divides, up to now."""
    running = 0
    ball, since = request.shared_ball, request.shared_at
    if request.transmitted_at is not None and since is not None and ball != Side.NOBODY:
        running = max(0, int((now - since).total_seconds()))
    ours, theirs = request.held_requesting, request.held_requested
    if ball == Side.REQUESTING:
        return Held(ours + running, theirs)
    return Held(ours, theirs + running)


def _own(by: Acting) -> "QuerySet[MlaRequest]":
    return MlaRequest.objects.visible_to(by.officer, by.only)


def _before(place: str) -> Q:
    if not place:
        return Q()
    at, pk = cursor.read(place, 2)
    try:
        moment, key = datetime.fromisoformat(at).astimezone(UTC), UUID(pk)
    except (ValueError, OverflowError) as error:
        raise Invalid("bad_cursor", _("Begin again from the first page."), field="cursor") from error
    return Q(updated__lt=moment) | Q(updated=moment, id__lt=key)
