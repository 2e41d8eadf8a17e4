"""What the hub told an officer, and how the officer wants to be told."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from focal_points.acting import acting_for, officer_of, open_seats
from focal_points.forms import problems
from hub.base.clock import now
from hub.base.errors import Invalid, Unseen
from hub.base.pages import page
from hub.notifications import actions, queries
from hub.notifications.actions_settings import choose
from hub.web.forms_notices import SettingsForm
from hub.web.letters import letters
from hub.web.told import Told, ids, told

LONGEST = 18


@require_safe
@page
def notices_page(request: HttpRequest) -> HttpResponse:
    """Newest first: what happened, when, the way to it, and whether it was read."""
    officer, only_unread = officer_of(request), request.GET.get("show") == "unread"
    rows, following = queries.inbox(officer.pk, request.GET.get("cursor", ""), only_unread=only_unread)
    shown: dict[str, Any] = {
        "rail": "notices",
        "told": _with_letters(request, told(rows, officer)),
        "next": following,
        "show": "unread" if only_unread else "all",
        "first": rows[0].pk if rows and "cursor" not in request.GET else None,
        "unread": queries.unread_count(officer.pk),
        "most": queries.MOST_COUNTED,
    }
    return render(request, "hub/notices.html", shown)


@require_POST
@page
def read_notices(request: HttpRequest) -> HttpResponse:
    """Mark one row as read, or all up to the newest that the page showed."""
    officer = officer_of(request)
    one, up_to = request.POST.get("one", ""), request.POST.get("up_to", "")
    if one:
        if not actions.mark_one_read(officer.pk, _number(one), now()):
            raise Unseen
    else:
        actions.mark_all_read(officer.pk, _number(up_to))
    unread = request.POST.get("show") == "unread"
    return redirect("/notices/?show=unread" if unread else "/notices/")


@require_http_methods(["GET", "HEAD", "POST"])
@page
def notice_settings(request: HttpRequest) -> HttpResponse:
    """E-mail, the hour of the digest, quiet hours."""
    officer = officer_of(request)
    form = SettingsForm(request.POST) if request.method == "POST" else _chosen(request)
    if request.method == "POST" and form.is_valid():
        choose(officer.pk, form.wish(), now())
        messages.success(request, _("Saved. What waits follows it from now on."))
        return redirect("notice-settings")
    shown = {"rail": "notices", "form": form, "errors": problems(form)}
    return render(request, "hub/notice_settings.html", shown, status=400 if form.errors else 200)


def _with_letters(request: HttpRequest, found: list[Told]) -> list[Told]:
    """With the sealed subjects of what the post in use is on."""
    if not open_seats(officer_of(request)).exists():
        return found
    known = letters(ids(one.row.target for one in found), acting_for(request))
    return [replace(one, letter=known.get(one.row.target)) for one in found]


def _chosen(request: HttpRequest) -> SettingsForm:
    officer = officer_of(request)
    return SettingsForm.of(queries.preference(officer.pk, officer.time_zone))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > LONGEST:
        raise Invalid("bad_number", _("Go back to the list and try again."), field="up_to")
    return int(text)
