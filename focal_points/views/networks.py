"""Networks: who belongs to which. The Secretariat enters what others read."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from focal_points.acting import Acting, acting_for
from focal_points.actions import add_network, add_organisation, admit, end_membership
from focal_points.forms import problems
from focal_points.forms_networks import MemberForm, NetworkForm, OrganisationForm
from focal_points.models import NetworkMember
from focal_points.queries_networks import networks, networks_of
from focal_points.rules import may_keep_networks
from hub.base import clock
from hub.base.errors import Problem, require
from hub.base.pages import page

FORMS = {"network": NetworkForm, "member": MemberForm, "organisation": OrganisationForm}


@require_safe
@page
def networks_page(request: HttpRequest) -> HttpResponse:
    """Every network with its members; for the Secretariat also the forms."""
    return _shown(request, acting_for(request))


def _shown(request: HttpRequest, by: Acting, status: int = 200, **changed: Any) -> HttpResponse:
    today = clock.now().date()
    keeps = bool(may_keep_networks(by))
    blank = {name: form(initial={"since": today}, auto_id=f"{name}-%s") for name, form in FORMS.items()}
    context = {
        "rail": "networks",
        "networks": networks(),
        "own": networks_of(by.officer, today, post=by.focal_point.pk),
        "today": today,
        "keeps": keeps,
        "forms": {**blank, **changed.pop("forms", {})} if keeps else {},
    }
    return render(request, "focal_points/networks.html", context | changed, status=status)


def _entered(
    request: HttpRequest, name: str, act: Callable[[Acting, dict[str, Any]], HttpResponse]
) -> HttpResponse:
    """Check who asks and what was typed, then act; problems stand above the form."""
    by = acting_for(request)
    require(may_keep_networks(by))
    form = FORMS[name](request.POST, auto_id=f"{name}-%s")
    if form.is_valid():
        try:
            return act(by, form.cleaned_data)
        except Problem as problem:
            form.add_error(_field(form, problem), str(problem.detail))
    return _shown(request, by, 400, forms={name: form}, errors=problems(form))


def _field(form: forms.Form, problem: Problem) -> str | None:
    field = str(problem.extra.get("field", ""))
    return field if field in form.fields else None


@require_POST
@page
def new_network(request: HttpRequest) -> HttpResponse:
    """Enter a network."""

    def act(by: Acting, typed: dict[str, Any]) -> HttpResponse:
        names = {language: typed[f"name_{language}"] for language in ("en", "fr", "ar")}
        network = add_network(by, typed["code"], names=names, kind=typed["kind"])
        messages.success(request, _("%(network)s is entered.") % {"network": network})
        return redirect("networks")

    return _entered(request, "network", act)


@require_POST
@page
def new_member(request: HttpRequest) -> HttpResponse:
    """Enter a membership."""

    def act(by: Acting, typed: dict[str, Any]) -> HttpResponse:
        admit(by, typed["network"], typed["country"], typed["status"], typed["since"])
        messages.success(request, _("Saved."))
        return redirect("networks")

    return _entered(request, "member", act)


@require_POST
@page
def end_member(request: HttpRequest, pk: int) -> HttpResponse:
    """End a membership today."""
    by, member = acting_for(request), get_object_or_404(NetworkMember, pk=pk, until__isnull=True)
    require(may_keep_networks(by))
    end_membership(by, member, clock.now().date())
    messages.success(request, _("The membership has ended."))
    return redirect("networks")


@require_POST
@page
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Enter an organisation; its first password is shown once, in the answer itself."""

    def act(by: Acting, typed: dict[str, Any]) -> HttpResponse:
        return _shown(request, by, made=add_organisation(by, **typed))

    return _entered(request, "organisation", act)
