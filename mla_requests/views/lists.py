"""Received and sent requests, and what waits for the officer's post."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from focal_points.acting import acting_for
from focal_points.models import Country
from hub.base.pages import page
from mla_requests.states import Side, Status
from mla_requests.views.rows import narrow, page_after, row, seen


@require_safe
@page
def list_page(request: HttpRequest) -> HttpResponse:
    """Requests of this post; box, status, ball and country in the address."""
    acting = acting_for(request)
    found, following = page_after(narrow(seen(acting), acting, request.GET), request.GET.get("cursor", ""))
    box = request.GET.get("box", "in")
    context = {
        "rows": [row(one, acting) for one in found],
        "next": following,
        "box": box,
        "rail": box,
        "statuses": Status.choices,
        "countries": Country.objects.filter(member=True).exclude(pk=acting.country),
        "filtered": any(request.GET.get(name) for name in ("status", "ball", "country", "cursor")),
        "may_draft": bool(acting.roles & {"officer", "approver"}),
    }
    return render(request, "mla_requests/list.html", context)


def waiting(request: HttpRequest) -> dict[str, Any]:
    """For the first page: what this post must do, the most pressing first, and what others must do."""
    acting = acting_for(request)
    open_ones = seen(acting).exclude(ball=Side.NOBODY).order_by("since")[:200]
    rows = [row(one, acting) for one in open_ones]
    mine = sorted(
        (r for r in rows if r.mine), key=lambda r: (not r.late, not r.request.urgent, r.request.since)
    )
    theirs = [r for r in rows if not r.mine]
    return {
        "mine": mine[:30],
        "theirs": theirs[:10],
        "theirs_count": len(theirs),
        "may_draft": bool(acting.roles & {"officer", "approver"}),
    }
