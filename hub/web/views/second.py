"""The second step of signing in: a code or a passkey after the password."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from focal_points import passkeys, pending
from focal_points.actions import accept_code, accept_passkey
from focal_points.models import Factor, Officer
from hub.base.clock import now
from hub.base.errors import Problem
from hub.base.pages import here
from hub.web.sign_in import Refusal


def after_password(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Ask for the second factor, or for adding one where it is required; else the officer is in."""
    first = not officer.factors.exists()
    if first and not settings.HUB_REQUIRE_SECOND_FACTOR:
        return come_in(request, officer)
    pending.begin(request, officer, now())
    onward = reverse("new-factor" if first else "second-step")
    return redirect(
        f"{onward}?{urlencode({'next': onward_of(request, officer) if first else here(request)})}"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """A code or a passkey. Whoever did not give the password a moment ago begins there."""
    officer = pending.waiting(request, now())
    if officer is None:
        return redirect("sign-in")
    if request.method != "POST":
        return _asked(request, officer)
    try:
        if answer := request.POST.get("credential"):
            accept_passkey(officer, answer, pending.take_challenge(request), now())
        else:
            accept_code(officer, request.POST.get("code", ""), now())
    except Problem as problem:
        return _asked(request, officer, Refusal(problem.detail, problem.status, "code"))
    return come_in(request, officer)


def come_in(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Sign in and lead on. A sign-in in between, with the keys open, returns to where it was asked for."""
    onward = here(request) if request.user == officer else onward_of(request, officer)
    pending.finish(request, officer, now())
    response = redirect(onward)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, officer.language, samesite="Strict")
    return response


def onward_of(request: HttpRequest, officer: Officer) -> str:
    """To unlocking; an organisation has no key: nothing is sealed to it, so there is nothing to open."""
    return here(request) if officer.organisation else f"/unlock/?{urlencode({'next': here(request)})}"


def _asked(request: HttpRequest, officer: Officer, wrong: Refusal | None = None) -> HttpResponse:
    keys = list(officer.factors.filter(kind=Factor.Kind.PASSKEY))
    context = {"next": here(request), "errors": [wrong] if wrong else []}
    if keys:
        asked = passkeys.ask_for_known(keys)
        pending.keep_challenge(request, asked.challenge)
        context["options"] = asked.options
    return render(request, "hub/second_step.html", context, status=wrong.status if wrong else 200)
