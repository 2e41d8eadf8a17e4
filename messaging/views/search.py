"""The search page: a frame only, since the words and what they are looked for in stay on the device."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hub.base.pages import page


@require_safe
@page
def search_page(request: HttpRequest) -> HttpResponse:
    """Searching happens in the browser; the hub learns neither the words nor what was found."""
    return render(request, "messaging/search.html", {"rail": "threads"})
