"""Pages of requests: newest first, continued by key, the same queries for one row and for fifty."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.base.errors import Invalid
from mla_requests.models import Measure, MlaRequest
from mla_requests.queries.rows import COLUMNS, MeasureRow, Reader, Row
from mla_requests.states import Side, Status

LIMIT = 50
BOXES = {"in": (Side.REQUESTED,), "out": (Side.REQUESTING,), "all": (Side.REQUESTED, Side.REQUESTING)}
OTHER = {Side.REQUESTED: Side.REQUESTING, Side.REQUESTING: Side.REQUESTED}
BALLS = ("", "mine", "theirs")


@dataclass(frozen=True)
class Filters:
    """What the address of the page says. Empty means everything."""

    box: str = "all"
    status: str = ""
    ball: str = ""
    country: str = ""
    cursor: str = ""

    def __post_init__(self) -> None:
        """Raise Invalid (bad_filter) for a word that is not one of those possible."""
        _require("box", self.box, BOXES)
        _require("ball", self.ball, BALLS)
        _require("status", self.status, ("", *Status.values))
        if self.country and not re.fullmatch(r"[A-Za-z]{2}", self.country):
            raise Invalid("bad_filter", _("A country is named by its two letters."), field="country")


@dataclass(frozen=True)
class Page:
    """Rows as the API shows them, and the cursor of the next page or None."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    next: str | None = None


def inbox(acting: Acting, filters: Filters, limit: int = LIMIT) -> Page:
    """One page for the officer's present post. Raises Invalid (bad_cursor)."""
    shown, following = _newest(acting, filters, limit, _columns)
    return Page(_shown(shown, acting), following)


def listed(acting: Acting, filters: Filters, limit: int = LIMIT) -> tuple[list[MlaRequest], str | None]:
    """The same page as rows that rules can judge, with posts and measures. Raises Invalid (bad_cursor)."""
    return _newest(acting, filters, limit, whole)


def longest_waiting(acting: Acting, ball: str, limit: int) -> list[MlaRequest]:
    """Requests that are "mine" or "theirs" to act on, those that wait longest first."""
    found: list[MlaRequest] = []
    for side in BOXES["all"]:
        found += whole(_of_side(acting, side, Filters(ball=ball), None)).order_by("since", "id")[:limit]
    return sorted(found, key=lambda request: request.since)[:limit]


def whole(requests: QuerySet[MlaRequest]) -> QuerySet[MlaRequest]:
    """With both posts, their countries, and the measures: two queries however many rows."""
    return requests.select_related("requesting__country", "requested__country").prefetch_related("measures")


def _columns(requests: QuerySet[MlaRequest]) -> Any:
    return requests.values_list(*COLUMNS, named=True)


def _newest(
    acting: Acting, filters: Filters, limit: int, pick: Callable[[QuerySet[MlaRequest]], Any]
) -> tuple[list[Any], str | None]:
    """One page by the index, newest first, and the cursor of the next."""
    before = _read_cursor(filters.cursor)
    found: list[Any] = []
    for side in BOXES[filters.box]:
        found += pick(_of_side(acting, side, filters, before).order_by("-updated", "-id"))[: limit + 1]
    found.sort(key=lambda row: (row.updated, row.id.int), reverse=True)
    shown = found[:limit]
    return shown, _cursor(shown[-1]) if len(found) > limit else None


def _require(name: str, value: str, possible: Iterable[str]) -> None:
    if value not in possible:
        words = ", ".join(word for word in possible if word)
        raise Invalid("bad_filter", _("This filter has no such value."), field=name, possible=words)


def _of_side(
    acting: Acting, side: Side, filters: Filters, before: tuple[datetime, UUID] | None
) -> QuerySet[MlaRequest]:
    """Rows where the post is on one side, by the index on (post, updated, id)."""
    chosen = Q(**{side.value: acting.focal_point.pk})
    if filters.status:
        chosen &= Q(status=filters.status)
    if filters.ball:
        chosen &= Q(ball=side if filters.ball == "mine" else OTHER[side])
    if filters.country:
        chosen &= Q(**{f"{OTHER[side].value}__country": filters.country.upper()})
    if before:
        moment, key = before
        chosen &= Q(updated__lte=moment) & (Q(updated__lt=moment) | Q(id__lt=key))
    return MlaRequest.objects.visible_to(acting.officer, acting.only).filter(chosen)


def _shown(rows: list[Row], acting: Acting) -> list[dict[str, Any]]:
    """Three queries in all for a page: requests, their posts, their measures."""
    ids = {post for row in rows for post in (row.requesting_id, row.requested_id)}
    posts = FocalPoint.objects.filter(pk__in=ids).select_related("country").order_by()
    measures: dict[UUID, list[MeasureRow]] = {}
    found = Measure.objects.filter(request__in=[row.id for row in rows]).order_by()
    for request, *columns in found.values_list("request_id", "label", "code", "status", "ground"):
        measures.setdefault(request, []).append(MeasureRow(*columns))
    reader = Reader(acting.focal_point.pk, posts)
    return [reader.row(row, measures.get(row.id, [])) for row in rows]


def _cursor(row: Row) -> str:
    return f"{row.updated.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}_{row.id}"


def _read_cursor(text: str) -> tuple[datetime, UUID] | None:
    if not text:
        return None
    moment, _sep, key = text.partition("_")
    try:
        return datetime.strptime(moment, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC), UUID(key)
    except ValueError as error:
        raise Invalid("bad_cursor", _("Begin again from the first page."), field="cursor") from error
