"""The page of a post's webhooks: list, make, one with its log, and what may be done with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from focal_points.acting import Acting, acting_for
from focal_points.forms import problems
from hub.base.clock import now
from hub.base.errors import Invalid, Problem, require
from hub.base.pages import page
from hub.webhooks import actions, kinds, queries
from hub.webhooks.forms import EndpointForm
from hub.webhooks.models import Endpoint
from hub.webhooks.rules import may_keep


@require_http_methods(["GET", "HEAD", "POST"])
@page
def webhooks_page(request: HttpRequest) -> HttpResponse:
    """All endpoints of the post and the form for another one; its secret is in the answer itself, once."""
    by = acting_for(request)
    require(may_keep(by))
    form = EndpointForm(request.POST if request.method == "POST" else None)
    made = _make(by, form) if request.method == "POST" and form.is_valid() else None
    context = {
        "webhooks": [_shown(one) for one in queries.endpoints(by)],
        "form": EndpointForm() if made else form,
        "made": made,
        "errors": problems(form),
    }
    return render(request, "webhooks/list.html", context, status=400 if form.errors else 200)


@require_safe
@page
def webhook_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One endpoint: what it is told of, and what was told."""
    return _one_page(request, *_one(request, pk))


@require_POST
@page
def do_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the button says: try, secret, stop, start or end."""
    by, found = _one(request, pk)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Invalid("bad_act", _("This page has no such button."), field="act")
    return act(request, by, found)


def _one(request: HttpRequest, pk: UUID) -> tuple[Acting, Endpoint]:
    by = acting_for(request)
    found = queries.endpoint(by, pk)
    require(may_keep(by))
    return by, found


def _one_page(request: HttpRequest, by: Acting, found: Endpoint, **more: Any) -> HttpResponse:
    del by
    rows, following = queries.log(found, request.GET.get("cursor", ""))
    return render(request, "webhooks/one.html", {**_shown(found), "log": rows, "next": following, **more})


def _shown(found: Endpoint) -> dict[str, Any]:
    words = dict(kinds.CHOICES)
    return {"webhook": found, "kinds": [{"kind": kind, "words": words.get(kind, "")} for kind in found.kinds]}


def _make(by: Acting, form: EndpointForm) -> actions.Made | None:
    wanted = form.cleaned_data
    try:
        return actions.make_endpoint(
            by, address=wanted["address"], label=wanted["label"], chosen=wanted["kinds"], now=now()
        )
    except Problem as problem:
        form.add_error(None, str(problem.detail))
        return None


def _try(request: HttpRequest, by: Acting, found: Endpoint) -> HttpResponse:
    actions.try_out(by, found, now())
    messages.success(request, _("A trial was put into the queue. Look at this page again in a minute."))
    return redirect("webhook", pk=found.pk)


def _secret(request: HttpRequest, by: Acting, found: Endpoint) -> HttpResponse:
    return _one_page(request, by, found, made=actions.new_secret(by, found, now()))


def _stop(request: HttpRequest, by: Acting, found: Endpoint) -> HttpResponse:
    actions.change_endpoint(by, found, active=False, now=now())
    messages.success(request, _("Stopped. Nothing is sent there until you start it again."))
    return redirect("webhook", pk=found.pk)


def _start(request: HttpRequest, by: Acting, found: Endpoint) -> HttpResponse:
    actions.change_endpoint(by, found, active=True, now=now())
    messages.success(request, _("Started. What waited is sent now."))
    return redirect("webhook", pk=found.pk)


def _end(request: HttpRequest, by: Acting, found: Endpoint) -> HttpResponse:
    actions.end_endpoint(by, found)
    messages.success(request, _("The webhook is removed, with its secrets and its log."))
    return redirect("webhooks")


ACTS: dict[str, Callable[[HttpRequest, Acting, Endpoint], HttpResponse]] = {
    "try": _try,
    "secret": _secret,
    "stop": _stop,
    "start": _start,
    "end": _end,
}
