"""The list of conferences: what was adopted, what is in work, filters in the address."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from hub.base.errors import Invalid
from hub.base.pages import page
from hub.conferences import queries
from hub.conferences.models import Conference, Recommendation, Series
from hub.conferences.rules import may_organise_series
from hub.conferences.states import EDITABLE, OVER, SHOWN, ConferenceState

FILTERS = ("series", "state", "kind", "year", "cursor")


@require_safe
@page
def list_page(request: HttpRequest) -> HttpResponse:
    """Fifty conferences a page, the newest first."""
    by, errors = acting_for(request), []
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    try:
        found = queries.conference_page(by, asked)
    except Invalid as problem:
        errors = [{"field": problem.extra.get("field", ""), "text": problem.detail}]
        found = queries.conference_page(by, {})
    context = {
        "rail": "conferences",
        "rows": rows_of(found.rows, by),
        "next": found.next,
        "chosen": asked,
        "errors": errors,
        "series": seen_series(by),
        "states": ConferenceState.choices,
        "may_open": bool(organised(by)),
    }
    return render(request, "conferences/list.html", context)


def seen_series(by: Acting) -> list[Series]:
    """Series of which the reader sees an edition."""
    return list(Series.objects.filter(editions__in=queries.conferences(by).values("pk")).distinct())


def organised(by: Acting) -> list[Series]:
    """Series whose editions the post organises."""
    rows = Series.objects.select_related("network").order_by("code")
    return [one for one in rows if may_organise_series(by, one)]


def rows_of(rows: list[Conference], by: Acting) -> list[dict[str, Any]]:
    """Each conference with the one sentence that answers what came of it; three statements."""
    seen = Recommendation.objects.visible_to(by).filter(set__conference__in=rows, withdrawn=False)
    counts: dict[UUID, Counter[str]] = {row.pk: Counter() for row in rows}
    for conference, state in seen.values_list("set__conference", "set__state"):
        counts[conference][state] += 1
    return [
        {
            "conference": row,
            "answer": answer(counts[row.pk]),
            "mine": row.state not in OVER and drafts(counts[row.pk]),
        }
        for row in rows
    ]


def drafts(counts: Counter[str]) -> int:
    """How many texts are still in work."""
    return sum(counts[state] for state in EDITABLE)


def answer(counts: Counter[str]) -> str:
    """What came of a conference, in a few words."""
    published = sum(counts[state] for state in SHOWN)
    if published:
        return ngettext("%(n)d recommendation", "%(n)d recommendations", published) % {"n": published}
    if counts["adopted"]:
        return _("Adopted, not published yet")
    waiting = sum(counts.values())
    if waiting:
        return ngettext("%(n)d draft in work", "%(n)d drafts in work", waiting) % {"n": waiting}
    return _("No texts yet")
