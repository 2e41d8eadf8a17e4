"""Feeds, tables and calendars: what somebody wrote stays text."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from hub.publishing.calendars import Occasion, calendar
from hub.publishing.feeds import ATOM, Entry, Feed, atom, json_feed
from hub.publishing.tables import csv_bytes
from hub.publishing.xmlsafe import clean

NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
FEED = Feed("What is new", "https://h/public/en/feed.atom", "https://h/public/en/", "en", "The hub")
NASTY = '</title><script>alert("x")</script> & \x00\x0b ]]>'
ENTRY = Entry("urn:x:1", NASTY, "https://h/1?a=1&b=2", NOW, NOW - timedelta(days=1), "متن", "fa", ("Nepal",))


def parsed(document: bytes) -> ET.Element:
    """A document of our own, read again."""
    return ET.fromstring(document)  # noqa: S314 - our own


def test_atom_keeps_what_was_written_as_text() -> None:
    tree = parsed(atom(FEED, [ENTRY]))
    title = tree.findtext(f"{{{ATOM}}}entry/{{{ATOM}}}title")
    assert title == clean(NASTY)
    assert "\x00" not in title
    assert not list(tree.iter("script"))


def test_atom_has_what_the_standard_requires() -> None:
    tree = parsed(atom(FEED, [ENTRY]))
    assert tree.findtext(f"{{{ATOM}}}updated") == "2026-03-01T12:00:00Z"
    names = {child.tag.rpartition("}")[2] for child in tree.iter(f"{{{ATOM}}}entry") for child in child}
    assert {"id", "title", "updated", "link"} <= names
    assert {"id", "title", "author"} <= {child.tag.rpartition("}")[2] for child in tree}


def test_an_empty_feed_still_says_when() -> None:
    assert b"<updated>1970-01-01T00:00:00Z</updated>" in atom(FEED, [])


def test_json_feed_says_the_same() -> None:
    found = json.loads(json_feed(replace(FEED, next="https://h/2"), [ENTRY]))
    assert found["version"].endswith("1.1")
    assert found["next_url"] == "https://h/2"
    assert found["items"][0]["title"] == NASTY
    assert found["items"][0]["language"] == "fa"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    text = csv_bytes([["name"], [cell]]).decode("utf-8-sig")
    assert next(iter(list(csv.reader(io.StringIO(text, newline="")))[1:]))[0] == "'" + cell


def test_numbers_and_gaps_stay_as_they_are() -> None:
    assert csv_bytes([[-3, None, 1.5, "ok"]], bom=False) == b"-3,,1.5,ok\r\n"


def test_a_calendar_of_days_includes_the_last() -> None:
    days = Occasion("c1", "Conference; with, signs\nand lines", date(2019, 9, 16), date(2019, 9, 17), NOW)
    event = Calendar.from_ical(calendar("Conferences", [days])).walk("VEVENT")[0]
    assert event.decoded("dtend") == date(2019, 9, 18)
    assert str(event["summary"]) == days.title
    assert calendar("Conferences", [days]) == calendar("Conferences", [days])
