"""One request as lists and detail show it, to each side what that side knows.

`head` names the event that holds the sealed subject.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from focal_points.models import FocalPoint
from hub.base.clock import text
from hub.procedure import NATIONAL, MeasureStatus, Side, Status
from mla_requests.words import MEASURE_STATUSES, STATUSES

COLUMNS = (
    "id", "file_id", "stream_id", "requesting_id", "requested_id", "conducting_id", "status", "shared",
    "ball", "shared_ball", "since", "updated", "shared_at", "urgent", "legal_basis", "offence", "wanted_by",
    "version", "transmission", "channel", "case", "next_due", "next_due_side", "next_due_code",
    "state__told",
)  # fmt: skip
DRAFTED = NATIONAL | {Status.DRAFT_SHARED}


class Row(Protocol):
    """The columns of a request that are shown: a model instance or a named tuple."""

    id: UUID
    file_id: UUID
    stream_id: UUID | None
    requesting_id: UUID
    requested_id: UUID
    conducting_id: UUID | None
    status: str
    shared: str
    ball: str
    shared_ball: str
    since: datetime
    updated: datetime
    shared_at: datetime | None
    urgent: bool
    legal_basis: str
    offence: str
    wanted_by: Any
    version: UUID
    transmission: UUID | None
    channel: str
    case: UUID | None
    next_due: datetime | None
    next_due_side: str
    next_due_code: str


@dataclass(frozen=True)
class MeasureRow:
    """The columns of a measure that are shown."""

    label: str
    code: str
    status: str
    ground: str
    conditional: bool = False
    procedure: str = ""


@dataclass(frozen=True)
class Seen:
    """What one side sees of a request where the sides differ. Dates are those of acts that the side knows."""

    side: Side
    status: str
    ball: str
    since: datetime
    updated: datetime
    urgent: bool
    legal_basis: str
    offence: str
    wanted_by: str | None
    measures: Mapping[str, str] | None = None

    @property
    def mine(self) -> bool:
        """Whether this side must act; the conducting post never must."""
        return self.ball == self.side.value


def side_of(row: Row, post: UUID) -> Side:
    """The side of a post that may see the row."""
    if row.requesting_id == post:
        return Side.REQUESTING
    return Side.REQUESTED if row.requested_id == post else Side.CONDUCTING


def seen(row: Row, side: Side) -> Seen:
    """The request as a side sees it; `measures` is {label: code} where it was told others than are stored."""
    wanted = row.wanted_by.isoformat() if row.wanted_by else None
    common = (row.urgent, row.legal_basis, row.offence, wanted)
    if side != Side.REQUESTED:
        return Seen(side, row.status, row.ball, row.since, row.updated, *common)
    at = row.shared_at or row.since
    since = row.since if row.shared == row.status else at
    told = told_of(row)
    if row.status not in NATIONAL or told is None:
        return Seen(side, row.shared, row.shared_ball, since, at, *common)
    # The other side drafts a new version: what this side was told stands until it is sent.
    known = (told["urgent"], told["legal_basis"], told["offence"], told["wanted_by"])
    return Seen(side, row.shared, row.shared_ball, since, at, *known, told["measures"])


def told_of(row: Any) -> dict[str, Any] | None:
    """What the requested side was last told, from the column that the row has."""
    found: dict[str, Any] | None = row.state.get("told") if hasattr(row, "state") else row.state__told
    return found


def head(row: Row, side: Side = Side.REQUESTING) -> dict[str, str]:
    """The event whose letter holds subject and reference: the newest that the side can open."""
    told = told_of(row)
    if side == Side.REQUESTED and told is not None:
        return {"stream": str(row.id), "event": told["event"]}
    if side == Side.REQUESTING and row.transmission and row.status not in DRAFTED:
        return {"stream": str(row.id), "event": str(row.transmission)}
    return {"stream": str(row.file_id), "event": str(row.version)}


class Reader:
    """Who reads: the acting post, the posts that rows name, and the words of one language, looked up once."""

    def __init__(self, post: UUID, posts: Iterable[FocalPoint], now: datetime) -> None:
        self.post = post
        self.now = now
        self.posts = {one.pk: _post(one) for one in posts}
        self.statuses = {value: str(label) for value, label in STATUSES.items()}
        self.measures = {value: str(label) for value, label in MEASURE_STATUSES.items()}

    def row(self, row: Row, measures: Iterable[MeasureRow]) -> dict[str, Any]:
        """A request as JSON; file, case and conducting post are the requesting side's own."""
        side = side_of(row, self.post)
        known = seen(row, side)
        ours = side != Side.REQUESTED
        return {
            "id": str(row.id),
            "file": str(row.file_id) if ours else None,
            "stream": str(row.stream_id) if row.stream_id else None,
            "side": side.value,
            "direction": "out" if ours else "in",
            "requesting": self.posts[row.requesting_id],
            "requested": self.posts[row.requested_id],
            "conducting": self.posts[row.conducting_id] if ours and row.conducting_id else None,
            "case": str(row.case) if ours and row.case else None,
            "status": known.status,
            "status_label": self.statuses[known.status],
            "ball": known.ball,
            "mine": known.mine,
            "since": text(known.since),
            "urgent": known.urgent,
            "legal_basis": known.legal_basis,
            "offence": known.offence,
            "wanted_by": known.wanted_by,
            "channel": row.channel,
            "measures": [self.measure(m) for m in _known(measures, known)],
            "next_due": self._due(row),
            "updated": text(known.updated),
            "head": head(row, side),
        }

    def measure(self, measure: MeasureRow) -> dict[str, Any]:
        """A measure as JSON."""
        return {
            "label": measure.label,
            "code": measure.code,
            "status": measure.status,
            "status_label": self.measures[measure.status],
            "ground": measure.ground,
            "conditional": measure.conditional,
            "procedure": measure.procedure,
        }

    def _due(self, row: Row) -> dict[str, Any] | None:
        """The first running clock: what it waits for, from whom, until when."""
        if row.next_due is None:
            return None
        overdue = row.next_due < self.now
        due = text(row.next_due)
        return {"code": row.next_due_code, "side": row.next_due_side, "due": due, "overdue": overdue}


def _known(measures: Iterable[MeasureRow], known: Seen) -> list[MeasureRow]:
    if known.measures is not None:
        told = known.measures.items()
        measures = [MeasureRow(label, code, MeasureStatus.REQUESTED.value, "") for label, code in told]
    return sorted(measures, key=lambda m: int(m.label[1:]))


def _post(post: FocalPoint) -> dict[str, str]:
    return {
        "focal_point": str(post.pk),
        "country": post.country_id,
        "country_name": str(post.country),
        "name": post.name,
    }
