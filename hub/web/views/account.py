"""Signing in and out, unlocking, the choice of post and of language."""

from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from focal_points.acting import switch
from focal_points.actions import end_session
from focal_points.models import Officer
from hub.base.errors import Invalid
from hub.base.pages import here, page
from hub.web.sign_in import Refusal, check
from hub.web.views.second import after_password


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password, then the second step; afterwards the unlock page: signing in opens nothing."""
    if request.method != "POST":
        return render(request, "hub/sign_in.html", {"next": here(request)})
    answer = check(request, request.POST.get("email", ""), request.POST.get("password", ""))
    if isinstance(answer, Refusal):
        shown = {"next": here(request), "email": request.POST.get("email", ""), "errors": [answer]}
        return render(request, "hub/sign_in.html", shown, status=answer.status)
    return after_password(request, answer)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; the page's own module wipes the keys before it sends this."""
    officer, key = request.user, request.session.session_key
    logout(request)
    if isinstance(officer, Officer) and key:
        end_session(officer, key)
    return redirect("sign-in")


@require_safe
@page
def unlock(request: HttpRequest) -> HttpResponse:
    """Passphrase and account secret, or recovery code; the browser opens the keystore."""
    officer = request.user
    stored = isinstance(officer, Officer) and bool(officer.keystore)
    return render(request, "hub/unlock.html", {"next": here(request), "stored": stored})


@require_POST
@page
def switch_post(request: HttpRequest) -> HttpResponse:
    """Work at another of the officer's own posts."""
    try:
        post = UUID(request.POST.get("focal_point", ""))
    except ValueError:
        raise Invalid("bad_focal_point", _("This is not a focal point.")) from None
    switch(request, post)
    return redirect("/")
