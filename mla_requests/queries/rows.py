"""One request as lists and detail show it. `head` names the event that holds the sealed subject."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from focal_points.models import FocalPoint
from hub.base.clock import text
from mla_requests.models import Measure
from mla_requests.states import MeasureStatus, Side, Status

COLUMNS = (
    "id", "file_id", "stream_id", "requesting_id", "requested_id", "status", "ball", "since", "urgent",
    "legal_basis", "wanted_by", "updated", "version", "transmission",
)  # fmt: skip


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


def row_json(
    row: Row, post: UUID, posts: Mapping[UUID, FocalPoint], measures: Iterable[Measure]
) -> dict[str, Any]:
    """A request for a reader at `post`; the file is the requesting side's own."""
    ours = row.requesting_id == post
    side = Side.REQUESTING if ours else Side.REQUESTED
    return {
        "id": str(row.id),
        "file": str(row.file_id) if ours else None,
        "stream": str(row.stream_id) if row.stream_id else None,
        "direction": "out" if ours else "in",
        "requesting": _post(posts[row.requesting_id]),
        "requested": _post(posts[row.requested_id]),
        "status": row.status,
        "status_label": str(Status(row.status).label),
        "ball": row.ball,
        "mine": row.ball == side,
        "since": text(row.since),
        "urgent": row.urgent,
        "legal_basis": row.legal_basis,
        "wanted_by": row.wanted_by.isoformat() if row.wanted_by else None,
        "measures": [_measure(m) for m in sorted(measures, key=Measure.order)],
        "updated": text(row.updated),
        "head": _head(row),
    }


def _head(row: Row) -> dict[str, str]:
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


def _measure(measure: Measure) -> dict[str, str]:
    return {
        "label": measure.label,
        "code": measure.code,
        "status": measure.status,
        "status_label": str(MeasureStatus(measure.status).label),
        "ground": measure.ground,
    }
