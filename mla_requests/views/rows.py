"""Rows of the lists: what the hub knows, and which sealed letter holds the subject."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.ledger.models import Event
from mla_requests.models import MlaRequest
from mla_requests.states import Side, Status

PAGE = 25


@dataclass(frozen=True)
class Row:
    """One request as a list shows it; `stream` and `event` name the sealed letter with its subject."""

    request: MlaRequest
    mine: bool
    other: FocalPoint
    stream: UUID
    event: UUID | None
    late: bool

    @property
    def ours(self) -> bool:
        """Whether the acting post is the requesting one; only then it sees the national file."""
        return self.stream == self.request.file_id

    @property
    def parties(self) -> list[FocalPoint]:
        """Both posts, the requesting one first."""
        return [self.request.requesting, self.request.requested]

    @property
    def holder(self) -> str:
        """The country that has to act."""
        held = {Side.REQUESTING: self.request.requesting, Side.REQUESTED: self.request.requested}
        post = held.get(Side(self.request.ball))
        return str(post.country) if post else ""


def seen(acting: Acting) -> QuerySet[MlaRequest]:
    """Requests of the acting post, with everything a row shows, in one query."""
    first = Event.objects.filter(stream=OuterRef("stream"), seq=0).values("pk")
    rows = MlaRequest.objects.visible_to(acting.officer)
    rows = rows.filter(Q(requesting=acting.focal_point) | Q(requested=acting.focal_point))
    related = rows.select_related("requesting__country", "requested__country")
    return related.annotate(first_event=Subquery(first))


def row(found: MlaRequest, acting: Acting) -> Row:
    """The row of a request as the acting post sees it."""
    ours = found.requesting_id == acting.focal_point.pk
    side = Side.REQUESTING if ours else Side.REQUESTED
    first: UUID | None = getattr(found, "first_event", None)
    stream, event = (found.file_id, found.version) if ours else (found.pk, first)
    return Row(
        request=found,
        mine=found.ball == side,
        other=found.requested if ours else found.requesting,
        stream=stream,
        event=event,
        late=is_late(found.wanted_by, found.status),
    )


def is_late(wanted_by: date | None, status: str) -> bool:
    """Whether a wanted date has passed while somebody still has to act."""
    over = {Status.CLOSED, Status.DISCARDED, Status.WITHDRAWN, Status.REFUSED, Status.RESULTS_RECEIVED}
    return wanted_by is not None and Status(status) not in over and wanted_by < timezone.localdate()


def narrow(rows: QuerySet[MlaRequest], acting: Acting, query: Any) -> QuerySet[MlaRequest]:
    """Box, status, ball and country from the address; what is not understood narrows nothing."""
    post = acting.focal_point
    if query.get("box") in ("in", "out"):
        rows = rows.filter(requested=post) if query["box"] == "in" else rows.filter(requesting=post)
    if query.get("status") in Status.values:
        rows = rows.filter(status=query["status"])
    if query.get("ball") in ("mine", "theirs"):
        rows = _by_ball(rows, post, mine=query["ball"] == "mine")
    if len(query.get("country", "")) == 2:
        other = Q(requesting__country=query["country"]) | Q(requested__country=query["country"])
        rows = rows.filter(other)
    return rows


def _by_ball(rows: QuerySet[MlaRequest], post: FocalPoint, *, mine: bool) -> QuerySet[MlaRequest]:
    asking, asked = Q(requesting=post), Q(requested=post)
    held = (asking & Q(ball=Side.REQUESTING)) | (asked & Q(ball=Side.REQUESTED))
    others = (asking & Q(ball=Side.REQUESTED)) | (asked & Q(ball=Side.REQUESTING))
    return rows.filter(held if mine else others)


def page_after(rows: QuerySet[MlaRequest], cursor: str) -> tuple[list[MlaRequest], str]:
    """One keyset page, newest first, and the cursor of the next one ("" at the end)."""
    place = read_cursor(cursor)
    if place is not None:
        moment, last = place
        rows = rows.filter(Q(updated__lt=moment) | Q(updated=moment, pk__lt=last))
    found = list(rows.order_by("-updated", "-pk")[: PAGE + 1])
    following = f"{found[PAGE - 1].updated.isoformat()}_{found[PAGE - 1].pk}" if len(found) > PAGE else ""
    return found[:PAGE], following


def read_cursor(cursor: str) -> tuple[datetime, UUID] | None:
    """The place a cursor names; None for none or for one that is not ours."""
    moment, _sep, last = cursor.partition("_")
    try:
        return datetime.fromisoformat(moment), UUID(last)
    except ValueError:
        return None
