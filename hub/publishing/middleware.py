"""Below /public/, /oai/ and /tlog/ nobody is signed in: what is published is the same for everybody."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hub.base.replica import BROKEN, reading_aside, source
from hub.base.standby import REPLICA, standby

OPEN_TO_ALL = ("/public/", "/oai/", "/tlog/")
# Not the log: a witness must find at once what it has just cosigned.
FROM_A_COPY = ("/public/", "/oai/")


class PublicOnly:
    """Outermost: public addresses never see a cookie or a credential, and never set one.

    So an answer made for a signed-in reader cannot be made here at all, whatever a view does, and nothing in
    the answer depends on who asks: it may be kept by anybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(OPEN_TO_ALL):
            return self.get_response(request)
        for name in ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_ACCEPT_LANGUAGE"):
            request.META.pop(name, None)
        response = self.get_response(request)
        response.cookies.clear()
        # The language is in the address: Accept-Language and Cookie have no part in the answer.
        del response.headers["Vary"]
        return response


class ReadAside:
    """Public pages read the standby, if there is one that keeps up; every other address reads the primary.

    So an officer, who is signed in, always sees what was just written. If the standby breaks in the middle of
    a page, the page is made again from the primary.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or not request.path_info.startswith(FROM_A_COPY):
            return self.get_response(request)
        response = self._made(request)
        if getattr(request, "broken_off", False):
            standby.leave()
            response = self._made(request)
        return response

    def _made(self, request: HttpRequest) -> HttpResponse:
        with reading_aside() as alias:
            # For the figures.
            request.read_from = alias  # type: ignore[attr-defined]
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Notice that a view failed because the standby did; nobody sees this answer."""
        if not (isinstance(exception, BROKEN) and source() == REPLICA):
            return None
        request.broken_off = True  # type: ignore[attr-defined]
        return HttpResponse(status=503)
