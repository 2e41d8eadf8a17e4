"""Pages of requests: newest first, continued by key, the same queries for one row and for fifty."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.base import clock
from hub.base.errors import Invalid
from hub.procedure import Side
from mla_requests.models import Measure, MlaRequest
from mla_requests.queries.filters import BOXES, Filters
from mla_requests.queries.rows import COLUMNS, MeasureRow, Reader, Row, seen, side_of

LIMIT = 50
# Each side's lists go by the acts that this side knows of.
NEWEST = {Side.REQUESTED: "shared_at", Side.REQUESTING: "updated", Side.CONDUCTING: "updated"}
MEASURE_COLUMNS = ("request_id", "label", "code", "status", "ground", "conditional", "procedure")


@dataclass(frozen=True)
class Page:
    """Rows as the API shows them, and the cursor of the next page or None."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    next: str | None = None


def inbox(acting: Acting, filters: Filters, limit: int = LIMIT, now: datetime | None = None) -> Page:
    """One page for the officer's present post. Raises Invalid (bad_cursor)."""
    now = now or clock.now()
    shown, following = _newest(acting, filters, limit, _columns, now)
    return Page(_shown(shown, acting, now), following)


def listed(
    acting: Acting, filters: Filters, limit: int = LIMIT, now: datetime | None = None
) -> tuple[list[MlaRequest], str | None]:
    """The same page as rows that rules can judge, with posts and measures. Raises Invalid (bad_cursor)."""
    return _newest(acting, filters, limit, whole, now or clock.now())


def longest_waiting(acting: Acting, ball: str, limit: int, now: datetime | None = None) -> list[MlaRequest]:
    """Requests that are "mine" or "theirs" to act on, those that wait longest first."""
    found: list[MlaRequest] = []
    for side in BOXES["all"]:
        rows = _of_side(acting, side, Filters(ball=ball), None, now or clock.now())
        found += whole(rows).order_by("since", "id")[:limit]
    return sorted(found, key=lambda request: request.since)[:limit]


def whole(requests: QuerySet[MlaRequest]) -> QuerySet[MlaRequest]:
    """With all posts, their countries, and the measures: two queries however many rows."""
    posts = ("requesting__country", "requested__country", "conducting__country")
    people = ("assignee_requesting", "assignee_requested")
    return requests.select_related(*posts, *people).prefetch_related("measures")


def _columns(requests: QuerySet[MlaRequest]) -> Any:
    return requests.values_list(*COLUMNS, named=True)


def _newest(
    acting: Acting,
    filters: Filters,
    limit: int,
    pick: Callable[[QuerySet[MlaRequest]], Any],
    now: datetime,
) -> tuple[list[Any], str | None]:
    """One page by the index, newest first, and the cursor of the next."""
    before = _read_cursor(filters.cursor)
    found: list[Any] = []
    for side in BOXES[filters.box]:
        rows = _of_side(acting, side, filters, before, now)
        found += pick(rows.order_by(f"-{NEWEST[side]}", "-id"))[: limit + 1]
    found.sort(key=lambda row: _key(row, acting), reverse=True)
    shown = found[:limit]
    return shown, _cursor(*_key(shown[-1], acting)) if len(found) > limit else None


def _key(row: Row, acting: Acting) -> tuple[datetime, int]:
    return seen(row, side_of(row, acting.focal_point.pk)).updated, row.id.int


def _of_side(
    acting: Acting, side: Side, filters: Filters, before: tuple[datetime, UUID] | None, now: datetime
) -> QuerySet[MlaRequest]:
    """Rows where the post is on one side, by the index on (post, time of the newest act, id)."""
    chosen = Q(**{side.value: acting.focal_point.pk}) & filters.condition(side, now)
    if side == Side.REQUESTED:
        chosen &= Q(shared_at__isnull=False)
    if before:
        (moment, key), name = before, NEWEST[side]
        earlier = Q(**{f"{name}__lt": moment}) | Q(id__lt=key)
        chosen &= Q(**{f"{name}__lte": moment}) & earlier
    return MlaRequest.objects.visible_to(acting.officer, acting.only).filter(chosen)


def _shown(rows: list[Row], acting: Acting, now: datetime) -> list[dict[str, Any]]:
    """Three queries in all for a page: requests, their posts, their measures."""
    ids = {post for row in rows for post in (row.requesting_id, row.requested_id, row.conducting_id) if post}
    posts = FocalPoint.objects.filter(pk__in=ids).select_related("country").order_by()
    measures: dict[UUID, list[MeasureRow]] = {}
    found = Measure.objects.filter(request__in=[row.id for row in rows]).order_by()
    for request, *columns in found.values_list(*MEASURE_COLUMNS):
        measures.setdefault(request, []).append(MeasureRow(*columns))
    reader = Reader(acting.focal_point.pk, posts, now)
    return [reader.row(row, measures.get(row.id, [])) for row in rows]


def _cursor(moment: datetime, key: int) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}_{UUID(int=key)}"


def _read_cursor(text: str) -> tuple[datetime, UUID] | None:
    if not text:
        return None
    moment, _sep, key = text.partition("_")
    try:
        return datetime.strptime(moment, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC), UUID(key)
    except ValueError as error:
        raise Invalid("bad_cursor", _("Begin again from the first page."), field="cursor") from error
