"""The tabs of the board as conditions on rows, seen from one side."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q

from focal_points.acting import Acting
from hub.procedure import Side, Status
from mla_requests.queries.asked import Asked
from mla_requests.queries.filters import WEEK

BOTH = (Side.REQUESTING.value, Side.REQUESTED.value)
# After the end some duties go on, so a request that is nobody's turn can still be overdue.
ANY = (*BOTH, Side.NOBODY.value)


@dataclass(frozen=True)
class Seen:
    """The columns by which one side sees whose turn it is, and since when."""

    ball: str
    since: str


SEEN = {
    Side.REQUESTING: Seen("ball", "since"),
    Side.REQUESTED: Seen("shared_ball", "shared_at"),
    Side.CONDUCTING: Seen("ball", "since"),
}


def on_side(by: Acting, side: Side, what: Asked, now: datetime, show: str) -> Q:
    """Requests where the acting post is on a side, of one tab, as the filters say."""
    mine = Q(**{side.value: by.focal_point.pk}) & _tab(side, show, now)
    return mine & what.filters.condition(side, now) & _until(what)


def _tab(side: Side, show: str, now: datetime) -> Q:
    ball = SEEN[side].ball
    if show == "overdue":
        return Q(**{f"{ball}__in": ANY, "next_due__lt": now})
    if show == "week":
        return Q(**{f"{ball}__in": ANY, "next_due__gte": now, "next_due__lt": now + WEEK})
    if show == "open":
        return Q(**{f"{ball}__in": BOTH})
    if side == Side.CONDUCTING:
        # Its turn is the draft; everything else the central authorities do.
        drafting = Q(status=Status.DRAFT.value)
        return Q(ball__in=BOTH) & (drafting if show == "mine" else ~drafting)
    other = BOTH[1] if side == Side.REQUESTING else BOTH[0]
    return Q(**{ball: side.value if show == "mine" else other})


def _until(what: Asked) -> Q:
    if what.until is None:
        return Q()
    end = what.until + timedelta(days=1)
    return Q(next_due__lt=datetime(end.year, end.month, end.day, tzinfo=UTC))
