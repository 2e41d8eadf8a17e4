"""One conversation with all that its page needs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from focal_points.acting import Acting
from hub.base.errors import Unseen
from hub.forms import schema
from hub.ledger.models import Event
from messaging.models import Member, Thread
from messaging.queries.rows import rows_json
from messaging.rules import acts_for

GROUPS = ("tasks", "polls", "proposals", "asks")
LIMIT = 50


def whole(by: Acting) -> QuerySet[Thread]:
    """Conversations the officer may see."""
    return Thread.objects.visible_to(by.officer, by.only)


def membership(thread: Thread, by: Acting) -> Member:
    """The one of the present post, or else of another own post that is or was on it. Raises Unseen."""
    rows = Member.objects.filter(thread=thread, focal_point__seats__officer=by.officer)
    rows = rows.filter(focal_point__seats__to_seq__isnull=True).distinct()
    found = list(rows.select_related("thread__opened_by__country").order_by("pk"))
    own = [one for one in found if one.focal_point_id == by.focal_point.pk]
    if by.only is not None:
        found = own
    if not found:
        raise Unseen
    return (own or found)[0]


def detail_json(thread: Thread, by: Acting) -> dict[str, Any]:
    """The row of the list, what may be done now and why not the rest, and what is open on it by its id."""
    own = membership(thread, by)
    left, known = own.until_seq is not None, own.frozen or thread.state
    return {
        **rows_json([own], by)[0],
        "acts": _acts(thread, by),
        **{name: known.get(name, {}) for name in GROUPS},
        "read": {} if left else _read(thread),
    }


def timeline(thread: Thread, by: Acting, before: int | None = None, limit: int = LIMIT) -> list[Event]:
    """The last acts (before a place) in order, as far as the officer may see them, with officer and post."""
    seen = Event.objects.visible_to(by.officer, by.only).filter(stream=thread.pk)
    seen = seen if before is None else seen.filter(seq__lt=before)
    rows = seen.select_related("officer", "focal_point__country").defer("envelope").order_by("-seq")
    return list(rows[:limit])[::-1]


def _read(thread: Thread) -> dict[str, int]:
    """How far each post on it has read."""
    rows = Member.objects.filter(thread=thread, until_seq__isnull=True)
    return {str(post): seq for post, seq in rows.values_list("focal_point_id", "read_seq")}


def _acts(thread: Thread, by: Acting) -> list[dict[str, Any]]:
    return [
        {
            "kind": kind.kind,
            "label": schema.words(kind.label, get_language() or "en"),
            "allowed": bool(answer),
            "code": getattr(answer, "code", ""),
            "reason": str(getattr(answer, "reason", "")),
            "source": str(getattr(answer, "source", "") or kind.source),
        }
        for kind, answer in acts_for(thread, by)
    ]


def seen_thread(by: Acting, pk: UUID) -> Thread:
    """The conversation. Raises Unseen."""
    found = whole(by).filter(pk=pk).first()
    if found is None:
        raise Unseen
    return found
