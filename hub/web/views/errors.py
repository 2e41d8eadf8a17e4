"""Error pages; below /api/ the same errors speak problem+json (RFC 9457)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hub.base import problems
from hub.base.errors import Problem, Unseen
from hub.base.results import Denied


def _answer(request: HttpRequest, problem: Problem, heading: str, now: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problems.response(problem)
    shown = {"number": problem.status, "heading": heading, "text": problem.detail, "now": now}
    return render(request, "hub/error.html", shown, status=problem.status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what does not exist and for what the officer may not see."""
    del exception
    return _answer(
        request,
        Unseen(),
        _("There is nothing here"),
        _("The address may be wrong, or what it names was not sent to your authority."),
    )


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 from the framework."""
    del exception
    problem = Problem(403, "denied", _("Your seat does not allow this."))
    return _answer(
        request,
        problem,
        _("This cannot be done from your seat"),
        _("Ask the administrator of your authority's keys if you need it."),
    )


def no_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that did not come from a page of the hub."""
    del reason
    problem = Problem(
        403, "csrf", Denied(_("The form was open too long, or cookies are switched off.")).reason
    )
    return _answer(
        request,
        problem,
        _("This form is no longer valid"),
        _("Go back, load the page again and send the form once more."),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 from the framework."""
    del exception
    problem = Problem(400, "bad_request", _("The hub could not read what was sent."))
    return _answer(request, problem, _("This could not be read"), _("Go back and try again."))


def failed(request: HttpRequest) -> HttpResponse:
    """500: our own fault."""
    problem = Problem(
        500, "failed", _("The hub made a mistake. Nothing was lost that had been confirmed to you.")
    )
    return _answer(
        request,
        problem,
        _("The hub made a mistake"),
        _("Please try again in some minutes. If it stays so, tell the Secretariat."),
    )
