"""The gate before everything that is none of an organisation's business."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from focal_points.models import Officer
from focal_points.organisations import is_organisation, open_to_organisations
from focal_points.pending import SEEN
from hub.base.clock import now


class LastSeen:
    """Notes in a signed-in session that it is in use, at most every five minutes."""

    EVERY = 300

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Nothing is read that the view would not read anyway."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.headers.get("Authorization"):
            return
        seen, stamp = request.session.get(SEEN), now().timestamp()
        if seen is not None and stamp - seen > self.EVERY:
            request.session[SEEN] = stamp


class OrganisationGate:
    """Officers of organisations get 404 wherever countries deal with cases. Tokens: see authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Raises Http404 before the view has read anything."""
        if open_to_organisations(request.path_info) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        officer = request.user
        if isinstance(officer, Officer) and is_organisation(officer.country_id):
            raise Http404
