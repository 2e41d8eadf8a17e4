"""The form of a proposal: it begins with what holds now, and the browser signs and seals it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.models import Agreement
from agreements.queries import present
from agreements.rules import may_propose_at_all
from agreements.states import Status
from agreements.views import wording
from focal_points.acting import Acting, acting_for
from focal_points.models import FocalPoint, PostType
from hub.base.errors import require
from hub.base.pages import page


@require_safe
@page
def new_page(request: HttpRequest) -> HttpResponse:
    """Rules for the two countries; `?to=` names the other authority."""
    acting = acting_for(request)
    require(may_propose_at_all(acting))
    posts = _posts(acting)
    to = next((post for post in posts if str(post["pk"]) == request.GET.get("to", "")), None)
    current = present(acting.country, to["country_id"]) if to else None
    rules: dict[str, Any] = current.rules if current else {}
    context = {
        "authorities": posts,
        "to": to,
        "current": current,
        "channel": rules.get("channel", "advance"),
        "channels": [
            (code, label, wording.CHANNEL_HELP[code]) for code, label in wording.CHANNEL_LABELS.items()
        ],
        "limits": wording.limits(rules),
        "grounds": wording.grounds(rules),
        "statistics": wording.statistics(rules),
        "own_languages": ", ".join(rules.get("languages", {}).get(acting.country, ())),
        "their_languages": ", ".join(rules.get("languages", {}).get(to["country_id"], ())) if to else "",
        "rail": "agreements",
    }
    return render(request, "agreements/new.html", context)


def _posts(acting: Acting) -> list[dict[str, Any]]:
    """Central authorities of other countries that hold keys, each with what is in force between the two."""
    posts = FocalPoint.objects.filter(type=PostType.CENTRAL_AUTHORITY, generation__gt=0)
    others = (
        posts.exclude(country=acting.country).select_related("country").order_by("country__name_en", "name")
    )
    held = _in_force(acting.country)
    return [
        {
            "pk": post.pk,
            "name": post.name,
            "country": post.country,
            "country_id": post.country_id,
            "replaces": held.get(post.country_id, ""),
        }
        for post in others
    ]


def _in_force(country: str) -> dict[str, UUID]:
    """The agreement in force with each other country, by its code."""
    rows = Agreement.objects.filter(status=Status.IN_FORCE)
    mine = rows.filter(low=country) | rows.filter(high=country)
    return {(row.high if row.low == country else row.low): row.pk for row in mine}
