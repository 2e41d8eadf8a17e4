"""From a recommendation on operational cooperation to how fast legal assistance goes, without any case.

Only released figures are shown: one closed year, numbers under five hidden with their block. The page is the
same for every reader, so that nobody learns more of a case here than from the releases.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from focal_points.acting import acting_for
from hub.base.errors import Unseen
from hub.base.pages import page
from hub.conferences.views.followup.shown import recommendation_or_404, wording
from hub.statistics.models import Release
from hub.statistics.queries import released, words
from hub.statistics.queries.median import median_band

OPERATIONAL, ORGANISATION = "operational", "organisation"
# What tells of time and of the end; content of cases is in none of the tables.
TIMING = ("in_time", "ending", "waiting", "answered")


@require_safe
@page
def figures_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The newest releases beside a recommendation; 404 for others, and for organisations."""
    by = acting_for(request)
    found = recommendation_or_404(by, pk)
    if OPERATIONAL not in found.themes or by.focal_point.type == ORGANISATION:
        raise Unseen
    years = released.released_years()
    context = {
        "rail": "conferences",
        "recommendation": found,
        "words": wording([found])[pk],
        "years": years,
        "universes": [_universe(one) for one in released.releases({})],
    }
    return render(request, "hub/bridge.html", context)


def _universe(release: Release) -> dict[str, Any]:
    tables = [one for one in released.report(release).tables if one.id in TIMING]
    band = median_band(release.tables["ending"]) if "ending" in release.tables else None
    title = released.UNIVERSE[release.source]
    return {"title": title, "release": release, "tables": tables, "median": words.DURATION.get(band or "")}
