"""The page of figures: the answer first, then the tables, every filter in the address."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from focal_points.models import Country
from hub.base.clock import now
from hub.base.errors import Invalid
from hub.base.pages import page
from hub.statistics.queries import released, words
from hub.statistics.queries.median import median_band
from hub.statistics.rules import sees_releases_only
from hub.statistics.views.shown import Shown, shown

CHOICES = ("partner", "offence", "basis", "measure", "urgency", "source")


@require_safe
@page
def figures_page(request: HttpRequest) -> HttpResponse:
    """The own country's figures; for the Secretariat the released ones."""
    acting = acting_for(request)
    if sees_releases_only(acting):
        return _released(request, acting)
    found, errors = _asked(acting, request.GET)
    selection = found.selection
    context = {
        "rail": "statistics",
        "country": Country.objects.get(pk=acting.country),
        "report": found.report,
        "answer": _answer(found),
        "selection": selection,
        "errors": errors,
        "filters": [_filter(name, getattr(selection, name), acting.country) for name in CHOICES],
        "made_on": now(),
    }
    return render(request, "statistics/figures.html", context)


def _asked(acting: Acting, query: QueryDict) -> tuple[Shown, list[dict[str, Any]]]:
    """What the address asks for, or this year with a word about the value that is none."""
    try:
        return shown(acting, query.dict(), now())[0], []  # type: ignore[arg-type]
    except Invalid as problem:
        error = {"field": problem.extra.get("field", ""), "text": problem.detail}
        return shown(acting, {}, now())[0], [error]


def _filter(name: str, chosen: str, own: str) -> dict[str, Any]:
    choices = [(code, label) for code, label in words.named(name).items() if code not in (own, "none")]
    return {"name": name, "label": words.FILTER[name], "choices": choices, "chosen": chosen}


def _answer(found: Shown) -> dict[str, int | None]:
    """The numbers of the first sentence."""
    requests, pending = found.report.table("requests"), found.report.table("pending")
    rows = {row.id: row.values for row in requests.rows}
    old = sum(row.values[0] or 0 for row in pending.rows if row.id in ("12-24", "24+"))
    received, made = rows["cases"][0], rows["cases"][1]
    return {"received": received, "made": made, "pending": rows["pending"][0], "old": old}


def _released(request: HttpRequest, acting: Acting) -> HttpResponse:
    found = shown(acting, request.GET.dict(), now())
    universes = [
        {
            "title": released.UNIVERSE[one.release.source],
            "release": one.release,
            "report": one.report,
            "median": words.DURATION.get(_median(one) or ""),
        }
        for one in found
        if one.release
    ]
    context = {"rail": "statistics", "universes": universes, "years": released.released_years()}
    return render(request, "statistics/releases.html", context)


def _median(found: Shown) -> str | None:
    tables = found.release.tables if found.release else {}
    return median_band(tables["ending"]) if "ending" in tables else None
