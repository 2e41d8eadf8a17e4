"""The board: what is open at a post, the earliest time limit first, page by page, and how many of each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import IntegerField, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.base import cursor
from hub.base.errors import Invalid
from hub.ledger.models import Event
from mla_requests.models import MlaRequest
from mla_requests.queries.asked import SHOWS, Asked
from mla_requests.queries.filters import BOXES
from mla_requests.queries.inbox import whole
from mla_requests.queries.narrowing import SEEN, on_side

LIMIT = 50
MOST = 1000
FAR = datetime(9999, 1, 1, tzinfo=UTC)
Key = tuple[datetime, datetime, UUID]


@dataclass(frozen=True)
class BoardPage:
    """Requests with posts, measures and assignees, most pressing first, and the cursor of the next page."""

    rows: list[MlaRequest]
    next: str | None


def board(by: Acting, what: Asked, now: datetime, limit: int = LIMIT) -> BoardPage:
    """One page. The same number of queries for one row and for fifty. Raises Invalid bad_cursor."""
    place = _place(what.filters.cursor)
    keys: list[Key] = []
    for side in BOXES[what.filters.box]:
        for show, timed in _parts(what):
            rows = _visible(by).filter(on_side(by, side, what, now, show), next_due__isnull=not timed)
            keys += _keys(rows.order_by(), SEEN[side].since, place, limit, timed=timed)
    keys.sort(key=lambda key: (key[0], key[1], key[2].int))
    shown = keys[:limit]
    found = {one.pk: one for one in whole(_visible(by).filter(pk__in=[key[2] for key in shown]))}
    rows_shown = [found[key[2]] for key in shown if key[2] in found]
    return BoardPage(rows_shown, _cursor(shown[-1]) if len(keys) > limit else None)


def counts(by: Acting, what: Asked, now: datetime) -> dict[str, int]:
    """How many the tabs hold under the same filters, each counted up to 1000; one query."""
    names = [(show, side) for show in SHOWS for side in BOXES[what.filters.box]]
    parts = [
        Counted(_visible(by).filter(on_side(by, side, what, now, show)).order_by().values("pk")[:MOST])
        for show, side in names
    ]
    found = FocalPoint.objects.filter(pk=by.focal_point.pk).order_by().values_list(*parts).get()
    sums = dict.fromkeys(SHOWS, 0)
    for (show, _side), count in zip(names, found, strict=True):
        sums[show] = min(MOST, sums[show] + count)
    return sums


def _parts(what: Asked) -> list[tuple[str, bool]]:
    """The tab in parts that an index holds in order: by whose turn it is, with and without a time limit."""
    shows = ("mine", "theirs") if what.show == "open" else (what.show,)
    limited = what.show in ("overdue", "week") or what.until is not None
    return [(show, timed) for show in shows for timed in ((True,) if limited else (True, False))]


class Counted(Subquery):
    """How many rows a query has, as a column."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def acknowledgements(by: Acting, ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The acts that hold the requested side's reference, by request; only those the officer may see."""
    events = Event.objects.visible_to(by.officer, by.only).filter(stream__in=ids, kind="mla.acknowledge")
    return dict(events.order_by("seq").values_list("stream_id", "pk"))


def _visible(by: Acting) -> "QuerySet[MlaRequest]":
    return MlaRequest.objects.visible_to(by.officer, by.only)


def _keys(
    rows: "QuerySet[MlaRequest]", since: str, place: Key | None, limit: int, *, timed: bool
) -> list[Key]:
    """The first keys of a part after a place, one more than a page: (time limit, since when, id)."""
    if place is not None:
        rows = rows.filter(_after(since, place, timed=timed))
    order = ("next_due", since, "id") if timed else (since, "id")
    found = rows.order_by(*order).values_list("next_due", since, "id")[: limit + 1]
    return [(due or FAR, moment or FAR, key) for due, moment, key in found]


def _after(since: str, place: Key, *, timed: bool) -> Q:
    due, moment, key = place
    later = Q(**{f"{since}__gt": moment}) | Q(**{since: moment}, id__gt=key)
    if timed:
        return Q(next_due__gt=due) | (Q(next_due=due) & later)
    return later if due == FAR else Q()


def _cursor(key: Key) -> str:
    return cursor.write([key[0].isoformat(), key[1].isoformat(), str(key[2])])


def _place(text: str) -> Key | None:
    if not text:
        return None
    due, since, key = cursor.read(text, 3)
    try:
        found = datetime.fromisoformat(due), datetime.fromisoformat(since), UUID(key)
    except ValueError as error:
        raise _begin_again() from error
    if found[0].tzinfo is None or found[1].tzinfo is None:
        raise _begin_again()
    return found


def _begin_again() -> Invalid:
    return Invalid("bad_cursor", _("Begin again from the first page."), field="cursor")
