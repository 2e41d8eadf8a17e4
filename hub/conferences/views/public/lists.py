"""Every conference that is public, series by series."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hub.conferences.models import Conference, Recommendation
from hub.conferences.states import ConferenceState
from hub.conferences.views.public.addresses import conference_path, place
from hub.publishing import feeds, http


@http.public_page()
def conferences_page(request: HttpRequest, lang: str) -> HttpResponse:
    """Series in the order of their newest edition, editions from the newest on."""
    rows = list(
        Conference.objects.visible_to(None).select_related("series", "country").order_by("-start", "-number")
    )
    path = f"/public/{lang}/conferences/"
    context = {
        "here": "conferences",
        "series": grouped(rows, lang),
        "about": {
            "title": _("Conferences and their recommendations"),
            "text": _("What the conferences of the region recommended, and what it builds on."),
        },
        "feeds": [
            {
                "type": "application/atom+xml",
                "href": http.absolute(f"{path}feed.atom"),
                "title": _("Recommendations"),
            }
        ],
    }
    modified = max((row.updated for row in rows), default=feeds.NEVER)
    return http.shown(request, lang, "conferences/public/conferences.html", context, modified=modified)


def grouped(rows: Iterable[Conference], lang: str) -> list[dict[str, Any]]:
    """Editions under their series, each with the number of recommendations that everybody may read."""
    rows = list(rows)
    counts = Counter(
        Recommendation.objects.published()
        .filter(set__conference__in=rows, withdrawn=False)
        .values_list("set__conference", flat=True)
    )
    order = {code: i for i, code in reversed(list(enumerate(row.series_id for row in rows)))}
    ordered = sorted(rows, key=lambda row: order[row.series_id])
    return [
        {
            "code": code,
            "name": (found := list(members))[0].series.name,
            "rows": [row_of(one, counts[one.pk], lang) for one in found],
        }
        for code, members in groupby(ordered, key=lambda row: row.series_id)
    ]


def row_of(one: Conference, recommendations: int, lang: str) -> dict[str, Any]:
    """A line of the list."""
    return {
        "title": one.title,
        "symbol": one.symbol,
        "start": one.start,
        "end": one.end,
        "place": place(one),
        "state": ConferenceState(one.state).label,
        "recommendations": recommendations,
        "url": conference_path(lang, one),
    }
