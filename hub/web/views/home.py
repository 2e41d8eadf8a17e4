"""The first page: what waits for me, until when. And help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hub.base.pages import page


@page
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this officer's post."""
    return render(request, "hub/home.html", {"rail": "home"})


def help_page(request: HttpRequest) -> HttpResponse:
    """Plain words about sealing, keys and keyboard."""
    return render(request, "hub/help.html")
