"""Polls for a date across time zones, and the date that was fixed as a calendar file (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from string import ascii_lowercase
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar, Event

from hub.client.errors import NotFound, Usage
from hub.encryption.canonical import Json

FORM = "%Y-%m-%dT%H:%M:%SZ"
LONGEST = 24 * 60


def options(given: list[str], zone: str = "UTC") -> list[Json]:
    """Options of a poll from START/MINUTES, START being a local time in `zone`. Raises Usage."""
    if not 2 <= len(given) <= len(ascii_lowercase):
        raise Usage("A poll has at least two dates to choose from, and at most 26.")
    return [_option(name, one, zone) for name, one in zip(ascii_lowercase, given, strict=False)]


def _option(name: str, given: str, zone: str) -> Json:
    start, _, minutes = given.partition("/")
    number = int(minutes) if minutes.isascii() and minutes.isdigit() else 60 if not minutes else 0
    if not 0 < number <= LONGEST:
        raise Usage(
            f"“{given}” should look like 2026-12-01T10:00/90: when it begins, and for how many minutes."
        )
    return {"id": name, "start": in_utc(start, zone), "minutes": number}


def in_utc(given: str, zone: str = "UTC") -> str:
    """A moment in UTC from a local time in a zone; one that says Z or its offset keeps it. Raises Usage."""
    try:
        moment = datetime.fromisoformat(given)
        local = moment if moment.tzinfo else moment.replace(tzinfo=known_zone(zone))
    except ValueError as error:
        raise Usage(f"“{given}” should look like 2026-12-01T10:00.") from error
    return local.astimezone(UTC).strftime(FORM)


def known_zone(zone: str) -> ZoneInfo:
    """A time zone by its name. Raises Usage."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Usage(f"{zone} is not a time zone. It looks like Asia/Kathmandu.") from error


def shown(option: Json, zones: list[str]) -> str:
    """An option in UTC and, for each zone, as its clock shows it."""
    start = moment(str(option["start"]))
    local = [f"{start.astimezone(known_zone(zone)):%d %b %H:%M} {zone}" for zone in zones]
    return ", ".join([f"{start:%Y-%m-%d %H:%M} UTC", *local]) + f" ({int(option['minutes'])} min)"


def moment(text: str) -> datetime:
    """A signed moment. Raises ValueError."""
    return datetime.strptime(text, FORM).replace(tzinfo=UTC)


def chosen(found: list[Json], name: str) -> Json:
    """The option of a name. Raises NotFound."""
    for one in found:
        if one["id"] == name:
            return one
    raise NotFound(f"This poll has no date “{name}”.")


def calendar(uid: str, made: str, option: Json, subject: str, text: str) -> bytes:
    """One event as a calendar file: in UTC, so that every country's calendar shows its own time."""
    start = moment(str(option["start"]))
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", moment(made))
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=int(option["minutes"])))
    event.add("summary", subject)
    event.add("description", text)
    event.add("class", "CONFIDENTIAL")
    whole = Calendar()
    whole.add("prodid", "-//Regional Cooperation Hub//EN")
    whole.add("version", "2.0")
    whole.add_component(event)
    return bytes(whole.to_ical())
