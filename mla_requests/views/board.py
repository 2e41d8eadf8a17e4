"""The board of a central authority: mine, theirs, overdue, due this week; all choices in the address."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from focal_points.acting import Acting, acting_for, officer_of
from focal_points.models import Country, Officer, Role
from hub.base.clock import now
from hub.base.errors import Invalid, Problem
from hub.base.pages import page
from hub.forms import schema
from mla_requests import words
from mla_requests.actions import views as saving
from mla_requests.models import SavedView
from mla_requests.queries import board as boards
from mla_requests.queries.asked import ME, NAMES, SHOWS, Asked, asked
from mla_requests.queries.filters import NOBODY
from mla_requests.views.lines import grouped, lines_of

COLUMNS: dict[str, Promise] = {
    "country": gettext_lazy("Country"),
    "status": gettext_lazy("Status"),
    "due": gettext_lazy("Time limit"),
    "assignee": gettext_lazy("Assigned to"),
    "since": gettext_lazy("Since"),
    "basis": gettext_lazy("Legal basis"),
    "measures": gettext_lazy("Measures"),
}
NARROWING = set(NAMES) - {"show", "cursor"}
FIRST_COLUMNS = ("country", "status", "due", "assignee")
FILTERS: dict[str, Promise] = {
    "status": gettext_lazy("Status"),
    "country": gettext_lazy("Country"),
    "assignee": gettext_lazy("Assigned to"),
    "urgent": gettext_lazy("Urgent"),
    "basis": gettext_lazy("Legal basis"),
    "offence": gettext_lazy("Main offence"),
    "measure": gettext_lazy("Kind of measure"),
}
TABS: dict[str, Promise] = {
    "mine": gettext_lazy("Waiting for us"),
    "theirs": gettext_lazy("Waiting for others"),
    "overdue": gettext_lazy("Overdue"),
    "week": gettext_lazy("Due this week"),
    "open": gettext_lazy("All open"),
}


@require_safe
@page
def board_page(request: HttpRequest) -> HttpResponse:
    """Open requests, grouped by what they wait for, the most pressing first."""
    acting, moment = acting_for(request), now()
    what, found, errors = _found(acting, request.GET)
    counts = boards.counts(acting, what, moment)
    context = {
        "groups": grouped(lines_of(found.rows, acting, moment)),
        "next": found.next,
        "asked": what,
        "errors": errors,
        "tabs": [{"show": show, "words": TABS[show], "count": counts[show]} for show in SHOWS],
        "most": boards.MOST,
        "columns": _columns(request.GET),
        "choices": _choices(acting, request.GET),
        "colleagues": colleagues(acting),
        "narrowed": any(request.GET.get(name) for name in NARROWING),
        "saved": SavedView.objects.filter(officer=acting.officer),
        "query": _kept(request.GET),
        "may_act": bool(acting.roles & {Role.OFFICER, Role.APPROVER}),
        "rail": "board",
    }
    return render(request, "mla_requests/board.html", context)


@require_POST
@page
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the present filters under a name, or put new ones under an old name."""
    try:
        kept = saving.save_view(
            acting_for(request), request.POST.get("name", ""), request.POST.get("query", "")
        )
    except Problem as problem:
        messages.error(request, str(problem.detail))
        return redirect("board")
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": kept.name})
    return redirect(f"/board/?{kept.query}")


@require_POST
@page
def end_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a view of one's own."""
    saving.end_view(officer_of(request), pk)
    messages.success(request, _("The view is removed."))
    return redirect("board")


def _found(acting: Acting, query: QueryDict) -> tuple[Asked, boards.BoardPage, list[dict[str, Any]]]:
    """The page, and a message about a choice that does not exist; then nothing is narrowed."""
    try:
        what = asked({name: str(query[name]) for name in query}, acting)
        return what, boards.board(acting, what, now()), []
    except Invalid as problem:
        what = Asked()
        field = problem.extra["field"]
        errors = [{"field": field if field != "cursor" else "", "text": problem.detail}]
        return what, boards.board(acting, what, now()), errors


def _columns(query: QueryDict) -> list[dict[str, Any]]:
    chosen = query.getlist("col") or FIRST_COLUMNS
    return [{"code": code, "words": words, "shown": code in chosen} for code, words in COLUMNS.items()]


def _choices(acting: Acting, query: QueryDict) -> list[dict[str, Any]]:
    """The filters with what they offer, in the page's language."""
    countries = Country.objects.filter(member=True).exclude(pk=acting.country)
    offered = {
        "status": list(words.STATUSES.items()),
        "country": [(one.pk, str(one)) for one in countries],
        "assignee": [(ME, _("Me")), (NOBODY, _("Nobody yet")), *colleagues(acting)],
        "urgent": [("yes", _("Yes")), ("no", _("No"))],
        "basis": _of("legal_bases"),
        "offence": _of("offence_kinds"),
        "measure": _of("measures"),
    }
    return [
        {"name": name, "words": FILTERS[name], "options": options, "value": query.get(name, "")}
        for name, options in offered.items()
    ]


def _of(name: str) -> list[tuple[str, str]]:
    language = translation.get_language() or "en"
    return [(code, schema.label(name, code, language)) for code in schema.codes(name)]


def colleagues(acting: Acting) -> list[tuple[str, str]]:
    """Officers and approvers of the post, who can be assigned."""
    seats = {
        "focal_point": acting.focal_point,
        "to_seq__isnull": True,
        "role__in": (Role.OFFICER, Role.APPROVER),
    }
    found = Officer.objects.filter(
        **{f"seats__{name}": value for name, value in seats.items()}, is_active=True
    )
    return [(str(one.pk), one.name) for one in found.distinct().order_by("name")]


def _kept(query: QueryDict) -> str:
    """The address without its place in the pages."""
    kept = query.copy()
    kept.pop("cursor", None)
    return kept.urlencode()
