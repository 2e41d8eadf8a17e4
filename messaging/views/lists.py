"""Conversations of the present post: what is unread first, filters in the address."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from hub.base.clock import now, parse
from hub.base.errors import Invalid
from hub.base.pages import page
from messaging import queries
from messaging.queries.posts import countries_named, subject_of
from messaging.rules import may_begin

PAGE = 25
BOXES = ("open", "closed", "left", "all")
# A status of a conversation is drawn as the status of a request that means the same.
SHAPES = {"open": "consultation", "closed": "closed", "left": "withdrawn"}


@require_safe
@page
def list_page(request: HttpRequest) -> HttpResponse:
    """Conversations of this post; subjects are opened by the browser."""
    by, moment = acting_for(request), now()
    filters, errors = _asked(request.GET)
    new, rest, following = _shown(by, filters, moment)
    context = {
        "new": new,
        "rows": rest,
        "next": following,
        "errors": errors,
        "filters": filters,
        "rail": "threads",
        "may_begin": bool(may_begin(by)),
        "filtered": any((filters.box != "open", filters.about, filters.unread)),
    }
    return render(request, "messaging/list.html", context)


def _asked(query: QueryDict) -> tuple[queries.Filters, list[dict[str, Any]]]:
    """What the address asks for, and a message about a choice that does not exist."""
    words = {name: query.get(name, "") for name in ("about", "unread", "cursor")}
    # What is about one request is shown whether it goes on or not.
    box = query.get("box") or ("all" if words["about"] else "open")
    try:
        return queries.Filters(box=box, **words), []
    except Invalid as problem:
        return queries.Filters(box="open"), [{"field": "", "text": problem.detail}]


Shown = tuple[list[dict[str, Any]], list[dict[str, Any]], str | None]


def _shown(by: Acting, filters: queries.Filters, moment: datetime) -> Shown:
    """On the first page what is unread comes before everything else, and once."""
    try:
        found = queries.page(by, filters, moment, PAGE)
    except Invalid:
        filters = queries.Filters(box=filters.box)
        found = queries.page(by, filters, moment, PAGE)
    first = not filters.cursor and filters.box != "left" and not filters.unread
    wanted = queries.Filters(box=filters.box, about=filters.about, unread="yes")
    new = queries.page(by, wanted, moment, PAGE).rows if first else []
    ids = {row["id"] for row in new}
    rest = [row for row in found.rows if row["id"] not in ids]
    countries = countries_named([subject_of(row) for row in (*new, *rest)])
    return [_row(row, by, countries) for row in new], [_row(row, by, countries) for row in rest], found.next


def _row(row: dict[str, Any], by: Acting, countries: dict[str, str]) -> dict[str, Any]:
    own = str(by.focal_point.pk)
    return {
        **row,
        "others": [post for post in row["members"] if post["focal_point"] != own],
        "countries": countries.get(row["head"]["event"], ""),
        "shape": SHAPES[row["status"]],
        "moment": parse(row["updated"]),
    }
