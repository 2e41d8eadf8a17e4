"""The browser works out where a conversation stands, and what may be passed on, exactly as Python does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Page

from hub.threads.handling import Item, needs_consent, not_for
from hub.threads.standing import Ask
from tests.browser import chromium
from tests.encryption_browser.conftest import opened_page
from tests.web.thread_walks import EVENTS, KINDS, POSTS, walk

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "tests/vectors/threads.json"
EXCHANGES = json.loads((ROOT / "hub/forms/data/exchanges.json").read_text("utf-8"))
WALKS, LENGTH, QUESTIONS = 40, 120, 400
REPLAY = """async (walks) => {
  const { begin, replay, step } = await import("/messaging/js/standing.js");
  return walks.map((acts) => {
    let now = begin(acts[0]);
    const found = [now, ...acts.slice(1).map((act) => (now = step(now, act)))];
    return JSON.stringify(replay(acts)) === JSON.stringify(now) ? found : null;
  });
}"""
HANDLING = """async ([table, asked]) => {
  const { needsConsent, notFor } = await import("/messaging/js/handling.js");
  return asked.map(({ item, by, receivers, asks, way, to }) =>
    [notFor(table, item, by, receivers, asks), needsConsent(table, item, way, by, asks, to)]);
}"""
ICS = """async (meeting) => (await import("/messaging/js/ics.js")).calendar(meeting)"""
MOMENTS = """async (walls) => {
  const { momentOf } = await import("/messaging/js/zones.js");
  return walls.map(([wall, zone]) => momentOf(wall, zone));
}"""
FILLED = """async ([text, values]) => (await import("/messaging/js/templates.js")).filled(text, values)"""
OPTIONS = """async (bodies) => {
  const { optionsOf } = await import("/messaging/js/polldata.js");
  return bodies.map((fields) => optionsOf({ fields }));
}"""
HOSTILE = "Hearing;\r\nATTENDEE:mailto:x@example.org\nEND:VEVENT\u2028X\x07,\\n نص " + "ب" * 90


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page beside the modules as they are served."""
    with chromium() as browser, opened_page(browser) as opened:
        yield opened


def test_every_walk_stands_where_python_says(page: Page) -> None:
    made = [walk(seed, LENGTH) for seed in range(WALKS)]
    answers = page.evaluate(REPLAY, [acts for acts, _ in made])
    for (acts, standings), answer in zip(made, answers, strict=True):
        for act, expected, found in zip(acts, standings, answer, strict=True):
            assert found == expected, act
    assert {act["kind"] for acts, _ in made for act in acts} >= KINDS


def question(random: Random) -> dict[str, Any]:
    """Somebody wants to use an item; sometimes somebody agreed to something."""
    asks: dict[str, dict[str, Any]] = {
        str(n): {
            "event": EVENTS[0],
            "by": random.choice(POSTS),
            "owner": random.choice(POSTS[:2]),
            "items": random.sample(EVENTS[:3], 2),
            "ways": random.sample(["share", "evidence", "lead"], 2),
            "to": random.choice([None, *POSTS]),
            "answer": random.choice([None, "given", "given", "denied"]),
        }
        for n in range(3)
    }
    item: dict[str, Any] = {
        "event": random.choice(EVENTS[:3]),
        "post": random.choice(POSTS[:2]),
        "codes": random.choices(["H0", "H1", "H2", "H3"], k=random.randint(1, 2)),
        "holders": random.sample(POSTS, 2),
        "withdrawn": random.random() < 0.1,
    }
    # Only the owner is asked about its own items; the hub refuses all other questions.
    asks = {n: one | {"owner": item["post"]} for n, one in asks.items()}
    by, to = random.choice(POSTS), random.choice([None, *POSTS])
    way = random.choice(["share", "evidence", "lead"])
    receivers = random.sample(POSTS, 3)
    return {"item": item, "by": by, "receivers": receivers, "asks": asks, "way": way, "to": to}


