"""Below /public/ and /oai/ nobody is signed in: what is published is the same for everybody."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

OPEN_TO_ALL = ("/public/", "/oai/")


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
