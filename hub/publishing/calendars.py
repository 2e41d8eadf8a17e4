"""Public calendars as iCalendar (RFC 5545). The same entries give the same bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

ICS_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Occasion:
    """One entry. `start` and `end` are both dates (last day included) or both times; `id` never changes."""

    id: str
    title: str
    start: date | datetime
    end: date | datetime
    changed: datetime
    url: str = ""
    place: str = ""
    text: str = ""


def calendar(name: str, occasions: Iterable[Occasion]) -> bytes:
    """A calendar in the order given."""
    made = Calendar()
    made.add("prodid", f"-//{settings.HUB_ID}//Conferences//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for occasion in occasions:
        made.add_component(_event(occasion))
    found: bytes = made.to_ical()
    return found


def _event(occasion: Occasion) -> Event:
    event = Event()
    event.add("uid", f"{occasion.id}@{settings.HUB_ID}")
    event.add("dtstamp", _whole(occasion.changed))
    event.add("dtstart", _edge(occasion.start))
    event.add("dtend", _edge(occasion.end, last=True))
    event.add("summary", occasion.title)
    optional = {"location": occasion.place, "description": occasion.text, "url": occasion.url}
    for name, value in optional.items():
        if value:
            event.add(name, value)
    return event


def _edge(when: date | datetime, *, last: bool = False) -> date | datetime:
    """A time in UTC, or as the clock of the place shows it if it has no zone; a last date the day after.

    RFC 5545 sections 3.3.5 and 3.6.1.
    """
    if isinstance(when, datetime):
        return when.replace(microsecond=0) if when.tzinfo is None else _whole(when)
    return when + timedelta(days=1) if last else when


def _whole(moment: datetime) -> datetime:
    """iCalendar has whole seconds."""
    return moment.astimezone(UTC).replace(microsecond=0)
