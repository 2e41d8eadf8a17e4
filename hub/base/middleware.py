"""Headers that isolate every page from other origins."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class IsolationHeaders:
    """Nothing is cached unless a view says so, no device feature is open, no other origin embeds us."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
