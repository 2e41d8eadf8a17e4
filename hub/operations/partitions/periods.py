"""The pieces of time: years or months, by UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

AHEAD = {"year": 400, "month": 100}
"""Days for which partitions are made beforehand, so that a job that fails for weeks is no matter."""
SPARE = 31
"""Days that the first partition reaches ahead at least: a conversion that was broken off shuts nobody out."""


@dataclass(frozen=True)
class Period:
    """From the first day up to, not including, the day `end`."""

    name: str
    begin: date
    end: date


def period_of(day: date, every: str) -> Period:
    """The year or month of a day; `every` is a key of AHEAD."""
    if every == "year":
        return Period(f"{day:%Y}", date(day.year, 1, 1), date(day.year + 1, 1, 1))
    first = day.replace(day=1)
    return Period(f"{day:%Y_%m}", first, (first + timedelta(31)).replace(day=1))


def first_end(today: date, every: str) -> date:
    """Where the partition of everything before ends."""
    return period_of(today + timedelta(SPARE), every).end


def coming(begin: date, today: date, every: str) -> Iterator[Period]:
    """Partitions from `begin`, where the newest one ends, until there are enough ahead.

    The first may be shorter, if the hub has changed between years and months.
    """
    while begin < today + timedelta(AHEAD[every]):
        found = period_of(begin, every)
        name = found.name if begin == found.begin else f"{found.name}_since_{begin:%m}"
        yield Period(name, begin, found.end)
        begin = found.end
