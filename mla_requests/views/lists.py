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
from mla_requests import queries, words
from mla_requests.models import MlaRequest
from mla_requests.views.lines import lines_of

PAGE = 25
HOME = 15
CHOICES = ("status", "ball", "country", "cursor")
BOXES = ("in", "out", "all")


@require_safe
@page
def list_page(request: HttpRequest) -> HttpResponse:
    """Requests of this post; box, status, ball and country in the address."""
    acting, moment = acting_for(request), now()
    box, (found, following), errors = _asked(acting, request.GET)
    context = {
        "lines": lines_of(found, acting, moment),
        "next": following,
        "errors": errors,
        "box": box,
        "rail": box,
        "statuses": words.STATUSES.items(),
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
        known = box if box in BOXES else "in"
        errors = [{"field": field if field in ("status", "country") else "", "text": problem.detail}]
        return known, queries.listed(acting, queries.Filters(box=known), PAGE), errors


def waiting(request: HttpRequest) -> dict[str, Any]:
    """For the first page: what this officer must do, the most pressing first; then the others."""
    acting, moment = acting_for(request), now()
    held = lines_of(queries.longest_waiting(acting, "mine", 200), acting, moment)
    held.sort(key=lambda line: line.pressing)
    theirs = lines_of(queries.longest_waiting(acting, "theirs", 50), acting, moment)
    theirs.sort(key=lambda line: line.pressing)
    mine = [line for line in held if line.row.yours]
    colleagues = [line for line in held if not line.row.yours]
    return {
        "mine": mine[:HOME],
        "mine_more": len(mine) > HOME,
        "colleagues": colleagues[:10],
        "colleagues_more": len(colleagues) > 10,
        "theirs": theirs[:10],
        "theirs_more": len(theirs) > 10,
        "may_draft": bool(acting.roles & {"officer", "approver"}),
    }
