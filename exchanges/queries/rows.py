"""One exchange as lists and detail show it. `head` names the event that holds the sealed subject."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from exchanges.models import Exchange
from exchanges.states import Side
from focal_points.models import FocalPoint
from hub.base.clock import text
from hub.forms import schema
from hub.forms.exchanges import TYPES


def row_json(found: Exchange, post: UUID, now: datetime) -> dict[str, Any]:
    """A row for the reader at `post`. The exchange comes with both posts and their countries."""
    ours = found.sender_id == post
    side = Side.SENDER if ours else Side.RECEIVER
    return {
        "id": str(found.pk),
        "family": found.family,
        "type": found.type,
        "type_label": type_label(found.type),
        "direction": "out" if ours else "in",
        "sender": post_json(found.sender),
        "receiver": post_json(found.receiver),
        "status": found.status,
        "status_label": found.get_status_display(),
        "ball": found.ball,
        "mine": found.ball == side,
        "since": text(found.since),
        "urgent": found.urgent,
        "handling": found.handling,
        "answer": found.answer,
        "due": text(found.due) if found.due else None,
        "due_side": found.due_side,
        "overdue": is_late(found, now),
        "updated": text(found.updated),
        "head": {"stream": str(found.pk), "event": str(found.head)},
    }


def type_label(code: str) -> str:
    """The question in plain words, in the reader's language."""
    return schema.words(TYPES[code].label, get_language() or "en")


def is_late(found: Exchange, now: datetime) -> bool:
    """Whether a clock of the exchange has run out."""
    return found.due is not None and found.due < now


def post_json(post: FocalPoint) -> dict[str, str]:
    """A post as the API names it."""
    names = {"country_name": str(post.country), "name": post.name}
    return {"focal_point": str(post.pk), "country": post.country_id, **names}
