"""The officer's own account: language, time zone, password, passphrase, tokens, sessions."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from focal_points import queries
from focal_points.acting import officer_of
from focal_points.actions import (
    change_password,
    end_calendar_link,
    end_other_sessions,
    end_token,
    make_calendar_link,
    make_token,
    renew_sockets,
    save_preferences,
)
from focal_points.forms import PasswordForm, PreferencesForm, TokenForm, problems
from focal_points.models import CalendarLink, Officer
from hub.base import clock
from hub.base.errors import Problem
from hub.base.pages import page

YEAR = 365 * 24 * 3600


@require_safe
@page
def account_page(request: HttpRequest) -> HttpResponse:
    """Everything an officer can change alone."""
    return _shown(request)


def _shown(request: HttpRequest, status: int = 200, **changed: Any) -> HttpResponse:
    officer = officer_of(request)
    chosen = {"language": translation.get_language(), "time_zone": officer.time_zone}
    context = {
        "preferences": PreferencesForm(initial=chosen),
        "password": PasswordForm(officer),
        "token_form": TokenForm(officer),
        "tokens": queries.tokens_of(officer, clock.now()),
        "sessions": queries.sessions_of(officer, request.session.session_key or "", clock.now()),
        "stored": officer.keystore is not None,
        "seats": queries.seats_of(officer),
        "calendar": CalendarLink.objects.filter(officer=officer).first(),
    }
    return render(request, "focal_points/account.html", context | changed, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def preferences_page(request: HttpRequest) -> HttpResponse:
    """Save language and time zone; the language holds for this browser at once."""
    officer, form = officer_of(request), PreferencesForm(request.POST)
    if request.method != "POST":
        return redirect("account")
    if not form.is_valid():
        return _shown(request, 400, preferences=form, errors=problems(form))
    save_preferences(officer, **form.cleaned_data)
    with translation.override(form.cleaned_data["language"]):
        messages.success(request, _("Saved."))
    answer = redirect("account")
    name, language = settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"]
    answer.set_cookie(name, language, max_age=YEAR, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@page
def change_password_page(request: HttpRequest) -> HttpResponse:
    """A new password; every other session and all tokens end, this session goes on."""
    officer, form = officer_of(request), PasswordForm(officer_of(request), request.POST)
    if request.method != "POST":
        return redirect("account")
    if form.is_valid() and _password_changed(officer, form):
        renew_sockets(request.session.session_key or "")
        update_session_auth_hash(request, officer)
        end_other_sessions(officer, keep=request.session.session_key or "")
        text = _("The password is changed. Your other sessions and all tokens have ended.")
        messages.success(request, text)
        return redirect("account")
    return _shown(request, 400, password=form, errors=problems(form))


def _password_changed(officer: Officer, form: PasswordForm) -> bool:
    try:
        change_password(officer, **form.cleaned_data, now=clock.now())
    except Problem as problem:
        form.add_error(problem.extra.get("field"), str(problem.detail))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@page
def make_token_page(request: HttpRequest) -> HttpResponse:
    """Make a token and show it once, in the answer itself: it is kept nowhere."""
    officer, form = officer_of(request), TokenForm(officer_of(request), request.POST)
    if request.method != "POST":
        return redirect("account")
    if not form.is_valid():
        return _shown(request, 400, token_form=form, errors=problems(form))
    wanted = form.cleaned_data
    made = make_token(
        officer,
        focal_point=wanted["focal_point"].pk,
        scopes=wanted["scopes"],
        label=wanted["label"],
        now=clock.now(),
    )
    return _shown(request, made=made)


@require_POST
@page
def end_token_page(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the own tokens."""
    end_token(pk, by=officer_of(request))
    messages.success(request, _("The token has ended. Programs that use it are refused from now on."))
    return redirect("account")


@require_POST
@page
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    ended = end_other_sessions(officer_of(request), keep=request.session.session_key or "")
    text = ngettext("%(n)d other session has ended.", "%(n)d other sessions have ended.", ended)
    messages.success(request, text % {"n": ended})
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@page
def make_calendar_page(request: HttpRequest) -> HttpResponse:
    """Make the calendar's address and show it once; one made before ends."""
    officer = officer_of(request)
    if request.method != "POST":
        return redirect("account")
    secret = make_calendar_link(officer, clock.now())
    address = request.build_absolute_uri(reverse("calendar-feed", args=[secret]))
    return _shown(request, made_calendar=address)


@require_POST
@page
def end_calendar_page(request: HttpRequest) -> HttpResponse:
    """End the calendar's address."""
    end_calendar_link(officer_of(request))
    messages.success(request, _("The address has ended. Calendars that use it get nothing from now on."))
    return redirect("account")
