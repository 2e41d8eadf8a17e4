"""Received and sent requests, and what waits for the officer's post."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from focal_points.models import Country
from hub.base.clock import now
from hub.base.errors import Invalid
from hub.base.pages import page
from mla_requests import queries
from mla_requests.models import MlaRequest
from mla_requests.states import Status
from mla_requests.views.rows import Row, row

PAGE = 25
CHOICES = ("status", "ball", "country", "cursor")


@require_safe
@page
def list_page(request: HttpRequest) -> HttpResponse:
    """Requests of this post; box, status, ball and country in the address."""
    acting = acting_for(request)
    box, (found, following), errors = _asked(acting, request.GET)
    context = {
        "rows": _rows(found, acting),
        "next": following,
        "errors": errors,
        "box": box,
        "rail": box,
        "statuses": Status.choices,
        "countries": Country.objects.filter(member=True).exclude(pk=acting.country),
        "filtered": any(request.GET.get(name) for name in CHOICES),
        "may_draft": bool(acting.roles & {"officer", "approver"}),
    }
    return render(request, "mla_requests/list.html", context)


def _asked(
    acting: Acting, query: QueryDict
) -> tuple[str, tuple[list[MlaRequest], str | None], list[dict[str, Any]]]:
    """The box, its page, and a message about a choice that does not exist; then nothing is narrowed."""
    box = query.get("box") or "in"
    try:
        filters = queries.Filters(box=box, **{name: query.get(name, "") for name in CHOICES})
        return box, queries.listed(acting, filters, PAGE), []
    except Invalid as problem:
        field = problem.extra["field"]
        known = box if box in ("in", "out", "all") else "in"
        errors = [{"field": field if field in ("status", "country") else "", "text": problem.detail}]
        return known, queries.listed(acting, queries.Filters(box=known), PAGE), errors


def _rows(found: list[MlaRequest], acting: Acting) -> list[Row]:
    moment = now()
    return [row(one, acting, moment) for one in found]


def waiting(request: HttpRequest) -> dict[str, Any]:
    """For the first page: what this officer must do, the most pressing first; then the others."""
    acting = acting_for(request)
    held = _rows(queries.longest_waiting(acting, "mine", 200), acting)
    held.sort(key=lambda r: (not r.late, not r.request.urgent, r.request.since))
    theirs = _rows(queries.longest_waiting(acting, "theirs", 11), acting)
    colleagues = [r for r in held if not r.yours]
    return {
        "mine": [r for r in held if r.yours][:30],
        "colleagues": colleagues[:10],
        "colleagues_more": len(colleagues) > 10,
        "theirs": theirs[:10],
        "theirs_more": len(theirs) > 10,
        "may_draft": bool(acting.roles & {"officer", "approver"}),
    }
