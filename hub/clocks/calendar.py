"""The working days of one place, and when its days end."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)
WEEK = 7
LONGEST_REST = 30


@dataclass(frozen=True)
class Calendar:
    """A zone, the weekly days of rest (Monday is 0) and single holidays.

    No place rests for more than 30 days on end here: otherwise a State could stop every clock by naming each
    day a holiday. The 31st day of rest and those after it count as working days.
    """

    zone: tzinfo = UTC
    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = frozenset()

    def is_open(self, day: date) -> bool:
        """Whether people work there on that day."""
        return not self._rests(day) or self._rested_too_long(day)

    def next_open(self, day: date) -> date:
        """The day itself if it is a working day, otherwise the first one after it."""
        while day < date.max and not self.is_open(day):
            day += DAY
        return day

    def day_of(self, moment: datetime) -> date:
        """The date there at an aware moment."""
        return moment.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        """The moment at which a day ends there, in UTC.

        Where clocks are put forward at midnight, it is the moment at which they are.
        """
        if day == date.max:
            return datetime.max.replace(tzinfo=UTC)
        return datetime.combine(day + DAY, time(), self.zone).astimezone(UTC)

    def _rests(self, day: date) -> bool:
        return day.weekday() in self.weekend or day in self.holidays

    def _rested_too_long(self, day: date) -> bool:
        before = min(LONGEST_REST, day.toordinal() - 1)
        return all(self._rests(day - n * DAY) for n in range(1, before + 1))


PLAIN = Calendar()
