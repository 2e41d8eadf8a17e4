"""Rows of the lists as a person reads them: whose turn it is, and which letter says what."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from focal_points.acting import Acting
from focal_points.models import FocalPoint
from mla_requests.models import MlaRequest
from mla_requests.queries import head
from mla_requests.rules import may
from mla_requests.states import MOVES, Side, Status

OVER = frozenset({Status.CLOSED, Status.DISCARDED, Status.WITHDRAWN, Status.REFUSED, Status.RESULTS_RECEIVED})
# Possible at many times, but never what a request waits for.
SIDE_LINES = frozenset(
    {"mla.note", "mla.status_query", "mla.status_update", "mla.withdraw", "mla.discard", "mla.draft"}
    | {"mla.return_draft"}
)


@dataclass(frozen=True)
class Row:
    """One request as a list shows it; `stream` and `event` name the sealed letter with its subject.

    `mine`: the acting post must act; `yours`: this officer may.
    """

    request: MlaRequest
    ours: bool
    mine: bool
    yours: bool
    stream: UUID
    event: UUID
    late: bool

    @property
    def other(self) -> FocalPoint:
        """The post on the other side."""
        return self.request.requested if self.ours else self.request.requesting

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


def row(found: MlaRequest, acting: Acting, moment: datetime) -> Row:
    """The row of a request as the acting post and its officer see it."""
    ours = found.requesting_id == acting.focal_point.pk
    mine = found.ball == (Side.REQUESTING if ours else Side.REQUESTED)
    named = head(found)
    return Row(
        request=found,
        ours=ours,
        mine=mine,
        yours=mine and calls_on(found, acting, moment),
        stream=UUID(named["stream"]),
        event=UUID(named["event"]),
        late=is_late(found.wanted_by, found.status),
    )


def calls_on(found: MlaRequest, acting: Acting, moment: datetime) -> bool:
    """Whether this very officer may make the move that the request waits for."""
    status = Status(found.status)
    awaited = (m for m in MOVES.values() if status in m.sources and m.kind not in SIDE_LINES)
    return any(may(move, found, acting, None, moment) for move in awaited)


def is_late(wanted_by: date | None, status: str) -> bool:
    """Whether a wanted date has passed while somebody still has to act."""
    return wanted_by is not None and Status(status) not in OVER and wanted_by < timezone.localdate()
