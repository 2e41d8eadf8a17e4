"""The first page for everybody: what was recommended last, and what is new in the library."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.conferences.models import Conference, Recommendation
from hub.conferences.queries_public import paragraphs
from hub.conferences.states import ConferenceState
from hub.conferences.views.public.addresses import conference_path, place, recommendation_path
from hub.library.search.finding import search
from hub.library.search.query import Query
from hub.publishing import http, vocabulary

NEWEST, ITEMS, MEETINGS = 5, 5, 4


@http.public_page()
def front_page(request: HttpRequest, lang: str) -> HttpResponse:
    """The front page in one language."""
    context = {
        "recommendations": recommendations(lang),
        "meetings": meetings(lang),
        "items": items(lang),
        "themes": [{"code": code, "label": label} for code, label in vocabulary.THEMES.items()],
        "about": {
            "title": _("Regional Cooperation Hub"),
            "text": _("What States share openly with each other."),
        },
        "feeds": [
            {
                "type": "application/atom+xml",
                "href": http.absolute(f"/public/{lang}/conferences/feed.atom"),
                "title": _("Recommendations"),
            }
        ],
    }
    return http.shown(request, lang, "hub/public/front.html", context)


def recommendations(lang: str) -> list[dict[str, Any]]:
    """The newest published recommendations."""
    rows = Recommendation.objects.published().filter(withdrawn=False)
    newest = rows.select_related("set__conference").order_by("-set__published_at", "set__symbol", "para_no")
    return [
        {
            "symbol": one.recommendation.symbol,
            "reading": one.reading(lang),
            "url": recommendation_path(lang, one.recommendation),
        }
        for one in paragraphs(newest[:NEWEST])
    ]


def meetings(lang: str) -> list[dict[str, Any]]:
    """What comes next; after it the last ones."""
    rows = Conference.objects.visible_to(None).exclude(state=ConferenceState.CANCELLED)
    rows = rows.select_related("series", "country")
    today = timezone.now().date()
    coming = list(rows.filter(end__gte=today).order_by("start")[:MEETINGS])
    past = list(rows.filter(end__lt=today).order_by("-start")[: MEETINGS - len(coming)])
    return [
        {"conference": one, "place": place(one), "url": conference_path(lang, one)} for one in coming + past
    ]


def items(lang: str) -> list[dict[str, Any]]:
    """The newest items of the library that everybody may read."""
    found = search(None, Query(sort="newest", size=ITEMS), lang)
    return [{"title": hit.title, "url": f"/public/{lang}/library/{hit.number}/"} for hit in found.rows]
