"""What waits: reports that are owed and texts to clear; for a secretariat, who has reported."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from focal_points.acting import Acting, acting_for
from focal_points.models import Network
from hub.base import clock
from hub.base.errors import Invalid
from hub.base.pages import page
from hub.conferences.actions.cycles import open_cycle
from hub.conferences.forms_followup import CycleForm, problems
from hub.conferences.models import ReportingCycle, Series
from hub.conferences.queries_followup import Duty, cycles_of, duties, followed, organises, waiting
from hub.conferences.queries_matrix import matrix
from hub.conferences.rules_followup import WRITERS, may_write
from hub.conferences.views.followup.shown import card, wording


@require_safe
@page
def dues_page(request: HttpRequest) -> HttpResponse:
    """The own country's dues by cycle, what waits for clearance, and the cycles with who reported."""
    by, today = acting_for(request), clock.now().date()
    owed = duties(by, today)
    to_clear = waiting(by)
    words = wording([one.due.recommendation for one in owed] + [one.recommendation for one in to_clear])
    context = {
        "rail": "conferences",
        "writes": bool(may_write(by)),
        "groups": _groups(owed, words),
        "open": sum(one.due.state != "reported" for one in owed),
        "late": sum(one.state == "overdue" for one in owed),
        "first": next((one.due.cycle.due for one in owed if one.due.state != "reported"), None),
        "to_clear": [card(one, by, today) | {"words": words[one.recommendation_id]} for one in to_clear],
        "cycles": _cycles(by, today),
        "may_open": bool(choices(by)),
    }
    return render(request, "conferences/followup/dues.html", context)


def _groups(owed: list[Duty], words: dict[Any, Any]) -> list[dict[str, Any]]:
    found: dict[Any, dict[str, Any]] = {}
    for one in owed:
        group = found.setdefault(one.due.cycle_id, {"cycle": one.due.cycle, "rows": []})
        group["rows"].append({"duty": one, "words": words[one.due.recommendation_id]})
    return list(found.values())


def _cycles(by: Acting, today: Any) -> list[dict[str, Any]]:
    """Each cycle with how many of its countries have reported, as far as the reader sees."""
    rows = []
    for cycle in cycles_of(by)[:20]:
        found = matrix(by, followed(by).filter(dues__cycle=cycle).distinct(), cycle, today)
        conferences = {line.recommendation.set.conference for line in found.lines}
        rows.append(
            {
                "cycle": cycle,
                "of": len({cell.country for cell in found.cells}),
                "reporting": found.reporting,
                "conferences": sorted(conferences, key=lambda one: one.start, reverse=True),
            }
        )
    return rows


def choices(by: Acting) -> list[tuple[str, str]]:
    """The series and networks for which the acting post opens cycles."""
    if not by.roles & WRITERS:
        return []
    series = [
        (f"series:{one.pk}", str(one))
        for one in Series.objects.select_related("network")
        if organises(by, ReportingCycle(series=one))
    ]
    networks = [
        (f"network:{one.pk}", str(one))
        for one in Network.objects.filter(kind="mechanism")
        if organises(by, ReportingCycle(network=one))
    ]
    return series + networks


@require_http_methods(["GET", "HEAD", "POST"])
@page
def new_cycle_page(request: HttpRequest) -> HttpResponse:
    """A new period; what is due in it is generated with it."""
    by = acting_for(request)
    offered = choices(by)
    if not offered and by.roles & WRITERS and organises(by, ReportingCycle()):
        # A cycle is of a series or a mechanism: the first thing to enter.
        return redirect("new-series")
    if not offered:
        # The rule's own words, with nothing chosen.
        open_cycle(by, ReportingCycle(), clock.now().date())
    form = CycleForm(request.POST if request.method == "POST" else None, choices=offered)
    errors = []
    if request.method == "POST" and form.is_valid():
        try:
            open_cycle(by, _cycle(dict(form.cleaned_data)), clock.now().date())
            return redirect(reverse("follow-up"))
        except Invalid as problem:
            errors = [{"field": f"id_{problem.extra.get('field', '')}", "text": problem.detail}]
    context = {
        "rail": "conferences",
        "form": form,
        "errors": errors or problems(form),
        "heading": _("Open a reporting cycle"),
        "lede": _(
            "Every country of the mechanism then owes a report on each recommendation addressed to it."
        ),
        "button": _("Open the cycle"),
        "back": reverse("follow-up"),
        "back_words": _("Follow-up"),
    }
    return render(
        request, "conferences/followup/form.html", context, status=400 if context["errors"] else 200
    )


def _cycle(values: dict[str, Any]) -> ReportingCycle:
    kind, _sep, code = values.pop("about").partition(":")
    return ReportingCycle(**{f"{kind}_id": code}, **values)
