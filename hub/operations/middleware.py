"""Around every request: its number in the log, its count, its span."""

import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hub.base.logs import REQUEST
from hub.operations import counting, tracing

HEADER = "X-Request-ID"
FORM = re.compile(r"[0-9A-Za-z-]{8,64}")


class Observed:
    """Outermost, so that refusals of other middlewares are counted too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name, begun, method = number(request), time.perf_counter(), request.method or ""
        token = REQUEST.set(name)
        try:
            with tracing.span(method) as span:
                response = self.get_response(request)
                route = route_of(request)
                tracing.tell(span, route, response.status_code)
            if source := getattr(request, "read_from", ""):
                counting.read_from(source)
            counting.answered(method, route, response.status_code, time.perf_counter() - begun)
        finally:
            REQUEST.reset(token)
        return response


def number(request: HttpRequest) -> str:
    """The number our own proxy gave the request, if it is one; else a new one."""
    given = request.headers.get(HEADER, "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return given if FORM.fullmatch(given) else uuid4().hex


def route_of(request: HttpRequest) -> str:
    """The pattern of the address: it has names of values, not values."""
    found = request.resolver_match
    return f"/{found.route}" if found else "none"
