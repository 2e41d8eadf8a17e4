"""From the start of a clock and its rule to the moment at which it runs out.

The day of the start does not count, the last day counts whole, and a last day of rest moves to the next
working day (as in Regulation 1182/71, articles 3(1) and 3(4)). Hours run by day and by night.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from hub.clocks.calendar import DAY, Calendar

LONGEST = 3660
"""Days. Whatever was agreed or extended, no clock runs for longer than ten years."""


class Rule(Protocol):
    """A time limit: `hours`, or else `days`, which are working days or days of the calendar.

    An `exact` one ends on its last day even if that is a day of rest.
    """

    @property
    def hours(self) -> int | None: ...
    @property
    def days(self) -> int | None: ...
    @property
    def working(self) -> bool: ...
    @property
    def exact(self) -> bool: ...


class Running(Protocol):
    """A clock that was started. `by` is a day that somebody named; it takes the place of the rule.

    `extended` is in days, `paused` in seconds; `paused_since` is when the present pause began.
    """

    @property
    def started(self) -> datetime: ...
    @property
    def by(self) -> date | None: ...
    @property
    def extended(self) -> int: ...
    @property
    def paused(self) -> float: ...


def add_days(start: datetime, n: int, calendar: Calendar, working: bool) -> datetime:
    """The end, in UTC, of the n-th day (or working day) after the day of `start` there.

    With n = 0 that is the end of the very day. Raises ValueError if `start` has no zone or n is below 0.
    """
    if start.tzinfo is None or n < 0:
        raise ValueError("an aware start and 0 or more days are needed")
    return calendar.end_of(_later(calendar.day_of(start), min(n, LONGEST), calendar, working))


def due(clock: Running, rule: Rule | None, calendar: Calendar) -> datetime | None:
    """When the clock runs out, in UTC, as if no further pause came; None without a day and without a rule.

    A pause moves the start: the whole limit runs from that much later. A day somebody named is not moved by
    pauses, extensions or holidays, since both sides have read it as it stands.
    """
    if clock.by is not None:
        return calendar.end_of(clock.by)
    if rule is None:
        return None
    start = clock.started.astimezone(UTC) + timedelta(seconds=max(clock.paused, 0))
    if rule.hours is not None:
        return start + timedelta(hours=rule.hours, days=_extra(clock))
    return _end(start, (rule.days or 0) + _extra(clock), calendar, rule)


def _end(start: datetime, n: int, calendar: Calendar, rule: Rule) -> datetime:
    last = _later(calendar.day_of(start), min(n, LONGEST), calendar, rule.working)
    return calendar.end_of(last if rule.exact else calendar.next_open(last))


def _extra(clock: Running) -> int:
    return min(max(clock.extended, 0), LONGEST)


def _later(day: date, n: int, calendar: Calendar, working: bool) -> date:
    if not working:
        return day + n * DAY
    while n:
        day += DAY
        n -= calendar.is_open(day)
    return day
