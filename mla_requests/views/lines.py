"""Lines of board, lists and home: what a request waits for, until when, who is on it, what can be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import translation

from focal_points.acting import Acting
from focal_points.models import Officer
from hub.base.results import Text
from hub.forms import schema
from hub.procedure import Side
from mla_requests.models import MlaRequest
from mla_requests.queries import seen
from mla_requests.queries.board import acknowledgements
from mla_requests.rules import acts_for
from mla_requests.views.rows import Row, row
from mla_requests.whats_next import NEXT, ORDER, next_code

# Acts that an officer may do to several requests in a row; each is signed on its own.
BULK = ("mla.status_query", "mla.confirm_close", "mla.assign")


@dataclass(frozen=True)
class Line:
    """One request in a list. `owed`: the earliest time limit is the acting side's; `bulk`: acts of the board.

    `acknowledged` names the act with the other reference, `code` what the request waits for.
    """

    row: Row
    code: str
    overdue: bool
    owed: bool
    bulk: tuple[str, ...]
    acknowledged: UUID | None

    @property
    def due(self) -> datetime | None:
        """The earliest time limit that runs."""
        return self.row.request.next_due

    @property
    def title(self) -> Text:
        """What the request waits for, as a heading."""
        return NEXT[self.code][0]

    @property
    def assignee(self) -> Officer | None:
        """Who works on it on this side."""
        found = self.row.request
        named = {Side.REQUESTING: found.assignee_requesting, Side.REQUESTED: found.assignee_requested}
        return named.get(self.row.side)

    @property
    def basis(self) -> str:
        """The legal basis, as this side was told."""
        code = seen(self.row.request, self.row.side).legal_basis
        return schema.label("legal_bases", code, translation.get_language() or "en")

    @property
    def measures(self) -> list[str]:
        """Codes of the measures, as this side was told."""
        told = seen(self.row.request, self.row.side).measures
        codes = told.values() if told is not None else (one.code for one in self.row.request.measures.all())
        return sorted(set(codes))

    @property
    def pressing(self) -> tuple[bool, bool, datetime]:
        """Overdue first, then urgent ones, then by how long it waits."""
        return not self.overdue, not self.row.urgent, self.due or self.row.since


@dataclass(frozen=True)
class Group:
    """Lines that wait for the same thing."""

    code: str
    title: Text
    lines: Sequence[Line]


def lines_of(found: Iterable[MlaRequest], acting: Acting, now: datetime) -> list[Line]:
    """Lines in the same order; one query for all the other references."""
    requests = list(found)
    named = acknowledgements(acting, [one.pk for one in requests])
    return [_line(one, acting, now, named.get(one.pk)) for one in requests]


def _line(found: MlaRequest, acting: Acting, now: datetime, acknowledged: UUID | None) -> Line:
    shown = row(found, acting, now)
    closing = bool(found.state.get("closing"))
    return Line(
        row=shown,
        code=next_code(shown.status, closing=closing),
        overdue=found.next_due is not None and found.next_due < now,
        owed=found.next_due_side == shown.side,
        bulk=tuple(
            move.kind for move, answer in acts_for(found, acting, now) if answer and move.kind in BULK
        ),
        acknowledged=acknowledged,
    )


def grouped(lines: Sequence[Line]) -> list[Group]:
    """By what they wait for, in the order of the procedure; within a group as they came."""
    codes = sorted({line.code for line in lines}, key=lambda code: ORDER[code])
    return [Group(code, NEXT[code][0], [line for line in lines if line.code == code]) for code in codes]
