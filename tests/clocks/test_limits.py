"""Time limits as a person would count them on a wall calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hub.clocks import Calendar, add_days, due, read_calendar, read_holidays, read_weekend
from tests.clocks.test_properties import Limit, Started

KABUL = Calendar(ZoneInfo("Asia/Kabul"), frozenset({3, 4}))
DHAKA = Calendar(ZoneInfo("Asia/Dhaka"), frozenset({4, 5}))
KATHMANDU = Calendar(ZoneInfo("Asia/Kathmandu"), frozenset({5}))
SUNDAY_ONLY = Calendar(UTC, frozenset({6}))
WEDNESDAY = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("calendar", "last"),
    [
        (Calendar(), date(2026, 12, 9)),
        (KABUL, date(2026, 12, 9)),
        (DHAKA, date(2026, 12, 9)),
        (KATHMANDU, date(2026, 12, 7)),
        (SUNDAY_ONLY, date(2026, 12, 7)),
        (Calendar(weekend=frozenset()), date(2026, 12, 5)),
    ],
)
def test_ten_working_days_of_each_week(calendar: Calendar, last: date) -> None:
    end = add_days(WEDNESDAY, 10, calendar, working=True)
    assert calendar.day_of(end - timedelta(seconds=1)) == last
    assert end == datetime.combine(last + timedelta(days=1), datetime.min.time(), calendar.zone)


def test_a_holiday_and_a_weekend_are_stepped_over() -> None:
    feast = Calendar(weekend=frozenset({5, 6}), holidays=frozenset({date(2026, 11, 26), date(2026, 11, 27)}))
    assert add_days(WEDNESDAY, 1, feast, working=True) == datetime(2026, 12, 1, tzinfo=UTC)


def test_the_day_counts_where_the_one_who_must_act_is() -> None:
    late = datetime(2026, 11, 25, 20, tzinfo=UTC)
    assert add_days(late, 1, Calendar(), working=False) == datetime(2026, 11, 27, tzinfo=UTC)
    # In Kathmandu it is already the 26th.
    assert add_days(late, 1, KATHMANDU, working=False) == datetime(2026, 11, 27, 18, 15, tzinfo=UTC)


def test_a_last_day_of_rest_moves_to_the_next_working_day() -> None:
    clock = Started(datetime(2026, 11, 20, 9, tzinfo=UTC))
    assert due(clock, Limit(days=1), Calendar()) == datetime(2026, 11, 24, tzinfo=UTC)
    assert due(clock, Limit(days=1), SUNDAY_ONLY) == datetime(2026, 11, 22, tzinfo=UTC)


def test_an_exact_limit_ends_on_a_day_of_rest() -> None:
    told = Started(datetime(2026, 11, 6, 9, tzinfo=UTC))
    assert due(told, Limit(days=15, exact=True), Calendar()) == datetime(2026, 11, 22, tzinfo=UTC)


def test_a_named_day_stands_whatever_day_it_is() -> None:
    clock = Started(WEDNESDAY, by=date(2026, 11, 28), paused=99999)
    assert due(clock, Limit(days=1), Calendar()) == datetime(2026, 11, 29, tzinfo=UTC)


def test_hours_run_day_and_night() -> None:
    friday = Started(datetime(2026, 11, 27, 22, tzinfo=UTC), paused=1800)
    assert due(friday, Limit(hours=24), Calendar()) == datetime(2026, 11, 28, 22, 30, tzinfo=UTC)


def test_clocks_put_forward_at_midnight() -> None:
    cairo = Calendar(ZoneInfo("Africa/Cairo"), frozenset({4, 5}))
    start = datetime(2026, 4, 22, 12, tzinfo=UTC)
    # 24 April 2026 begins at one o'clock in Egypt.
    assert add_days(start, 1, cairo, working=False) == datetime(2026, 4, 23, 22, tzinfo=UTC)


def test_every_day_a_holiday_stops_no_clock() -> None:
    always = Calendar(holidays=frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(366)))
    end = add_days(WEDNESDAY, 10, always, working=True)
    assert end <= WEDNESDAY + timedelta(days=45)
    never = Calendar(weekend=frozenset(range(7)))
    assert add_days(WEDNESDAY, 10, never, working=True) == datetime(2026, 12, 6, tzinfo=UTC)


def test_a_huge_extension_ends_within_ten_years() -> None:
    end = due(Started(WEDNESDAY, extended=10**12), Limit(days=10**9, working=True), Calendar())
    assert end is not None
    assert end < WEDNESDAY + timedelta(days=15 * 366)


@pytest.mark.parametrize(("start", "n"), [(datetime(2026, 1, 1), 1), (WEDNESDAY, -1)])  # noqa: DTZ001 - refused
def test_a_start_without_zone_or_a_negative_number_is_refused(start: datetime, n: int) -> None:
    with pytest.raises(ValueError, match="aware"):
        add_days(start, n, Calendar(), working=True)


def test_the_words_of_an_entry() -> None:
    found = read_calendar("Asia/Dhaka", "fri, sat", "2026-12-16 Victory Day\n\n2026-12-25; Christmas\n")
    assert found.weekend == {4, 5}
    assert found.holidays == {date(2026, 12, 16), date(2026, 12, 25)}
    assert read_holidays("2026-12-16 Victory Day")[date(2026, 12, 16)] == "Victory Day"


@pytest.mark.parametrize("text", ["friday", "fri sat", "mon,tue,wed,thu,fri", "7"])
def test_other_words_for_a_weekend_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read_weekend(text)


@pytest.mark.parametrize("text", ["25 December", "2026-13-01 No such month", "2026-02-30", "Eid 2026-03-20"])
def test_a_line_that_is_no_holiday_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read_holidays(text)


def test_what_cannot_be_read_counts_as_not_stated() -> None:
    assert read_calendar("No/Where", "", "") == Calendar(ZoneInfo("UTC"))
    assert read_calendar("../../etc/passwd", "never", "x").weekend == {5, 6}
