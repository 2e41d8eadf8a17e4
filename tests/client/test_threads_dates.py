"""Dates across time zones, and the calendar file."""

import icalendar
import pytest

from hub.client.errors import NotFound, Usage
from hub.client.threads import dates

OPTION = {"id": "a", "start": "2026-12-07T04:15:00Z", "minutes": 90}


def test_local_times_become_utc_and_are_shown_by_each_clock() -> None:
    first, second = dates.options(["2026-12-07T10:00/90", "2026-12-07T10:00+01:00"], "Asia/Kathmandu")
    assert first == OPTION
    assert second == {"id": "b", "start": "2026-12-07T09:00:00Z", "minutes": 60}
    shown = dates.shown(first, ["Asia/Karachi", "Africa/Cairo"])
    assert shown == ("2026-12-07 04:15 UTC, 07 Dec 09:15 Asia/Karachi, 07 Dec 06:15 Africa/Cairo (90 min)")


@pytest.mark.parametrize(
    "given", [["noon", "night"], ["2026-12-07T10:00/0"] * 2, ["2026-12-07T10:00/x"] * 2, ["x"]]
)
def test_dates_in_another_form_are_refused(given: list[str]) -> None:
    with pytest.raises(Usage):
        dates.options(given)


def test_an_unknown_zone_and_an_unknown_date_are_named() -> None:
    with pytest.raises(Usage, match="Nowhere"):
        dates.in_utc("2026-12-07T10:00", "Nowhere/Land")
    with pytest.raises(NotFound):
        dates.chosen([OPTION], "b")


def test_the_calendar_file_says_when_in_utc_and_cannot_be_broken_out_of() -> None:
    text = "Line one\nEND:VEVENT\nBEGIN:VEVENT; x, y " + "تجربة " * 40
    raw = dates.calendar("1@hub.test", "2026-11-22T10:00:00Z", OPTION, "Hearing", text)
    [event] = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2026-12-07T04:15:00+00:00"
    assert (event.decoded("dtend") - event.decoded("dtstart")).seconds == 5400
    assert str(event["description"]) == text
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
