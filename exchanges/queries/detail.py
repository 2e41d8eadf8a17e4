"""One exchange with all that its page needs."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from exchanges.models import Exchange
from exchanges.queries.clocks import clock_rows
from exchanges.queries.lists import with_posts
from exchanges.queries.rows import row_json
from exchanges.rules import acts_for, bound
from focal_points.acting import Acting
from hub.base.clock import exactly, text
from hub.forms import schema
from hub.forms.exchanges import MOVES
from hub.ledger.models import Event


def whole(by: Acting) -> QuerySet[Exchange]:
    """Exchanges the officer may see, with posts and countries."""
    return with_posts(Exchange.objects.visible_to(by.officer, by.only))


def detail_json(found: Exchange, acting: Acting, now: datetime) -> dict[str, Any]:
    """The row of the list, clocks, what may be done now and why not the rest, and what was done."""
    standing = found.standing()
    return {
        **row_json(found, acting.focal_point.pk, now),
        "evaluation": found.evaluation,
        "restrictions": found.restrictions,
        "until": found.until.isoformat() if found.until else None,
        "due_asked": text(found.due_asked) if found.due_asked else None,
        "reason": found.reason,
        "ways": found.ways,
        "asked": found.asked,
        "permitted": found.permitted,
        "needs_consent": sorted(bound(standing, now)),
        "consent": found.consent,
        "notices": found.notices,
        "consultation": found.consultation,
        "times": {name: text(value) for name, value in standing.times.items()},
        "held": found.held,
        "clocks": clock_rows(standing, now),
        "acts": _acts(found, acting, now),
        "timeline": [_entry(event) for event in timeline(found, acting)],
    }


def timeline(found: Exchange, by: Acting) -> QuerySet[Event]:
    """The acts in order, as far as the officer may see them, each with its officer and post."""
    seen = Event.objects.visible_to(by.officer, by.only).filter(stream=found.pk)
    return seen.select_related("officer", "focal_point__country").defer("envelope").order_by("seq")


def _entry(event: Event) -> dict[str, Any]:
    return {
        "event": str(event.pk),
        "seq": event.seq,
        "kind": event.kind,
        "label": schema.words(MOVES[event.kind].done, get_language() or "en"),
        "by": event.officer.name,
        "officer": str(event.officer_id),
        "focal_point": str(event.focal_point_id),
        "at": exactly(event.accepted_at),
        "facts": event.facts,
    }


def _acts(found: Exchange, acting: Acting, now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "kind": move.kind,
            "label": schema.words(move.label, get_language() or "en"),
            "allowed": bool(answer),
            "code": getattr(answer, "code", ""),
            "reason": str(getattr(answer, "reason", "")),
            "source": str(getattr(answer, "source", "") or move.source),
        }
        for move, answer in acts_for(found, acting, now)
    ]
