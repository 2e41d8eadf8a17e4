"""The page on which somebody is admitted or proposed: whom, and which older messages they may read."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from focal_points.acting import acting_for
from hub.base.errors import require
from hub.base.pages import page
from messaging import queries
from messaging.queries.posts import addressees
from messaging.rules import may_at_all
from messaging.views.detail import frame_of


@require_safe
@page
def admit_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Posts that can be admitted; the browser opens the messages and wraps the keys of those chosen."""
    by = acting_for(request)
    thread = queries.seen_thread(by, pk)
    kind = "thread.admit" if thread.policy == thread.Policy.ONE else "thread.propose"
    frame = frame_of(thread, by)
    require(may_at_all(thread.standing(), kind, by))
    there = [one["focal_point"] for one in frame["row"]["members"]]
    found = addressees(by).exclude(pk__in=there)
    proposal = request.GET.get("proposal", "")
    context = {**frame, "addressees": found, "proposal": proposal, "proposes": kind == "thread.propose"}
    return render(request, "messaging/admit.html", context)
