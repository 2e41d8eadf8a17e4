"""A request begins as nobody and goes on as the officer of its session; tokens: see authentication."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from hub.tenancy.context import become, carried, nobody


class Wall:
    """Outermost but for what needs no rows: nothing of an earlier request is left in the thread."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with nobody():
            response: Any = self.get_response(request)
            if response.streaming and not response.is_async:
                response.streaming_content = carried(response.streaming_content)
            return response  # type: ignore[no-any-return]


class SessionOfficer:
    """After authentication: the session's officer, if the request has a session at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            become(request.user.pk)
        return self.get_response(request)
