"""Second factors: the guided screen that adds one, the list, and the reset for a colleague."""

from base64 import b64decode, b64encode
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pyotp
import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from focal_points import passkeys, pending, vault
from focal_points.acting import officer_of
from focal_points.actions import (
    add_app,
    add_passkey,
    make_backup_codes,
    name_factor,
    remove_factor,
    reset_factors,
)
from focal_points.models import BackupCode, Officer
from focal_points.rules import administers
from hub.base.clock import now
from hub.base.errors import Forbidden, Invalid, Problem, Unseen
from hub.base.pages import here, page
from hub.base.results import Denied

LONGEST = 60


@require_safe
@page
def factors_page(request: HttpRequest) -> HttpResponse:
    """The own second factors."""
    officer = officer_of(request)
    context = {
        "factors": officer.factors.all(),
        "codes": BackupCode.objects.filter(officer=officer).count(),
        "required": settings.HUB_REQUIRE_SECOND_FACTOR,
        "fresh": pending.fresh(request, now()),
    }
    return render(request, "focal_points/factors.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_factor_page(request: HttpRequest) -> HttpResponse:
    """Add one: after a fresh sign-in, or right after the password where one is required and missing."""
    officer = _adding(request)
    if officer is None:
        return _again(request)
    if request.method != "POST":
        return _offered(request, officer)
    try:
        _added(request, officer)
    except Problem as problem:
        wrong = {"text": problem.detail, "field": problem.extra.get("field", "")}
        return _offered(request, officer, problem.status, errors=[wrong])
    if not request.user.is_authenticated:
        pending.finish(request, officer, now())
    request.session.pop(pending.SECRET, None)
    if BackupCode.objects.filter(officer=officer).exists():
        return redirect(here(request, "/account/factors/"))
    return _printed(request, officer)


@require_POST
@page
def backup_codes_page(request: HttpRequest) -> HttpResponse:
    """New backup codes, shown once, in the answer itself."""
    officer = officer_of(request)
    if not pending.fresh(request, now()):
        return _again(request)
    if not officer.factors.exists():
        raise Invalid("no_factor", _("Add an authenticator app or a passkey first."))
    return _printed(request, officer)


@require_POST
@page
def change_factor_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name or remove one of the own factors."""
    officer = officer_of(request)
    if not officer.factors.filter(pk=pk).exists():
        raise Unseen
    if not pending.fresh(request, now()):
        return _again(request)
    if request.POST.get("do") == "remove":
        remove_factor(pk, by=officer)
        messages.success(request, _("The second factor is removed."))
    else:
        name_factor(pk, _name(request), by=officer)
        messages.success(request, _("Saved."))
    return redirect("factors")


@require_POST
@page
def reset_factors_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An administrator forgets the lost factors of a colleague."""
    by = officer_of(request)
    if not Officer.objects.filter(pk=pk, country=by.country_id, is_active=True).exists():
        raise Unseen
    if not administers(by):
        raise Forbidden(Denied(_("Only an administrator of your country does this."), code="not_admin"))
    if not pending.fresh(request, now()):
        return _again(request)
    officer = reset_factors(pk, by=by)
    text = _("%(name)s was signed out everywhere and adds a new second factor at the next sign-in.")
    messages.success(request, text % {"name": officer.name})
    return redirect("officers")


def _adding(request: HttpRequest) -> Officer | None:
    """Whose factor may be added in this session now; nobody's if the sign-in is not fresh or not finished."""
    if isinstance(request.user, Officer):
        return request.user if pending.fresh(request, now()) else None
    officer = pending.waiting(request, now())
    return None if officer is None or officer.factors.exists() else officer


def _again(request: HttpRequest) -> HttpResponse:
    """Changing what protects the account asks for password and factor once more."""
    if request.user.is_authenticated:
        messages.info(request, _("Sign in again first. What protects your account is changed only then."))
    back = "/officers/" if request.path.startswith("/officers/") else "/account/factors/"
    return redirect(f"{reverse('sign-in')}?{urlencode({'next': back})}")


def _added(request: HttpRequest, officer: Officer) -> None:
    if answer := request.POST.get("credential"):
        add_passkey(officer, answer, pending.take_challenge(request), _name(request), now())
        return
    secret = _secret(request, officer)
    add_app(officer, secret, request.POST.get("code", ""), _name(request), now())


def _name(request: HttpRequest) -> str:
    return request.POST.get("name", "").strip()[:LONGEST] or _("Without a name")


def _secret(request: HttpRequest, officer: Officer) -> str:
    """The secret that this session offers; the same until it was taken, so that one may mistype."""
    held = vault.open_(b64decode(request.session.get(pending.SECRET, "")), officer.pk)
    if held is None:
        held = pyotp.random_base32()
        request.session[pending.SECRET] = b64encode(vault.seal(held, officer.pk)).decode()
    return held


def _offered(request: HttpRequest, officer: Officer, status: int = 200, **more: Any) -> HttpResponse:
    secret, asked = _secret(request, officer), passkeys.ask_for_new(officer)
    pending.keep_challenge(request, asked.challenge)
    address = pyotp.TOTP(secret).provisioning_uri(name=officer.email, issuer_name=settings.HUB_ID)
    drawn = segno.make(address, micro=False).svg_inline(scale=5, light="#fff", dark="#000")
    context = {
        # Paths alone: what the address says is in the squares, not in the text.
        "qr": mark_safe(drawn),  # noqa: S308
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "options": asked.options,
        "next": here(request),
        "first": not officer.factors.exists(),
    }
    return render(request, "focal_points/new_factor.html", context | more, status=status)


def _printed(request: HttpRequest, officer: Officer) -> HttpResponse:
    context = {"codes": make_backup_codes(officer), "next": here(request, "/account/factors/")}
    return render(request, "focal_points/backup_codes.html", context)
