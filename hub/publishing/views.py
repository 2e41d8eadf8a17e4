"""The door to the public pages."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe


@require_safe
def any_language(request: HttpRequest) -> HttpResponse:
    """Send a reader who named no language to the English pages; every page offers the others."""
    del request
    return HttpResponseRedirect("/public/en/")
