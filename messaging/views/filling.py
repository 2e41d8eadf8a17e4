"""A new conversation: with whom, about what, and the first words; sealed by the browser."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from hub.base.errors import Unseen, require
from hub.base.pages import page
from messaging.models import Thread
from messaging.queries.posts import addressees, countries_named
from messaging.rules import may_begin
from mla_requests.models import MlaRequest
from mla_requests.queries.rows import head, side_of


@require_safe
@page
def new_page(request: HttpRequest) -> HttpResponse:
    """The form of a new conversation, about a request if the address names one."""
    by = acting_for(request)
    require(may_begin(by))
    context = {
        "rail": "threads",
        "addressees": addressees(by),
        "policies": Thread.Policy.choices,
        "about": _about(by, request.GET.get("about", "")),
        "chosen": request.GET.getlist("to"),
    }
    return render(request, "messaging/new.html", context)


def _about(by: Acting, named: str) -> dict[str, object] | None:
    """The request that the conversation will be about. Raises Unseen."""
    if not named:
        return None
    found = MlaRequest.objects.visible_to(by.officer, by.only).filter(pk=_uuid(named)).first()
    if found is None:
        raise Unseen
    letter = head(found, side_of(found, by.focal_point.pk))
    countries = countries_named([UUID(letter["event"])])
    return {"request": found, **letter, "countries": countries.get(letter["event"], "")}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Unseen from error
