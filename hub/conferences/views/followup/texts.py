"""One recommendation as one country follows it up; writing, submitting, clearing and assessing."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from focal_points.acting import Acting, acting_for
from focal_points.models import Country
from hub.base import clock
from hub.base.errors import Invalid, Unseen, require
from hub.base.pages import page
from hub.conferences import rules_followup as rules
from hub.conferences.actions.assessing import assess
from hub.conferences.actions.reporting import (
    clear,
    give_back,
    save_commitment,
    save_position,
    save_report,
    submit,
)
from hub.conferences.forms_followup import CommitmentForm, PositionForm, ReportForm, problems
from hub.conferences.models import Commitment, NationalPosition, Recommendation, ReportingCycle, StatusReport
from hub.conferences.models.followup import NationalText, Verdict
from hub.conferences.queries_followup import duties, file_of, organises
from hub.conferences.views.followup.shown import KINDS, card, recommendation_or_404, wording

Save = Callable[[Mapping[str, Any]], NationalText]
DONE = {
    "submit": gettext_lazy("Submitted. An approver of your country who did not write it now clears it."),
    "return": gettext_lazy("Returned to the drafter."),
    "clear": gettext_lazy("Cleared. It now shows to those whom the drafter chose."),
}


@require_safe
@page
def file_page(request: HttpRequest, pk: UUID, cc: str = "") -> HttpResponse:
    """What a country (the own one) says about a recommendation, as far as the reader sees it."""
    by, today = acting_for(request), clock.now().date()
    found = recommendation_or_404(by, pk)
    country = Country.objects.filter(pk=cc or by.country, kind="country").first()
    if country is None:
        raise Unseen
    file = file_of(by, pk, country.pk)
    own = country.pk == by.country and bool(rules.may_write(by))
    owed = [one for one in duties(by, today) if one.due.recommendation_id == pk] if own else []
    context = {
        "rail": "conferences",
        "recommendation": found,
        "words": wording([found])[pk],
        "country": country,
        "own": own,
        "duties": owed,
        "reports": [_report(one, by, today) for one in file.reports],
        "positions": [card(one, by, today) for one in file.positions],
        "commitments": [card(one, by, today) for one in file.commitments],
        "fresh": uuid.uuid4(),
        "verdicts": Verdict.choices[:2],
    }
    return render(request, "conferences/followup/file.html", context)


def _report(one: StatusReport, by: Acting, today: Any) -> dict[str, Any]:
    newest = next(iter(one.assessments.all()), None)
    may_assess = rules.may_assess(one, by, organises(by, one.cycle))
    return card(one, by, today) | {"assessment": newest, "may_assess": bool(may_assess)}


@require_http_methods(["GET", "HEAD", "POST"])
@page
def report_page(request: HttpRequest, pk: UUID, cycle: UUID) -> HttpResponse:
    """The report of the own country for one cycle."""
    by, today = acting_for(request), clock.now().date()
    found, period = (
        recommendation_or_404(by, pk),
        ReportingCycle.objects.filter(pk=cycle, dues__recommendation=pk).first(),
    )
    if period is None:
        raise Unseen
    require(rules.may_write(by))
    require(rules.may_report(period, today))
    newest = _newest(StatusReport, recommendation=pk, country=by.country, cycle=cycle)

    def save(values: Mapping[str, Any]) -> NationalText:
        return save_report(by, found, period, values, today)

    heading = _("Report for %(cycle)s") % {"cycle": period.name}
    return _write(request, by, found, ReportForm, newest, save, heading)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def position_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the own country stands."""
    by, today = acting_for(request), clock.now().date()
    found = recommendation_or_404(by, pk)
    require(rules.may_write(by))
    newest = _newest(NationalPosition, recommendation=pk, country=by.country)

    def save(values: Mapping[str, Any]) -> NationalText:
        return save_position(by, found, values, today)

    return _write(request, by, found, PositionForm, newest, save, _("Your country's position"))


