"""Board and tracker as the API shows them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from focal_points.acting import Acting
from focal_points.models import Officer
from hub.base.clock import text
from hub.procedure import Side
from mla_requests.models import MlaRequest
from mla_requests.queries.rows import MeasureRow, Reader, side_of
from mla_requests.queries.track import held, reached
from mla_requests.whats_next import NEXT, next_code


def board_rows(found: Sequence[MlaRequest], by: Acting, now: datetime) -> list[dict[str, Any]]:
    """Rows of the list with what each waits for and who works on it on the own side."""
    posts = {
        post.pk: post for one in found for post in (one.requesting, one.requested, one.conducting) if post
    }
    reader = Reader(by.focal_point.pk, posts.values(), now)
    return [reader.row(one, _measures(one)) | _more(one, by) for one in found]


def tracked_json(found: MlaRequest, row: dict[str, Any], now: datetime) -> dict[str, Any]:
    """A row with the milestones reached and the seconds each side had it."""
    time = held(found, now)
    return row | {
        "milestones": {name: text(at) for name, at in reached(found).items()},
        "held": {"requesting": time.requesting, "requested": time.requested},
    }


def _measures(found: MlaRequest) -> list[MeasureRow]:
    return [
        MeasureRow(m.label, m.code, m.status, m.ground, m.conditional, m.procedure)
        for m in found.measures.all()
    ]


def _more(found: MlaRequest, by: Acting) -> dict[str, Any]:
    side = side_of(found, by.focal_point.pk)
    status = found.shared if side == Side.REQUESTED else found.status
    code = next_code(status, closing=bool(found.state.get("closing")))
    named = {Side.REQUESTING: found.assignee_requesting, Side.REQUESTED: found.assignee_requested}
    return {"waits_for": {"code": code, "label": str(NEXT[code][0])}, "assignee": _person(named.get(side))}


def _person(officer: Officer | None) -> dict[str, str] | None:
    return None if officer is None else {"officer": str(officer.pk), "name": officer.name}
