"""What officers find in the library: the search, their country's work, what they follow."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from hub.base.pages import page
from hub.library.models import LibraryItem
from hub.library.queries.desk import at_work, followed
from hub.library.rules import Standing, acts_for, may_write
from hub.library.search.finding import Hit
from hub.library.states import State
from hub.library.views.searching import searched
from hub.library.views.shown import text_for

ORDER = (State.SUBMITTED, State.REVIEW, State.CLEARANCE, State.DRAFT, State.PUBLISHED, State.RETIRED)
# What only its clearing, review or publication is missing from.
PRESSING = frozenset({"clear", "review_pass", "publish"})


@require_safe
@page
def list_page(request: HttpRequest) -> HttpResponse:
    """What the post may read, narrowed by words and facets in the address."""
    by = acting_for(request)
    found = searched(request, by, language(), _address, frozenset())
    return render(request, "library/list.html", {**_frame(by, "all"), **found})


@require_safe
@page
def desk_page(request: HttpRequest) -> HttpResponse:
    """Drafts of the own country, and what waits for its clearing or this post's review."""
    by = acting_for(request)
    work = list(at_work(by))
    rows = [shown for one in work if (shown := _row(one, by))]
    groups = [
        {"state": state, "label": state.label, "rows": [one for one in rows if one["version"].state == state]}
        for state in ORDER
    ]
    context = {**_frame(by, "desk", work), "groups": [one for one in groups if one["rows"]]}
    return render(request, "library/desk.html", context)


@require_safe
@page
def followed_page(request: HttpRequest) -> HttpResponse:
    """What the officer asked to be told of."""
    by = acting_for(request)
    rows = [shown for one in followed(by) if (shown := _row(one, by))]
    groups = [{"state": "followed", "label": State.PUBLISHED.label, "rows": rows}] if rows else []
    return render(request, "library/desk.html", {**_frame(by, "followed"), "groups": groups})


def language() -> str:
    """The language of the page."""
    return (get_language() or "en")[:2]


def _address(hit: Hit) -> str:
    return reverse("library-item", args=[hit.item]) + (
        f"?language={hit.title.language}" if hit.title.language else ""
    )


def _frame(by: Acting, tab: str, work: Iterable[LibraryItem] | None = None) -> dict[str, Any]:
    waiting = sum(_yours(one, by) for one in (at_work(by) if work is None else work))
    return {
        "rail": "library",
        "tab": tab,
        "waiting": waiting,
        "may_write": bool(may_write(by)),
        "public_language": language(),
        "chrome_code": language(),
    }


def _yours(item: LibraryItem, by: Acting) -> bool:
    """Whether the next step is this officer's."""
    return any(answer and act.code in PRESSING for act, answer in acts_for(Standing.of(item), by))


def _row(item: LibraryItem, by: Acting) -> dict[str, Any] | None:
    version = item.working if item.owned_by(by) or item.current is None else item.current
    version = version or item.current
    text = version and text_for(version, language())
    return {"item": item, "version": version, "text": text, "yours": _yours(item, by)} if version else None
