"""One request as lists and detail show it. `head` names the event that holds the sealed subject."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from focal_points.models import FocalPoint
from hub.base.clock import text
from mla_requests.states import MeasureStatus, Side, Status

COLUMNS = (
    "id", "file_id", "stream_id", "requesting_id", "requested_id", "status", "ball", "since", "urgent",
    "legal_basis", "wanted_by", "updated", "version", "transmission",
)  # fmt: skip

OURS, THEIRS = Side.REQUESTING.value, Side.REQUESTED.value


class Row(Protocol):
    """The columns of a request that are shown: a model instance or a named tuple."""

    id: UUID
    file_id: UUID
    stream_id: UUID | None
    requesting_id: UUID
    requested_id: UUID
    status: str
    ball: str
    since: datetime
    urgent: bool
    legal_basis: str
    wanted_by: Any
    updated: datetime
    version: UUID
    transmission: UUID | None


@dataclass(frozen=True)
class MeasureRow:
    """The columns of a measure that are shown."""

    label: str
    code: str
    status: str
    ground: str


class Reader:
    """Who reads: the acting post, the posts that rows name, and the words of one language, looked up once."""

    def __init__(self, post: UUID, posts: Iterable[FocalPoint]) -> None:
        self.post = post
        self.posts = {one.pk: _post(one) for one in posts}
        self.statuses = {value: str(label) for value, label in Status.choices}
        self.measures = {value: str(label) for value, label in MeasureStatus.choices}

    def row(self, row: Row, measures: Iterable[MeasureRow]) -> dict[str, Any]:
        """A request as JSON; the file is the requesting side's own."""
        ours = row.requesting_id == self.post
        return {
            "id": str(row.id),
            "file": str(row.file_id) if ours else None,
            "stream": str(row.stream_id) if row.stream_id else None,
            "direction": "out" if ours else "in",
            "requesting": self.posts[row.requesting_id],
            "requested": self.posts[row.requested_id],
            "status": row.status,
            "status_label": self.statuses[row.status],
            "ball": row.ball,
            "mine": row.ball == (OURS if ours else THEIRS),
            "since": text(row.since),
            "urgent": row.urgent,
            "legal_basis": row.legal_basis,
            "wanted_by": row.wanted_by.isoformat() if row.wanted_by else None,
            "measures": [self.measure(m) for m in sorted(measures, key=_number)],
            "updated": text(row.updated),
            "head": head(row),
        }

    def measure(self, measure: MeasureRow) -> dict[str, str]:
        """A measure as JSON."""
        return {
            "label": measure.label,
            "code": measure.code,
            "status": measure.status,
            "status_label": self.measures[measure.status],
            "ground": measure.ground,
        }


def _number(measure: MeasureRow) -> int:
    return int(measure.label[1:])


def head(row: Row) -> dict[str, str]:
    """The event whose letter holds subject and reference: the one sent, or the newest draft."""
    if row.transmission:
        return {"stream": str(row.id), "event": str(row.transmission)}
    return {"stream": str(row.file_id), "event": str(row.version)}


def _post(post: FocalPoint) -> dict[str, str]:
    return {
        "focal_point": str(post.pk),
        "country": post.country_id,
        "country_name": str(post.country),
        "name": post.name,
    }
