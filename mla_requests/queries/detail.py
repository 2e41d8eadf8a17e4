"""One request with all that its page needs."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from focal_points.acting import Acting
from mla_requests.models import MlaRequest
from mla_requests.queries.inbox import whole
from mla_requests.queries.rows import MeasureRow, Reader
from mla_requests.queries.timeline import timeline
from mla_requests.rules import acts_for


def whole_requests(by: Acting) -> QuerySet[MlaRequest]:
    """Requests the officer may see, with what `detail_json` reads: two queries for one request."""
    return whole(MlaRequest.objects.visible_to(by.officer, by.only))


def detail_json(request: MlaRequest, acting: Acting, now: datetime) -> dict[str, Any]:
    """The row of the list, what may be done now and why not the rest, and what was done.

    The request comes with both posts and their countries selected and its measures prefetched.
    """
    reader = Reader(acting.focal_point.pk, (request.requesting, request.requested))
    measures = [MeasureRow(m.label, m.code, m.status, m.ground) for m in request.measures.all()]
    row = reader.row(request, measures)
    return {
        **row,
        "version": str(request.version) if row["direction"] == "out" else None,
        "version_number": request.version_number,
        "commitment": request.commitment,
        "open_questions": request.open_questions,
        "open_items": request.open_items,
        "consultation": _consultation(request),
        "next": {"question": f"q{request.last_question + 1}", "item": f"i{request.last_item + 1}"},
        "outcome": request.outcome,
        "acts": _acts(request, acting, now),
        "timeline": timeline(request, acting),
    }


def _consultation(request: MlaRequest) -> dict[str, Any] | None:
    if not request.consulted:
        return None
    until = request.consultation_reply_by
    return {
        "topic": request.consulted,
        "answered": request.consultation_answered,
        "reply_by": until.isoformat() if until else None,
    }


def _acts(request: MlaRequest, acting: Acting, now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "kind": move.kind,
            "label": str(move.label),
            "stream": move.stream,
            "allowed": bool(answer),
            "code": getattr(answer, "code", ""),
            "reason": str(getattr(answer, "reason", "")),
            "source": str(getattr(answer, "source", "") or move.source),
        }
        for move, answer in acts_for(request, acting, now)
    ]
