"""problem+json answers (RFC 9457) for the API, the same for our own refusals and the framework's."""

from typing import Any

import orjson
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from hub.base.errors import Problem, Unseen


def body(problem: Problem) -> dict[str, Any]:
    """The RFC 9457 members of a refusal."""
    extra = {k: v for k, v in problem.extra.items() if v not in ("", None)}
    return {
        "type": f"about:blank#{problem.code}",
        "status": problem.status,
        "code": problem.code,
        "detail": str(problem.detail),
        **extra,
    }


def headers(problem: Problem) -> dict[str, str]:
    """Headers that belong to a refusal: when to try again (RFC 9110, 10.2.3)."""
    wait = problem.extra.get("retry_after")
    return {} if wait is None else {"Retry-After": str(wait)}


def response(problem: Problem) -> HttpResponse:
    """A plain Django answer for the lean views."""
    return HttpResponse(
        orjson.dumps(body(problem)),
        status=problem.status,
        headers=headers(problem),
        content_type="application/problem+json",
    )


def handle(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception hook: our problems, and the framework's own errors in the same shape."""
    if isinstance(exc, Http404 | PermissionDenied):
        exc = Unseen()
    if isinstance(exc, Problem):
        return Response(
            body(exc), status=exc.status, headers=headers(exc), content_type="application/problem+json"
        )
    answer = exception_handler(exc, context)
    if answer is None:
        return None
    code = exc.default_code if isinstance(exc, exceptions.APIException) else "error"
    detail = answer.data.get("detail", "") if isinstance(answer.data, dict) else ""
    fields = None if detail else answer.data
    problem = Problem(
        answer.status_code, code, str(detail or _("Some fields are not as they should be.")), fields=fields
    )
    kept = {k: v for k, v in answer.items() if k in ("WWW-Authenticate", "Retry-After")}
    return Response(
        body(problem), status=problem.status, headers=kept, content_type="application/problem+json"
    )


def catch(request: HttpRequest, exc: Exception) -> HttpResponse | None:
    """For lean views: turn a refusal into an answer, leave everything else to the server."""
    del request
    return response(exc) if isinstance(exc, Problem) else None
