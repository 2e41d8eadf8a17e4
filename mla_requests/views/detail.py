"""One request: where it is, who holds the ball, since when, what may be done and why not the rest."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from focal_points.models import FocalPoint
from hub.base.clock import now
from hub.base.errors import Unseen
from hub.base.pages import page
from hub.base.results import Denied
from hub.notifications.actions import mark_read
from hub.procedure import MOVES, Side, Standing
from mla_requests import queries, words
from mla_requests.models import MlaRequest
from mla_requests.queries.lapses import lapse_rows
from mla_requests.rules import acts_for
from mla_requests.views import shown
from mla_requests.views.clocks import ClockLine, DayEnd, clock_lines, day_end
from mla_requests.views.happened import happened
from mla_requests.views.links import linked
from mla_requests.views.rows import SIDE_LINES, Row, row
from mla_requests.views.topics import FIRST, Act, by_topic, primary


@require_safe
@page
def request_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of one request; what the officer was told of it is read with that."""
    acting = acting_for(request)
    found = find(acting, pk)
    if request.method == "GET":
        mark_read(acting.officer.pk, pk)
    standing = found.request.standing()
    context = {
        **base(found, standing),
        **_acts(found, standing, acting),
        **_parts(found, standing),
        "links": linked(found, standing, acting, now()),
        "timeline": happened(found.request, acting, shared=found.side != Side.CONDUCTING),
        "holds_key": acting.holds_key,
    }
    return render(request, "mla_requests/request.html", context)


def find(acting: Acting, pk: UUID) -> Row:
    """The request as the acting post sees it. Raises Unseen."""
    found = queries.whole_requests(acting).filter(pk=pk).first()
    if found is None or found.side_of(acting.focal_point) == Side.NOBODY:
        raise Unseen
    return row(found, acting, now())


def base(found: Row, standing: Standing) -> dict[str, Any]:
    """What every page about one request needs."""
    return {
        "row": found,
        "ours": found.ours,
        "rail": "out" if found.ours else "in",
        "standing": standing,
        "lapses": json.dumps(_stated(found)),
    }


def _stated(found: Row) -> list[dict[str, Any]]:
    """What the hub signed about time, for the browser to check."""
    return [] if found.side == Side.CONDUCTING else lapse_rows(found.request)


def _acts(found: Row, standing: Standing, acting: Acting) -> dict[str, Any]:
    acts = all_acts(found, acting)
    allowed = [act for act in acts if act.allowed]
    # The conducting post never holds the ball, and yet the first draft is its own.
    first = primary(allowed, standing) if found.mine or found.side == Side.CONDUCTING else None
    return {
        "primary": first,
        "topics": by_topic([act for act in allowed if act is not first]),
        "barred": [] if first or not found.mine else _barred(acts, found, standing),
        "denied": by_topic([act for act in acts if not act.allowed]),
        "denied_count": sum(not act.allowed for act in acts),
    }


def all_acts(found: Row, acting: Acting) -> list[Act]:
    """Every act of this side with the rule's own answer; the same answer refuses the call."""
    acts = []
    for move, answer in acts_for(found.request, acting, now()):
        if found.side not in move.sides:
            continue
        label = words.label(move.kind)
        if isinstance(answer, Denied):
            acts.append(Act(move.kind, label, allowed=False, reason=answer.reason, source=answer.source))
        else:
            acts.append(Act(move.kind, label, allowed=True, address=address(found.request, move.kind)))
    return acts


def address(found: MlaRequest, kind: str) -> str:
    """Where the form of an act is."""
    if kind == "mla.draft":
        return f"/requests/{found.pk}/edit/"
    return f"/requests/{found.pk}/act/{kind.removeprefix('mla.')}/"


def _barred(acts: list[Act], found: Row, standing: Standing) -> list[Act]:
    """What the request waits for and this officer may not do, the most pressing first."""
    status = standing.seen_by(found.side)
    barred = [act for act in acts if not act.allowed and act.kind not in SIDE_LINES]
    awaited = [act for act in barred if status in MOVES[act.kind].sources]
    return sorted(awaited, key=lambda act: act.kind not in FIRST)


def _parts(found: Row, standing: Standing) -> dict[str, Any]:
    clocks = [] if found.side == Side.CONDUCTING else clock_lines(found.request, found.side, now())
    return {
        "measures": shown.measures(found, standing),
        "items": shown.items(standing),
        "duties": shown.duties(found.request, standing),
        "uses": shown.uses(standing),
        "questions": shown.listed("topics", standing.open_questions),
        "deficiencies": shown.listed("deficiencies", standing.deficiencies),
        "clocks": clocks,
        "until": _until(clocks, found),
        "day_end": _day_end(found),
        "talk_topic": standing.consultation and shown.in_words("consultations", standing.consultation.topic),
        "closing_words": standing.closing and shown.in_words("closings", standing.closing.outcome),
        "outcome_words": found.request.outcome and shown.in_words("closings", found.request.outcome),
        "useful_words": found.request.useful and shown.in_words("usefulness", found.request.useful),
        "outside_words": found.request.outside and shown.in_words("outside", found.request.outside),
        "redirected_to": FocalPoint.objects.filter(pk=standing.redirected_to)
        .select_related("country")
        .first()
        if standing.redirected_to
        else None,
    }


def _until(clocks: list[ClockLine], found: Row) -> ClockLine | None:
    """The first clock of the side that holds the ball."""
    running = [one for one in clocks if one.there and one.country == found.holder]
    return running[0] if running else None


def _day_end(found: Row) -> DayEnd | None:
    if not found.holder:
        return None
    return day_end(found.wanted_by, found.request.requested, found.request.requesting)
