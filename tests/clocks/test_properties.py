"""What must hold of every time limit, wherever and whenever it runs."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from hub.clocks import Calendar, add_days, due

# Zones whose clocks jump at midnight, by half an hour, or have changed sides of the date line, among others.
ZONES = (
    "UTC",
    "Asia/Karachi",
    "Asia/Kathmandu",
    "Africa/Cairo",
    "Asia/Beirut",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Europe/Kyiv",
)


@dataclass(frozen=True)
class Limit:
    """A rule."""

    days: int | None = None
    hours: int | None = None
    working: bool = False
    exact: bool = False


@dataclass(frozen=True)
class Started:
    """A clock."""

    started: datetime
    by: date | None = None
    extended: int = 0
    paused: float = 0


moments = st.integers(1_104_537_600, 2_840_140_800).map(lambda n: datetime.fromtimestamp(n, UTC))
calendars = st.builds(
    Calendar,
    st.sampled_from(ZONES).map(ZoneInfo),
    st.frozensets(st.integers(0, 6), max_size=7),
    st.frozensets(st.dates(date(2005, 1, 1), date(2061, 1, 1)), max_size=40),
)
limits = st.one_of(
    st.builds(Limit, days=st.integers(0, 200), working=st.booleans()),
    st.builds(Limit, hours=st.integers(0, 500)),
)
clocks = st.builds(Started, moments, extended=st.integers(0, 100), paused=st.integers(0, 10**7).map(float))


@given(moments, st.integers(0, 120), calendars, st.booleans())
def test_never_ends_before_it_begins(start: datetime, n: int, calendar: Calendar, working: bool) -> None:
    assert add_days(start, n, calendar, working) > start - timedelta(seconds=1)


@given(moments, moments, st.integers(0, 60), calendars, st.booleans())
def test_a_later_start_never_ends_earlier(
    one: datetime, other: datetime, n: int, calendar: Calendar, working: bool
) -> None:
    early, late = sorted((one, other))
    assert add_days(early, n, calendar, working) <= add_days(late, n, calendar, working)


@given(moments, st.integers(0, 60), calendars, st.booleans())
def test_one_more_day_ends_later(start: datetime, n: int, calendar: Calendar, working: bool) -> None:
    # Not even one day later where the country skipped a day, as Samoa did at the end of 2011.
    assert add_days(start, n + 1, calendar, working) >= add_days(start, n, calendar, working)


@given(moments, st.integers(0, 60), calendars)
def test_working_days_are_never_fewer_than_days(start: datetime, n: int, calendar: Calendar) -> None:
    assert add_days(start, n, calendar, working=True) >= add_days(start, n, calendar, working=False)


@given(clocks, limits, calendars, st.integers(1, 10**6))
def test_a_pause_or_an_extension_never_shortens(
    clock: Started, limit: Limit, calendar: Calendar, more: int
) -> None:
    before = due(clock, limit, calendar)
    paused = due(replace(clock, paused=clock.paused + more), limit, calendar)
    extended = due(replace(clock, extended=clock.extended + more), limit, calendar)
    assert before is not None
    assert paused is not None
    assert extended is not None
    assert clock.started - timedelta(seconds=1) < before <= paused
    assert before <= extended


@given(clocks, st.integers(0, 60), calendars)
def test_the_last_counted_day_is_a_working_day(clock: Started, n: int, calendar: Calendar) -> None:
    end = due(clock, Limit(days=n), calendar)
    assert end is not None
    assert calendar.is_open(calendar.day_of(end - timedelta(seconds=1)))


@given(moments, calendars, st.dates(date(1, 1, 1), date.max))
def test_any_day_that_somebody_names_has_an_end(start: datetime, calendar: Calendar, day: date) -> None:
    end = due(Started(start, by=day, extended=10**9), None, calendar)
    assert end is not None
    assert end.tzinfo is not None
