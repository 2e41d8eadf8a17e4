"""Quiet hours and digests by the wall clock: across midnight, and on the days when clocks jump."""

from datetime import UTC, datetime, time, timedelta

import pytest

from hub.notifications.times import next_digest, quiet_end, zone

NIGHT = (time(22), time(7))
KARACHI, BERLIN, CAIRO = "Asia/Karachi", "Europe/Berlin", "Africa/Cairo"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "where", "now", "end"),
    [
        # Karachi is five hours ahead: 22:30 there, then 06:59, then 07:00, which is not quiet any more.
        (NIGHT, KARACHI, "2026-11-22T17:30", "2026-11-23T02:00"),
        (NIGHT, KARACHI, "2026-11-23T01:59", "2026-11-23T02:00"),
        (NIGHT, KARACHI, "2026-11-23T02:00", None),
        (NIGHT, KARACHI, "2026-11-22T16:59", None),
        ((time(12), time(14)), KARACHI, "2026-11-22T07:00", "2026-11-22T09:00"),
        ((time(12), time(14)), KARACHI, "2026-11-22T09:00", None),
        (None, KARACHI, "2026-11-22T17:30", None),
        # The night in which Berlin loses an hour, and the one in which it gains one.
        (NIGHT, BERLIN, "2026-03-28T22:00", "2026-03-29T05:00"),
        (NIGHT, BERLIN, "2026-10-24T21:00", "2026-10-25T06:00"),
        # Quiet until 02:30, which does not exist on 29 March: until the jump's other side.
        ((time(22), time(2, 30)), BERLIN, "2026-03-29T00:30", "2026-03-29T01:30"),
        # 02:10 for the second time on 25 October: until the second 02:30, an hour after the first.
        ((time(22), time(2, 30)), BERLIN, "2026-10-25T01:10", "2026-10-25T01:30"),
        ((time(22), time(2, 30)), BERLIN, "2026-10-25T00:10", "2026-10-25T00:30"),
    ],
)
def test_quiet_hours_end(hours: tuple[time, time] | None, where: str, now: str, end: str | None) -> None:
    assert quiet_end(hours, zone(where), at(now)) == (at(end) if end else None)


@pytest.mark.parametrize(
    ("hour", "where", "now", "then"),
    [
        (8, KARACHI, "2026-11-22T02:59", "2026-11-22T03:00"),
        (8, KARACHI, "2026-11-22T03:00", "2026-11-23T03:00"),
        (0, KARACHI, "2026-11-22T18:59", "2026-11-22T19:00"),
        (8, BERLIN, "2026-03-28T12:00", "2026-03-29T06:00"),
        (2, BERLIN, "2026-03-28T12:00", "2026-03-29T01:00"),
        (2, BERLIN, "2026-10-24T12:00", "2026-10-25T00:00"),
        (2, BERLIN, "2026-10-25T00:00", "2026-10-26T01:00"),
    ],
)
def test_the_next_digest(hour: int, where: str, now: str, then: str) -> None:
    assert next_digest(hour, zone(where), at(now)) == at(then)


@pytest.mark.parametrize("where", [KARACHI, BERLIN, CAIRO, "America/St_Johns", "Pacific/Apia", "No/Where"])
def test_a_year_has_one_digest_a_day_and_no_quiet_hour_is_endless(where: str) -> None:
    there, moment, days = zone(where), at("2026-01-01T00:00"), []
    while moment < at("2027-01-01T00:00"):
        moment = next_digest(2, there, moment)
        days.append(moment.astimezone(there).date())
    assert len(days) == len(set(days)) >= 365
    for hours in range(0, 365 * 24, 5):
        now = at("2026-01-01T00:10") + timedelta(hours=hours)
        end = quiet_end(NIGHT, there, now)
        assert end is None or now < end <= now + timedelta(hours=10)
