"""The first page: what waits for me, until when; where my request is; what is new. And help."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from focal_points.acting import Acting, acting_for, officer_of, open_seats
from focal_points.models import PostType
from hub.base.clock import now
from hub.base.pages import page
from hub.notifications.actions import mark_all_read
from hub.web.views.news import news
from mla_requests.views import following, waiting

# Posts that receive requests themselves; the others follow what their central authority does for them.
RECEIVE = (PostType.CENTRAL_AUTHORITY, PostType.SECRETARIAT)


@require_safe
@page
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this officer's post. An officer without a seat yet is told what comes next."""
    if not open_seats(officer_of(request)).exists():
        return render(request, "hub/no_seat.html", {"rail": "home"})
    acting = acting_for(request)
    if acting.organisation:
        return redirect("/library/")
    context = {"rail": "home", "news": news(acting, now()), **waiting(request), **_followed(request, acting)}
    return render(request, "hub/home.html", context)


@require_POST
@page
def seen(request: HttpRequest) -> HttpResponse:
    """The officer has seen what is new."""
    mark_all_read(officer_of(request).pk)
    return redirect("/")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Plain words about sealing, keys and keyboard."""
    return render(request, "hub/help.html")


def _followed(request: HttpRequest, acting: Acting) -> dict[str, Any]:
    """For a prosecution or police post: “Where is my request?” is the first thing."""
    if acting.focal_point.type in RECEIVE:
        return {"follows": False}
    return {"follows": True, "followed": following(request)}
