"""Where the own country stands on several recommendations of a conference: taken at once, cleared at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from focal_points.acting import Acting, acting_for
from hub.base import clock
from hub.base.errors import Invalid, Unseen, require
from hub.base.pages import page
from hub.conferences import rules_followup as rules
from hub.conferences.actions.positions import clear_positions, take_positions
from hub.conferences.forms_followup import PositionForm, problems
from hub.conferences.models import NationalPosition, Recommendation
from hub.conferences.queries_followup import followed
from hub.conferences.views.followup.matrices import conference_or_404
from hub.conferences.views.followup.shown import wording
from hub.publishing.vocabulary import THEMES


@require_http_methods(["GET", "HEAD", "POST"])
@page
def positions_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose recommendations, one by one or a whole theme, and say once where the country stands on them."""
    by = acting_for(request)
    conference = conference_or_404(by, pk)
    require(rules.may_write(by))
    rows = list(followed(by).filter(set__conference=pk))
    sent = request.POST if request.method == "POST" else None
    form = PositionForm(sent, initial={"visibility": "public"})
    errors = _done(request, by, pk, rows, form) if form.is_bound else []
    if form.is_bound and not errors:
        return redirect("conference-positions", pk)
    lines = _lines(by, rows, request)
    context = {
        "rail": "conferences",
        "conference": conference,
        "form": form,
        "errors": errors,
        "lines": lines,
        "themes": _themes(rows, request),
        "waiting": [line for line in lines if line["may_clear"]],
    }
    return render(request, "conferences/followup/positions.html", context, status=400 if errors else 200)


def _done(
    request: HttpRequest, by: Acting, pk: UUID, rows: list[Recommendation], form: PositionForm
) -> list[dict[str, str]]:
    """Take or clear what was chosen; answers what stands in the way."""
    today, clears = clock.now().date(), request.POST.get("then") == "clear"
    if not clears and (errors := problems(form)):
        return errors
    try:
        chosen = _chosen(request, rows)
        if clears:
            clear_positions(by, pk, chosen, today)
            said = _("Cleared. They now show to those whom the drafter chose.")
        else:
            take_positions(by, pk, chosen, form.cleaned_data, today)
            said = _("Submitted. An approver of your country who did not write them now clears them.")
    except Invalid as problem:
        return [{"field": "recommendations", "text": str(problem.detail)}]
    messages.success(request, said)
    return []


def _chosen(request: HttpRequest, rows: list[Recommendation]) -> set[UUID]:
    """The ids that were ticked, and those of the themes that were ticked. Raises Unseen."""
    try:
        ids = {UUID(one) for one in request.POST.getlist("recommendations")}
    except ValueError as error:
        raise Unseen from error
    themes = set(request.POST.getlist("themes"))
    return ids | {row.pk for row in rows if themes & set(row.themes)}


def _themes(rows: list[Recommendation], request: HttpRequest) -> list[dict[str, Any]]:
    ticked = request.POST.getlist("themes")
    counts = {code: sum(code in row.themes for row in rows) for code in THEMES}
    return [
        {"code": code, "label": label, "many": counts[code], "ticked": code in ticked}
        for code, label in THEMES.items()
        if counts[code]
    ]


def _lines(by: Acting, rows: list[Recommendation], request: HttpRequest) -> list[dict[str, Any]]:
    """Each recommendation with its words, and the newest position of the own country on it."""
    texts = NationalPosition.objects.filter(recommendation__in=rows, country=by.country).order_by("number")
    newest = {one.recommendation_id: one for one in texts}
    words, ticked, today = wording(rows), request.POST.getlist("recommendations"), clock.now().date()
    return [
        {
            "one": row,
            "words": words[row.pk],
            "position": newest.get(row.pk),
            "ticked": str(row.pk) in ticked,
            "may_clear": row.pk in newest and bool(rules.may(rules.CLEAR, newest[row.pk], by, today)),
        }
        for row in rows
    ]
