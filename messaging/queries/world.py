"""What the guards must know of the acts that an act names, and of countries."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from focal_points.models import FocalPoint
from hub.base.clock import text
from hub.ledger.models import Event
from hub.threads.guards import World
from hub.threads.handling import Item


def world_of(thread: UUID, facts: Mapping[str, Any], now: datetime) -> World:
    """The world around one act on a conversation."""
    named = [*facts.get("shared", ()), *facts.get("items", ()), *filter(None, [facts.get("event")])]
    return World(cache(country), items_of(thread, named) if named else {}, text(now))


def items_of(thread: UUID, named: Iterable[str]) -> dict[str, Item]:
    """These acts of a conversation, by id; what is not one of its acts is missing."""
    rows = Event.objects.filter(stream=thread, pk__in=[UUID(one) for one in named])
    found = list(rows.defer("envelope").prefetch_related("wraps", "shared_keys"))
    later = _about(thread, [str(one.pk) for one in found])
    return {str(one.pk): _item(one, later.get(str(one.pk), [])) for one in found}


def country(post: str) -> str:
    """The country of a post."""
    return str(FocalPoint.objects.values_list("country_id", flat=True).get(pk=post))


def _about(thread: UUID, named: list[str]) -> dict[str, list[Event]]:
    """Corrections and withdrawals of acts, by the act."""
    kinds = ("thread.correct", "thread.withdraw")
    found: dict[str, list[Event]] = {}
    for one in Event.objects.filter(stream=thread, kind__in=kinds, facts__event__in=named).defer("envelope"):
        found.setdefault(one.facts["event"], []).append(one)
    return found


def _item(event: Event, later: list[Event]) -> Item:
    sealed_to = {str(one.focal_point_id) for one in event.wraps.all()}
    shared_to = {str(one.focal_point_id) for one in event.shared_keys.all()}
    corrected = [one for one in later if one.kind == "thread.correct"]
    return Item(
        event=str(event.pk),
        kind=event.kind,
        post=str(event.focal_point_id),
        codes=(event.handling, *(one.handling for one in corrected)),
        holders=frozenset(sealed_to | shared_to),
        withdrawn=len(later) > len(corrected),
    )
