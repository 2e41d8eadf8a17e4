"""Where an officer is signed in, and the end of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from focal_points.acting import officer_of
from focal_points.actions import end_one_session
from hub.base.pages import page


@require_POST
@page
def end_one_session_page(request: HttpRequest, name: str) -> HttpResponse:
    """End one of the own sessions; its windows close within a second."""
    end_one_session(officer_of(request), name)
    messages.success(request, _("That session has ended."))
    return redirect("account")
