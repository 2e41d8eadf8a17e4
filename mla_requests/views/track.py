"""Where is my request: who holds it, since when, what comes next and by when, what can I do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from hub.base.clock import now
from hub.base.pages import page
from hub.procedure import BEFORE_SENDING, Side, Status
from mla_requests.models import MlaRequest
from mla_requests.queries import track
from mla_requests.views.clocks import ClockLine, clock_lines
from mla_requests.views.detail import all_acts
from mla_requests.views.lines import Line, lines_of
from mla_requests.views.topics import Act
from mla_requests.whats_next import NEXT

STEPS: dict[str, Promise] = {
    "sent": _("Sent"),
    "acknowledged": _("Acknowledged"),
    "decided": _("Decided"),
    "executed": _("Executed"),
    "received": _("Results received"),
    "closed": _("Closed"),
}
# After these only closing comes.
ENDED = (Status.REFUSED, Status.WITHDRAWN, Status.REDIRECTED)
# What somebody who asks “where is it” may want to do next; the rest is on the page of the request.
USEFUL = (
    *("mla.draft", "mla.submit", "mla.approve", "mla.transmit", "mla.answer", "mla.receive", "mla.resend"),
    *("mla.accept_conditions", "mla.counter", "mla.status_query", "mla.file_note", "mla.note", "mla.close"),
)


@dataclass(frozen=True)
class Milestone:
    """A step: done, now, ahead, or never to come. `at`: when it was reached; `due`: its time limit."""

    code: str
    words: Promise
    state: str
    at: datetime | None
    due: ClockLine | None


@dataclass(frozen=True)
class Share:
    """One side's part of the time; `parts` of 100."""

    country: str
    days: int
    parts: int


@require_safe
@page
def track_page(request: HttpRequest) -> HttpResponse:
    """All own requests with one sentence each: under way, or finished."""
    acting, over = acting_for(request), request.GET.get("show") == "over"
    found, following = track.tracked(acting, over=over, place=request.GET.get("cursor", ""))
    context = {
        "entries": entries(lines_of(found, acting, now())),
        "next": following,
        "over": over,
        "rail": "track",
    }
    return render(request, "mla_requests/track.html", context)


@require_safe
@page
def tracked_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request in plain words. Raises 404 for what the post did not begin."""
    acting, moment = acting_for(request), now()
    found = track.tracked_one(acting, pk)
    line = lines_of([found], acting, moment)[0]
    clocks = clock_lines(found, line.row.side, moment)
    context: dict[str, Any] = {
        "line": line,
        "row": line.row,
        "sentence": sentence(line),
        "steps": steps_of(found, clocks),
        "clocks": clocks,
        "shares": shares(found, moment),
        "acts": _acts(line, acting),
        "sent": found.transmitted_at is not None,
        "conducting": line.row.side == Side.CONDUCTING,
        "rail": "track",
    }
    return render(request, "mla_requests/tracked.html", context)


def following(request: HttpRequest, limit: int = 5) -> list[dict[str, Any]]:
    """For the first page of a prosecution: its requests that moved last, each with its sentence and steps."""
    acting = acting_for(request)
    found, _more = track.tracked(acting, over=False, limit=limit)
    return entries(lines_of(found, acting, now()))


def entries(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Lines with their sentence and steps."""
    return [
        {"line": line, "sentence": sentence(line), "steps": steps_of(line.row.request, [])} for line in lines
    ]


def sentence(line: Line) -> str:
    """What happens next, with the country that does it."""
    return str(NEXT[line.code][1]).format(who=line.row.holder)


def steps_of(found: MlaRequest, clocks: Sequence[ClockLine]) -> list[Milestone]:
    """The milestones in order; the first one not reached is the present one while somebody has to act."""
    reached, present = track.reached(found), found.ball != Side.NOBODY and found.status not in BEFORE_SENDING
    steps = []
    for code, words in STEPS.items():
        missed = found.ball == Side.NOBODY or (found.status in ENDED and code != "closed")
        state = "done" if code in reached else "never" if missed else "now" if present else "ahead"
        present = present and state in ("done", "never")
        due = next((c for c in clocks if c.code in track.CLOCK_OF.get(code, ()) and c.there), None)
        steps.append(Milestone(code, words, state, reached.get(code), due if state != "done" else None))
    return steps


def shares(found: MlaRequest, moment: datetime) -> list[Share]:
    """With whom the time went since it was first sent."""
    held = track.held(found, moment)
    ours = round(100 * held.requesting / held.whole) if held.whole else 0
    return [
        Share(str(found.requested.country), held.requested // 86400, 100 - ours),
        Share(str(found.requesting.country), held.requesting // 86400, ours),
    ]


def _acts(line: Line, acting: Acting) -> list[Act]:
    """What the officer may do now, the most useful first."""
    allowed = {act.kind: act for act in all_acts(line.row, acting) if act.allowed}
    return [allowed[kind] for kind in USEFUL if kind in allowed]
