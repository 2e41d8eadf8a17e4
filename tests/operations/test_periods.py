"""Which partitions there should be, and that SQLite is told politely that it needs none."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from hub.operations.partitions.periods import AHEAD, SPARE, coming, first_end, period_of

NEW_YEARS_EVE = date(2026, 12, 31)


@pytest.mark.parametrize("every", sorted(AHEAD))
@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2028, 2, 29), NEW_YEARS_EVE])
def test_there_is_no_gap_and_enough_ahead(every: str, today: date) -> None:
    begin = first_end(today, every)
    assert begin >= today + timedelta(SPARE)
    found = list(coming(begin, today, every))
    ends = [begin, *(one.end for one in found)]
    assert [one.begin for one in found] == ends[:-1]
    assert ends[-1] >= today + timedelta(AHEAD[every])
    assert not list(coming(ends[-1], today, every))


def test_names_follow_the_calendar() -> None:
    assert period_of(NEW_YEARS_EVE, "month").name == "2026_12"
    assert period_of(NEW_YEARS_EVE, "month").end == date(2027, 1, 1)
    # From months to years in the middle of one: the rest of that year first.
    changed = list(coming(date(2027, 3, 1), NEW_YEARS_EVE, "year"))
    assert [one.name for one in changed] == ["2027_since_03", "2028"]


def test_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "sqlite")
    with pytest.raises(CommandError, match="SQLite has no partitions"):
        call_command("partition_events")
