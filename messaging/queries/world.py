"""What the guards must know of the acts that an act names, and of countries."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from focal_points.models import FocalPoint
from hub.base.clock import text
from hub.ledger.models import Event
from hub.threads.guards import World
from hub.threads.handling import Item


def world_of(thread: UUID, facts: Mapping[str, Any], now: datetime, place: int) -> World:
    """The world around one act on a conversation, as it was before the act's place in the stream."""
    named = [*facts.get("shared", ()), *facts.get("items", ()), *filter(None, [facts.get("event")])]
    return World(cache(country), items_of(thread, named, place) if named else {}, text(now))


def items_of(thread: UUID, named: Iterable[str], place: int) -> dict[str, Item]:
    """These acts of a conversation, by id; what is not one of its acts before this place is missing."""
    rows = Event.objects.filter(stream=thread, seq__lt=place).defer("envelope")
    wanted = rows.filter(pk__in=[UUID(one) for one in named])
    found = list(wanted.prefetch_related("wraps", "shared_keys"))
    later = _about(rows, [_original(one) for one in found])
    first = {str(one.pk): one for one in rows.filter(pk__in=[_original(one) for one in found])}
    return {str(one.pk): _item(one, first[_original(one)], later.get(_original(one), [])) for one in found}


def country(post: str) -> str:
    """The country of a post."""
    return str(FocalPoint.objects.values_list("country_id", flat=True).get(pk=post))


def _original(event: Event) -> str:
    """The message that a correction corrects; any other act is its own."""
    return str(event.facts["event"]) if event.kind == "thread.correct" else str(event.pk)


def _about(rows: QuerySet[Event], named: list[str]) -> dict[str, list[Event]]:
    """Corrections and withdrawals of messages, by the message."""
    kinds = ("thread.correct", "thread.withdraw")
    found: dict[str, list[Event]] = {}
    for one in rows.filter(kind__in=kinds, facts__event__in=named):
        found.setdefault(one.facts["event"], []).append(one)
    return found


def _item(event: Event, first: Event, later: list[Event]) -> Item:
    """A correction is bound like what it corrects, and withdrawn with it."""
    sealed_to = {str(one.focal_point_id) for one in event.wraps.all()}
    shared_to = {str(one.focal_point_id) for one in event.shared_keys.all()}
    corrected = [one for one in later if one.kind == "thread.correct"]
    return Item(
        event=str(event.pk),
        kind=event.kind,
        post=str(event.focal_point_id),
        codes=(first.handling, event.handling, *(one.handling for one in corrected)),
        holders=frozenset(sealed_to | shared_to),
        withdrawn=len(later) > len(corrected),
    )
