"""Health and figures, for those who run the hub."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from hub.operations import counting
from hub.operations.health import LEFT_OUT, ready


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked, so that a database that is away restarts nobody."""
    del request
    return JsonResponse({"status": "live"})


@require_safe
def readiness(request: HttpRequest) -> HttpResponse:
    """200 if every part works, else 503 with the names of the parts that do not."""
    del request
    parts = ready.parts()
    well = all(word in ("ok", LEFT_OUT) for word in parts.values())
    return JsonResponse(
        {"status": "ready" if well else "not ready", "parts": parts}, status=200 if well else 503
    )


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for whoever has HUB_METRICS_TOKEN; without that setting there is no such page."""
    if not settings.HUB_METRICS_TOKEN:
        raise Http404
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not constant_time_compare(token.strip(), settings.HUB_METRICS_TOKEN):
        return HttpResponse("", status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(counting.exposition(), content_type=counting.TYPE)
