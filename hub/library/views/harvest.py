"""The door for harvesters."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from hub.base import clock
from hub.library.oai.answers import answered, refused
from hub.library.oai.requests import Refused, read

TYPE = "text/xml; charset=utf-8"


@csrf_exempt
def harvest(request: HttpRequest) -> HttpResponse:
    """OAI-PMH 2.0; the protocol wants errors as answers with status 200."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    now = clock.now()
    try:
        body = answered(read(request.POST if request.method == "POST" else request.GET), now)
    except Refused as error:
        body = refused(error, now)
    return HttpResponse(body, content_type=TYPE, headers={"Cache-Control": "public, max-age=60"})
