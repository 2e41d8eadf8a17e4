"""Figures between two countries: what both signed for, over the cases that both know."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.queries import in_force
from focal_points.acting import Acting, acting_for
from focal_points.models import Country
from hub.base.clock import now
from hub.base.errors import Invalid, Unseen, require
from hub.base.pages import page
from hub.statistics.queries.national import report
from hub.statistics.queries.report import Report
from hub.statistics.queries.selection import Selection, read_selection, this_year
from hub.statistics.rules import may_see_national


def pair_report(by: Acting, cc: str, asked: dict[str, str], moment: datetime) -> tuple[Selection, Report]:
    """The agreed tables between the caller's country and another.

    Drafts and paper requests are in none of them: they are one side's own. Raises Unseen unless an agreement
    that shares figures is in force; Forbidden, Invalid (bad_filter).
    """
    agreed = in_force(by.country, cc, moment)
    groups = agreed.rules.get("statistics", []) if agreed else []
    if not groups:
        raise Unseen
    require(may_see_national(by))
    chosen = {name: asked.get(name, value) for name, value in this_year(moment).items()}
    period = read_selection(by.country, chosen)
    both = Selection(by.country, since=period.since, until=period.until, partner=cc, shared=True)
    found = report(both, moment).only(groups)
    return both, Report(tuple(one for one in found.tables if one.id != "partner"))


@require_safe
@page
def pair_page(request: HttpRequest, cc: str) -> HttpResponse:
    """The page of a pair; both see the same numbers, each from its own side."""
    by, errors = acting_for(request), []
    asked: dict[str, Any] = request.GET.dict()
    try:
        selection, found = pair_report(by, cc, asked, now())
    except Invalid as problem:
        errors = [{"field": problem.extra.get("field", ""), "text": problem.detail}]
        selection, found = pair_report(by, cc, {}, now())
    context = {
        "rail": "statistics",
        "own": Country.objects.get(pk=by.country),
        "other": Country.objects.get(pk=cc),
        "selection": selection,
        "report": found,
        "errors": errors,
    }
    return render(request, "hub/pair.html", context)
