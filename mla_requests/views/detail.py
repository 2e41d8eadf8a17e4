"""One request: where it is, who holds the ball, since when, what may be done and why not the rest."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from hub.base.clock import now
from hub.base.errors import Unseen
from hub.base.pages import page
from hub.base.results import Denied, Text
from hub.forms import schema
from hub.ledger.models import Event
from mla_requests import queries
from mla_requests.models import MlaRequest
from mla_requests.rules import acts_for
from mla_requests.states import MOVES, Status
from mla_requests.views.clocks import DayEnd, day_end
from mla_requests.views.rows import SIDE_LINES, Row, row

# Reminders and notes are always possible; they are never what the page is for.
MINOR = SIDE_LINES | {"mla.consult", "mla.ask", "mla.consult_end", "mla.receive", "mla.refuse"}
FIRST = ("mla.answer", "mla.consult_reply", "mla.receive", "mla.refuse")


@dataclass(frozen=True)
class Act:
    """A button, or the reason why there is none."""

    kind: str
    label: Text
    allowed: bool
    reason: Text = ""
    source: str = ""
    address: str = ""


@require_safe
@page
def request_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of one request."""
    acting = acting_for(request)
    found = find(acting, pk)
    acts = all_acts(found.request, acting)
    allowed = [act for act in acts if act.allowed]
    primary = _primary(allowed) if found.mine else None
    context = {
        "row": found,
        "rail": "out" if found.ours else "in",
        "ours": found.ours,
        "measures": measures(found.request),
        "day_end": _day_end(found),
        "timeline": timeline(found.request, acting),
        "primary": primary,
        "others": [act for act in allowed if act is not primary],
        "barred": _barred(acts, found),
        "denied": [act for act in acts if not act.allowed],
        "holds_key": acting.holds_key,
    }
    return render(request, "mla_requests/request.html", context)


def find(acting: Acting, pk: UUID) -> Row:
    """The request as the acting post sees it. Raises Unseen."""
    found = queries.whole_requests(acting).filter(pk=pk).first()
    if found is None or acting.focal_point.pk not in (found.requesting_id, found.requested_id):
        raise Unseen
    return row(found, acting, now())


def all_acts(found: MlaRequest, acting: Acting) -> list[Act]:
    """Every act with the rule's own answer; the same answer refuses the call."""
    acts = []
    for move, answer in acts_for(found, acting, now()):
        if isinstance(answer, Denied):
            acts.append(Act(move.kind, move.label, allowed=False, reason=answer.reason, source=answer.source))
        else:
            acts.append(Act(move.kind, move.label, allowed=True, address=address(found, move.kind)))
    return acts


def address(found: MlaRequest, kind: str) -> str:
    """Where the form of an act is."""
    if kind == "mla.draft":
        return f"/requests/{found.pk}/edit/"
    return f"/requests/{found.pk}/act/{kind.removeprefix('mla.')}/"


def _primary(allowed: list[Act]) -> Act | None:
    ranked = [act for kind in FIRST for act in allowed if act.kind == kind]
    ranked += [act for act in allowed if act.kind not in MINOR]
    return ranked[0] if ranked else None


def _day_end(found: Row) -> DayEnd | None:
    if not found.holder:
        return None
    return day_end(found.request.wanted_by, found.request.requested, found.request.requesting)


def _barred(acts: list[Act], found: Row) -> list[Act]:
    """What the request waits for and this officer may not do, although the own side must act."""
    if not found.mine or found.yours:
        return []
    status = Status(found.request.status)
    return [a for a in acts if status in MOVES[a.kind].sources and a.kind not in SIDE_LINES and not a.allowed]


def measures(found: MlaRequest) -> list[dict[str, Any]]:
    """Measures with the words of their codes in the page's language."""
    language = translation.get_language() or "en"
    return [
        {
            "label": one.label,
            "code": one.code,
            "words": schema.label("measures", one.code, language),
            "status": one.status,
            "status_label": one.get_status_display(),
            "ground": one.ground and schema.label("grounds", one.ground, language, form="acts"),
        }
        for one in found.measures.all()
    ]


def timeline(found: MlaRequest, acting: Acting) -> list[dict[str, Any]]:
    """The signed acts this officer may see, in order; the browser compares each with what was signed."""
    events = Event.objects.visible_to(acting.officer).filter(stream__in=[found.file_id, found.pk])
    rows = events.select_related("officer", "focal_point__country").order_by("accepted_at", "seq")
    return [
        {
            "event": one,
            "label": MOVES[one.kind].done if one.kind in MOVES else one.kind,
            "home": one.stream_id == found.file_id,
        }
        for one in rows
    ]
