"""The page of the log: how long it is, and which countries confirm it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from focal_points.acting import officer_of
from hub.base.pages import page
from hub.transparency import queries


@require_safe
@page
def log_page(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint, who cosigned it when, and how far behind each witness is."""
    officer_of(request)
    newest = queries.newest()
    rows = [{**one, "behind": newest.size - one["size"]} for one in queries.witnesses()] if newest else []
    return render(request, "transparency/log.html", {"newest": newest, "witnesses": rows})
