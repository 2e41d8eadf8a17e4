"""The page of one act: what it does, its form or its question, and the button."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from focal_points.acting import Acting, acting_for
from focal_points.models import Network, PostType
from hub.base.clock import now
from hub.base.errors import Problem, Unseen, require
from hub.base.pages import page
from hub.base.results import ALLOWED, Answer
from hub.conferences.actions import editions
from hub.conferences.forms import ActForm, ConferenceForm, SeriesForm
from hub.conferences.inputs import choice, field
from hub.conferences.rules import NOT_ORGANISER
from hub.conferences.views.acts import KINDS, Act, tab_url
from hub.conferences.views.acts.act import sent
from hub.conferences.views.lists import organised

NEW = Act(gettext_lazy("New conference"), "", lambda *_all: None, lambda *_all: "")
SERIES = Act(gettext_lazy("New series of conferences"), "", lambda *_all: None, lambda *_all: "")


@require_http_methods(["GET", "HEAD", "POST"])
@page
def act_page(request: HttpRequest, kind: str, pk: UUID, act: str) -> HttpResponse:
    """Do one act to one thing. A refusal comes back on the same page with all that was written."""
    by = acting_for(request)
    if kind not in KINDS or act not in KINDS[kind].acts:
        raise Unseen
    found, thing = KINDS[kind].acts[act], KINDS[kind].find(by, pk)
    form = found.form(thing, request) if found.form else None
    back = KINDS[kind].home(thing)
    if request.method != "POST":
        return _page(request, found, form, back)
    try:
        data = form.given() if form else request.POST.dict()
        result = found.call(pk, data, by, now())
    except Problem as problem:
        return _refused(request, found, form, back, problem)
    messages.success(request, str(found.said))
    return HttpResponseRedirect(found.back(thing, result))


def _refused(
    request: HttpRequest, found: Act, form: ActForm | None, back: str, problem: Problem
) -> HttpResponse:
    if problem.status == 404:
        raise problem
    if form is not None:
        form.refuse(problem)
    return _page(request, found, form, back, problem)


def _page(
    request: HttpRequest, found: Act, form: ActForm | None, back: str, problem: Problem | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "rail": "conferences",
        "heading": found.label,
        "verb": found.label,
        "lede": found.lede,
        "grave": found.grave,
        "form": form,
        "back": back,
        "errors": [_error(form, problem)] if problem else [],
        "missing": _missing(problem),
        "series_url": reverse("new-series") if form is not None and "series" in form.fields else "",
    }
    return render(request, "conferences/form.html", context, status=problem.status if problem else 200)


def _error(form: ActForm | None, problem: Problem) -> dict[str, Any]:
    name = str(problem.extra.get("field", ""))
    place = next((one for one in (name, f"{name}_en") if form is not None and one in form.fields), "")
    return {"field": form[place].id_for_label if form is not None and place else "", "text": problem.detail}


def _missing(problem: Problem | None) -> list[str]:
    """What stands in the way, where a refusal lists it."""
    if problem is None:
        return []
    rows = problem.extra.get("ancestors") or problem.extra.get("contested") or []
    named = [str(one.get("symbol") or ", ".join(one.get("contested", []))) for one in rows]
    return named + [str(one) for one in problem.extra.get("countries", []) + problem.extra.get("sets", [])]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def new_page(request: HttpRequest) -> HttpResponse:
    """A new edition of one of the series that the post organises."""
    by = acting_for(request)
    own = organised(by)
    require(bool(own) or may_begin_series(by))
    form = ConferenceForm(sent(request), series=own)
    if request.method != "POST":
        return _page(request, NEW, form, "/conferences/")
    try:
        data = form.given()
        series = field("series", choice([one.pk for one in own]), data.pop("series"))
        made = editions.begin(series, data, by=by, now=now())
    except Problem as problem:
        return _refused(request, NEW, form, "/conferences/", problem)
    messages.success(request, _("The conference is there. Invite delegations and add the programme."))
    return redirect(tab_url(made))


@require_http_methods(["GET", "HEAD", "POST"])
@page
def series_page(request: HttpRequest) -> HttpResponse:
    """A new series; the Secretariat begins one for any network, a network's secretariat for its own."""
    by = acting_for(request)
    require(may_begin_series(by))
    form = SeriesForm(sent(request))
    if request.method != "POST":
        return _page(request, SERIES, form, "/conferences/")
    try:
        editions.add_series(form.given(), by=by, now=now())
    except Problem as problem:
        return _refused(request, SERIES, form, "/conferences/", problem)
    messages.success(request, _("The series is there."))
    return redirect("new-conference")


def may_begin_series(by: Acting) -> Answer:
    """Whether there is any series that the post could begin; which one, the action judges."""
    leads = Network.objects.filter(secretariat=by.focal_point).exists()
    own = by.focal_point.type == PostType.SECRETARIAT
    return ALLOWED if own or leads else NOT_ORGANISER
