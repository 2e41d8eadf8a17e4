"""The page of one conversation: who acted when; the words are opened by the browser."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from hub.base.pages import page
from hub.forms import schema
from hub.threads.table import KINDS
from messaging import queries
from messaging.models import Thread
from messaging.queries.posts import ever_on
from messaging.queries.rows import rows_json
from messaging.views.lists import SHAPES

WINDOW = 30
CODES = ("handling", "source_grades", "information_grades")


@require_safe
@page
def thread_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The newest acts of a conversation as the hub knows them, until the browser opens them."""
    by = acting_for(request)
    thread = queries.seen_thread(by, pk)
    context = {
        **frame_of(thread, by),
        "timeline": [_line(event) for event in queries.timeline(thread, by, limit=WINDOW)],
        "codes": {name: _choices(name) for name in CODES},
    }
    return render(request, "messaging/thread.html", context)


def frame_of(thread: Thread, by: Acting) -> dict[str, Any]:
    """What every page about one conversation needs. Raises Unseen."""
    own = queries.membership(thread, by)
    row = rows_json([own], by)[0]
    return {
        "thread": thread,
        "row": row,
        "everybody": json.dumps(ever_on(own), ensure_ascii=False),
        "links": row["links"],
        "shape": SHAPES[row["status"]],
        "rail": "threads",
        "holds_key": by.holds_key,
    }


def _line(event: Any) -> dict[str, Any]:
    kind = KINDS.get(event.kind)
    return {"event": event, "label": schema.words(kind.done, get_language() or "en") if kind else event.kind}


def _choices(name: str) -> list[dict[str, str]]:
    language = get_language() or "en"
    found = schema.load("exchanges")["choices"][name]
    return [{"code": one["code"], "label": schema.words(one["label"], language)} for one in found]