@require_http_methods(["GET", "HEAD", "POST"])
@page
def commitment_page(request: HttpRequest, pk: UUID, thread: UUID) -> HttpResponse:
    """One commitment of the own country."""
    by, today = acting_for(request), clock.now().date()
    found = recommendation_or_404(by, pk)
    require(rules.may_write(by))
    newest = _newest(Commitment, recommendation=pk, country=by.country, thread=thread)
    if newest is None and Commitment.objects.filter(thread=thread).exists():
        raise Unseen

    def save(values: Mapping[str, Any]) -> NationalText:
        return save_commitment(by, found, thread, values, today)

    return _write(request, by, found, CommitmentForm, newest, save, _("A commitment"))


def _newest(table: type[Any], **place: Any) -> Any:
    return table.objects.filter(**place).order_by("-number").first()


def _write(
    request: HttpRequest,
    by: Acting,
    found: Recommendation,
    form_of: Any,
    newest: Any,
    save: Save,
    heading: str,
) -> HttpResponse:
    """One form: saved as a draft, and submitted with the same press if asked."""
    if newest is not None and not newest.cleared:
        require(rules.may(rules.SAVE, newest, by, clock.now().date()))
    names = list(form_of.base_fields)
    first = {name: getattr(newest, name) for name in names} if newest else {"visibility": "public"}
    form = form_of(request.POST if request.method == "POST" else None, initial=first)
    errors = problems(form) if form.is_bound else []
    if form.is_bound and not errors:
        try:
            return _kept(request, by, save(form.cleaned_data))
        except Invalid as problem:
            errors = [{"field": f"id_{problem.extra.get('field', '')}", "text": str(problem.detail)}]
    context = _frame(found) | {"form": form, "errors": errors, "heading": heading, "newest": newest}
    return render(request, "conferences/followup/form.html", context, status=400 if errors else 200)


def _kept(request: HttpRequest, by: Acting, text: NationalText) -> HttpResponse:
    """After saving: submitted too, if that was the button."""
    if request.POST.get("then") == "submit":
        submit(by, text, clock.now().date())
        messages.success(request, str(DONE["submit"]))
    else:
        messages.success(request, _("Saved. Only your country sees this draft."))
    return redirect("follow-up-file", text.recommendation_id)


def _frame(found: Recommendation) -> dict[str, Any]:
    """What stands around the form of a national text."""
    return {
        "rail": "conferences",
        "recommendation": found,
        "words": wording([found])[found.pk],
        "back": reverse("follow-up-file", args=[found.pk]),
        "back_words": found.symbol,
        "two": True,
    }


@require_POST
@page
def act_page(request: HttpRequest, kind: str, text: UUID) -> HttpResponse:
    """Submit, return or clear a text of the own country."""
    by, today = acting_for(request), clock.now().date()
    table = KINDS.get(kind)
    found = table.objects.filter(pk=text, country=by.country).first() if table else None
    if found is None:
        raise Unseen
    do(by, found, request.POST.dict(), today)
    messages.success(request, str(DONE[request.POST.get("act", "")]))
    return redirect("follow-up-file", found.recommendation_id)


def do(by: Acting, text: NationalText, given: Mapping[str, str], today: Any) -> None:
    """One act by its word: submit, return (with a reason) or clear (of what was seen)."""
    act = given.get("act", "")
    if act == "submit":
        submit(by, text, today)
    elif act == "return":
        give_back(by, text, str(given.get("reason", "")), today)
    elif act == "clear":
        clear(by, text, today, seen=_moment(str(given.get("seen", ""))))
    else:
        raise Invalid("no_act", _("Choose what to do."), possible=["submit", "return", "clear"])


def _moment(given: str) -> datetime | None:
    """When the version that was read was last changed; None if the caller does not say."""
    if not given:
        return None
    try:
        return datetime.fromisoformat(given)
    except ValueError as error:
        raise Invalid("bad_time", _("This is not a time that the page gave."), field="seen") from error


@require_POST
@page
def assess_page(request: HttpRequest, report: UUID) -> HttpResponse:
    """The secretariat's word on a cleared report."""
    by = acting_for(request)
    found = StatusReport.objects.visible_to(by).filter(pk=report).first()
    if found is None:
        raise Unseen
    assess(by, found, request.POST.get("verdict", ""), request.POST.get("text", "")[:20_000])
    messages.success(request, _("Your assessment stands beside the report."))
    return redirect("follow-up-country", found.recommendation_id, found.country_id)
