"""The calendar feed: the address itself is the key, since calendar programs cannot sign in."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from focal_points.queries import calendar_officer
from hub.tenancy.context import acting_as
from hub.web.calendar import feed


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The officer's running clocks. An address that was ended or never made is 404."""
    officer = calendar_officer(secret)
    if officer is None:
        raise Http404
    with acting_as(officer.pk):
        body = feed(officer, request.build_absolute_uri("/"))
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag=etag) or HttpResponse(
        body, content_type="text/calendar; charset=utf-8"
    )
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Disposition"] = 'attachment; filename="time-limits.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
