"""HTML answers to refusals: the same problems as in the API, as a page that says what, why and what now."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from hub.base.errors import Problem

View = Callable[..., HttpResponse]


def page(view: View) -> View:
    """A page for signed-in officers: nobody else gets further, and refusals become pages."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            with timezone.override(zone_of(request.user)):
                return view(request, *args, **kwargs)
        except Problem as problem:
            return refused(request, problem)

    return wrapped


def here(request: HttpRequest, otherwise: str = "/") -> str:
    """Where a page leads on, from its field or query `next`: an address of this hub, or else `otherwise`."""
    wanted = request.POST.get("next") or request.GET.get("next") or otherwise
    own = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(wanted, own, require_https=request.is_secure())
    return wanted if safe else otherwise


def zone_of(user: Any) -> ZoneInfo:
    """The officer's own time zone; UTC if the account names none that exists."""
    try:
        return ZoneInfo(getattr(user, "time_zone", "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The page for one refusal; 404 goes to the common page, so that unseen and absent look the same."""
    if problem.status == 404:
        raise Http404
    if problem.status == 401:
        return redirect_to_login(request.get_full_path())
    source = str(problem.extra.get("source", ""))
    now = (
        _("The rule is %(source)s.") % {"source": source}
        if source
        else _("Go back and look at the page again.")
    )
    shown = {
        "number": problem.status,
        "heading": _("This cannot be done now"),
        "text": problem.detail,
        "now": now,
    }
    return render(request, "hub/error.html", shown, status=problem.status)
