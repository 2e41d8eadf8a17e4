"""The first page: what waits for me, until when. And help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from focal_points.acting import officer_of, open_seats
from hub.base.pages import page
from mla_requests.views import waiting


@require_safe
@page
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this officer's post. An officer without a seat yet is told what comes next."""
    if not open_seats(officer_of(request)).exists():
        return render(request, "hub/no_seat.html", {"rail": "home"})
    return render(request, "hub/home.html", {"rail": "home", **waiting(request)})


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Plain words about sealing, keys and keyboard."""
    return render(request, "hub/help.html")
