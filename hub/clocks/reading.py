"""Calendars from the words of a directory entry: "fri,sat", and one holiday a line."""

import re
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hub.clocks.calendar import Calendar

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_REST = 4
"""Days of a week; a post rests on at most so many."""
MOST_HOLIDAYS = 366
LINE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[\s,;:]+(.*))?")


def read_weekend(text: str) -> frozenset[int]:
    """The days in "fri,sat" as numbers, Monday 0. Raises ValueError for other words or more than 4 days."""
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    if any(word not in DAYS for word in words) or len(set(words)) > MOST_REST:
        raise ValueError(text)
    return frozenset(DAYS.index(word) for word in words)


def read_holidays(text: str) -> dict[date, str]:
    """Day and name from lines like "2026-12-25 Christmas Day".

    Raises ValueError that names the line, or for more than 366 days.
    """
    found = dict(_line(line) for line in text.splitlines() if line.strip())
    if len(found) > MOST_HOLIDAYS:
        raise ValueError(str(len(found)))
    return found


def read_calendar(zone: str, weekend: str, holidays: str) -> Calendar:
    """A calendar from what a post has stated.

    What it left empty is taken as UTC, Saturday and Sunday, no holidays. What cannot be read counts as empty:
    it was checked when it was stored.
    """
    try:
        days = read_weekend(weekend) if weekend.strip() else Calendar.weekend
        return Calendar(_zone(zone), days, frozenset(read_holidays(holidays)))
    except ValueError:
        return Calendar(_zone(zone))


def _line(line: str) -> tuple[date, str]:
    found = LINE.fullmatch(line.strip())
    if found is None:
        raise ValueError(line.strip())
    try:
        return date.fromisoformat(found[1]), (found[2] or "").strip()
    except ValueError as error:
        raise ValueError(line.strip()) from error


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
