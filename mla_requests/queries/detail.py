"""One request with all that its page needs, to each side what that side knows."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from focal_points.acting import Acting
from hub.base.clock import text
from hub.procedure import NATIONAL, PAUSED, Side, Standing, to_plain
from hub.procedure.clocks import seconds
from mla_requests.models import MlaRequest
from mla_requests.queries.clocks import clock_rows
from mla_requests.queries.inbox import whole
from mla_requests.queries.lapses import lapse_rows
from mla_requests.queries.rows import MeasureRow, Reader
from mla_requests.queries.timeline import timeline
from mla_requests.rules import acts_for
from mla_requests.words import label

# Parts of the standing that both sides see as they are.
SHARED_PARTS = (
    "conditions", "items", "open_items", "missing_items", "duties", "uses", "times", "closing", "oral",
    "date_proposed", "confidentiality_notice", "deficiencies", "counts", "outside", "useful", "used_in",
    "original_on", "redirected_to", "rounds", "open_questions", "consultation", "agreement", "supplements",
    "outcome",
)  # fmt: skip


def whole_requests(by: Acting) -> QuerySet[MlaRequest]:
    """Requests the officer may see, with what `detail_json` reads: two queries for one request."""
    return whole(MlaRequest.objects.visible_to(by.officer, by.only))


def detail_json(request: MlaRequest, acting: Acting, now: datetime) -> dict[str, Any]:
    """The row of the list, what may be done now and why not the rest, and what was done.

    The request comes from `whole_requests`.
    """
    posts = [p for p in (request.requesting, request.requested, request.conducting) if p is not None]
    reader = Reader(acting.focal_point.pk, posts, now)
    measures = [
        MeasureRow(m.label, m.code, m.status, m.ground, m.conditional, m.procedure)
        for m in request.measures.all()
    ]
    standing, side = request.standing(), request.side_of(acting.focal_point)
    return {
        **reader.row(request, measures),
        **_own(standing, side),
        **{name: to_plain(getattr(standing, name)) for name in SHARED_PARTS},
        "status_asked": text(standing.status_asked) if standing.status_asked else None,
        "assignees": _assignees(request),
        "held": _held(standing, side, now),
        "paused": _paused(standing, now),
        "clocks": clock_rows(request, standing, now),
        "lapses": lapse_rows(request),
        "next": _next(standing),
        "acts": _acts(request, acting, now),
        "timeline": timeline(request, acting),
    }


def _own(standing: Standing, side: Side) -> dict[str, Any]:
    """Versions, links and what is being drafted: the requesting side's own."""
    ours = side != Side.REQUESTED
    known = ours or standing.status not in NATIONAL
    return {
        "version": str(standing.version) if ours else None,
        "version_number": standing.version_number if ours else None,
        "commitment": standing.commitment if known else "",
        "links": to_plain(standing.links) if ours else [],
        "drafter": str(standing.drafter) if ours else None,
        "assessor": to_plain(standing.assessor) if side == Side.REQUESTED else None,
    }


def _held(standing: Standing, side: Side, now: datetime) -> dict[str, int]:
    """Seconds that each side had the ball, up to now."""
    held = {key.value: value for key, value in standing.held.items()}
    ball = standing.shared_ball if side == Side.REQUESTED else standing.ball
    if ball.value in held and "sent" in standing.times:
        held[ball.value] += max(0, seconds(standing.updated, now))
    return held


def _paused(standing: Standing, now: datetime) -> int:
    """Seconds in which the request waited for answers, consultation or review, up to now."""
    waits = standing.status in PAUSED and "sent" in standing.times
    return standing.paused + (max(0, seconds(standing.updated, now)) if waits else 0)


def _assignees(request: MlaRequest) -> dict[str, Any]:
    named = {"requesting": request.assignee_requesting, "requested": request.assignee_requested}
    return {side: {"officer": str(who.pk), "name": who.name} for side, who in named.items() if who}


def _next(standing: Standing) -> dict[str, str]:
    """The next free label of each kind."""
    use = max((int(one[1:]) for one in standing.uses), default=0)
    return {
        "question": f"q{standing.last_question + 1}",
        "item": f"i{standing.last_item + 1}",
        "use": f"u{use + 1}",
    }


def _acts(request: MlaRequest, acting: Acting, now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "kind": move.kind,
            "label": str(label(move.kind)),
            "stream": move.stream,
            "allowed": bool(answer),
            "code": getattr(answer, "code", ""),
            "reason": str(getattr(answer, "reason", "")),
            "source": str(getattr(answer, "source", "") or move.source),
        }
        for move, answer in acts_for(request, acting, now)
    ]