def by_python(one: dict[str, Any]) -> list[Any]:
    """What hub.threads.handling answers."""
    raw, asks = one["item"], [Ask(**ask) for ask in one["asks"].values()]
    sets = {"codes": tuple(raw["codes"]), "holders": frozenset(raw["holders"])}
    item = Item(**{**raw, **sets}, kind="thread.say")
    barred = not_for(item, one["by"], one["receivers"], asks)
    return [barred, needs_consent(item, one["way"], one["by"], asks, one["to"])]


def test_the_same_is_forbidden_as_in_python(page: Page) -> None:
    random = Random(5)  # noqa: S311 - a test, repeatable
    asked = [question(random) for _ in range(QUESTIONS)]
    expected = [by_python(one) for one in asked]
    answers = page.evaluate(HANDLING, [{"binds": EXCHANGES["binds"]}, asked])
    assert [pair for pair in zip(asked, answers, expected, strict=True) if pair[1] != pair[2]] == []
    assert {bool(barred) for barred, _ in expected} == {needed for _, needed in expected} == {True, False}


def test_an_unknown_code_forbids_everything(page: Page) -> None:
    item = {"event": EVENTS[0], "post": POSTS[0], "codes": ["constructor"], "holders": [], "withdrawn": False}
    asked = {"item": item, "by": POSTS[1], "receivers": POSTS[2:3], "asks": {}, "way": "lead", "to": None}
    assert page.evaluate(HANDLING, [{"binds": EXCHANGES["binds"]}, [asked]]) == [[POSTS[2:3], True]]


def meeting(**changed: Any) -> dict[str, Any]:
    """What is exported."""
    said = {"uid": POSTS[0], "host": "hub.test", "start": "2026-11-27T08:30:00Z", "minutes": 90}
    return {**said, "summary": "Hearing", "description": "By video", **changed}


def test_words_of_a_message_never_become_lines_of_a_calendar(page: Page) -> None:
    text = page.evaluate(ICS, meeting(summary=HOSTILE, description=HOSTILE))
    lines = text.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert [line for line in lines if line.startswith(("ATTENDEE", "END:VEVENT"))] == ["END:VEVENT"]
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert set(event) >= {"SUMMARY", "DESCRIPTION"}
    assert "ATTENDEE" not in event
    read = str(event["SUMMARY"])
    assert read == HOSTILE.replace("\r\n", "\n").replace("\u2028", "\n").replace("\x07", "")


def test_a_calendar_program_reads_the_date_in_utc(page: Page) -> None:
    (event,) = icalendar.Calendar.from_ical(page.evaluate(ICS, meeting())).walk("VEVENT")
    assert event.decoded("DTSTART") == datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
    assert str(event["UID"]) == f"{POSTS[0]}@hub.test"


def test_times_are_written_at_the_own_clock(page: Page) -> None:
    walls = [
        ("2026-11-27T14:15", "Asia/Kathmandu", "2026-11-27T08:30:00Z"),
        ("2026-11-27T00:05", "Asia/Karachi", "2026-11-26T19:05:00Z"),
        ("2026-10-25T03:30", "Europe/Paris", "2026-10-25T02:30:00Z"),
        ("2026-03-29T01:59", "Europe/Paris", "2026-03-29T00:59:00Z"),
        ("2026-11-27T08:30", "UTC", "2026-11-27T08:30:00Z"),
    ]
    assert page.evaluate(MOMENTS, [[wall, zone] for wall, zone, _ in walls]) == [one for *_, one in walls]


def test_blanks_are_filled_once_and_empty_ones_stay_to_be_seen(page: Page) -> None:
    text = page.evaluate(FILLED, ["{name} born {born} {constructor}", {"name": "{born} A", "born": " "}])
    assert text == "{born} A born … {constructor}"


@pytest.mark.parametrize(
    "change",
    [
        {"id": "aa"},
        {"start": "2026-13-45T00:00:00Z"},
        {"start": "<b>"},
        {"minutes": "60"},
        {"minutes": 0},
    ],
)
def test_dates_that_are_none_are_not_shown(page: Page, change: dict[str, Any]) -> None:
    good = {"id": "a", "start": "2026-11-27T08:30:00Z", "minutes": 60}
    bodies = [{"options": [good]}, {"options": [good, {**good, **change}]}, {"options": {}}, {}]
    assert page.evaluate(OPTIONS, bodies) == [[good], None, None, None]
