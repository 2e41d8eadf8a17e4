"""The calendar feed: kind, time and link; made and ended by its officer; nothing for anybody who guesses."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from focal_points.models import CalendarLink, Seat
from hub.base.clock import now
from mla_requests.actions.lapses import run_clocks
from mla_requests.queries.clocks import clock_rows
from tests.cast import Cast
from tests.conferences.reporting import followed
from tests.factories.people import Person
from tests.mla_requests.content import REFERENCE, SUBJECT
from tests.mla_requests.story import TO_ASSESSMENT, TO_TRANSMISSION, Story


def made(person: Person) -> str:
    """The path of a new feed, taken from the page that shows it once."""
    page = person.browser().post("/account/calendar/").content.decode()
    address = page.partition('id="new-calendar" dir="ltr">')[2].partition("<")[0]
    assert address.startswith("http://testserver/calendar/")
    return address.removeprefix("http://testserver")


def entries(path: str, **headers: Any) -> list[dict[str, Any]]:
    """What a calendar program reads there without any session."""
    answer = Client().get(path, headers=headers)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return [
        {
            "kind": str(event["summary"]),
            "due": event.decoded("dtend"),
            "url": str(event["url"]),
            "names": set(event.keys()),
        }
        for event in Calendar.from_ical(answer.content).walk("VEVENT")
    ]


@pytest.fixture
def story(cast: Cast) -> Story:
    return Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)


def test_each_running_clock_of_the_own_post_once(story: Story) -> None:
    # Which of them ends first depends on the day of the week.
    found = {one["kind"]: one for one in entries(made(story.recipient.officer))}
    assert set(found) == {"Delivery", "Acknowledgement"}
    request = story.request
    due = {row["code"]: row["due"] for row in clock_rows(request, request.standing(), now())}
    assert found["Acknowledgement"]["due"] == datetime.fromisoformat(due["ack"])
    assert found["Delivery"]["url"] == f"http://testserver/requests/{story.id}/"


def test_nothing_of_the_case_is_in_it(story: Story) -> None:
    path = made(story.recipient.officer)
    text = Client().get(path).content.decode()
    for word in (SUBJECT, REFERENCE, "Pakistan", "Nepal", "PK", "untoc", story.sender.officer.name):
        assert word not in text.replace("\r\n ", "")
    allowed = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL", "CLASS", "TRANSP"}
    assert all(one["names"] == allowed for one in entries(path))


def test_clocks_of_the_other_side_are_not_ones_own(story: Story) -> None:
    assert entries(made(story.sender.officer)) == []


def test_words_in_the_officers_language(story: Story) -> None:
    officer = story.recipient.officer.officer
    officer.language = "fr"
    officer.save()
    kinds = [one["kind"] for one in entries(made(story.recipient.officer))]
    assert sorted(kinds) == ["Accusé de réception", "Remise"]


def test_it_follows_the_case(story: Story) -> None:
    path = made(story.recipient.officer)
    story.run(*TO_ASSESSMENT[len(TO_TRANSMISSION) :])
    assert [one["kind"] for one in entries(path)] == ["Decision"]
    story.do("mla.ask")
    assert entries(path) == []
    assert [one["kind"] for one in entries(made(story.sender.officer))] == ["Answer to questions"]


def test_what_is_overdue_stays_until_it_is_done(story: Story) -> None:
    story.do("mla.acknowledge")
    path = made(story.recipient.officer)
    run_clocks(now() + timedelta(days=60))
    assert [one["kind"] for one in entries(path)] == ["Decision"]


def test_asking_again_costs_nothing_while_nothing_changed(story: Story) -> None:
    path = made(story.recipient.officer)
    first = Client().get(path)
    again = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    story.do("mla.acknowledge")
    changed = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert Client().head(path).status_code == 200


@pytest.mark.parametrize("guess", ["x", "A" * 43, "%00", "é", "..%2f..", "A" * 5000])
def test_a_guess_is_404(story: Story, guess: str) -> None:
    made(story.recipient.officer)
    assert Client().get(f"/calendar/{guess}.ics").status_code == 404
    assert story.recipient.officer.browser().get(f"/calendar/{guess}.ics").status_code == 404


def test_the_hub_keeps_a_digest_only(story: Story) -> None:
    path = made(story.recipient.officer)
    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    link = CalendarLink.objects.get(officer=story.recipient.officer.id)
    assert len(secret) >= 43
    assert secret not in link.digest
    assert secret not in story.recipient.officer.browser().get("/account/").content.decode()


def test_an_ended_address_is_404(story: Story) -> None:
    path = made(story.recipient.officer)
    story.recipient.officer.browser().post("/account/calendar/end/")
    assert Client().get(path).status_code == 404


def test_a_new_address_ends_the_old_one(story: Story) -> None:
    old, new = made(story.recipient.officer), made(story.recipient.officer)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_with_the_seat_the_calendar_goes(story: Story) -> None:
    path = made(story.recipient.officer)
    Seat.objects.filter(officer=story.recipient.officer.id).update(to_seq=99)
    assert Client().get(path).status_code == 404


def test_only_reading(story: Story) -> None:
    assert Client().post(made(story.recipient.officer)).status_code == 405
    assert Client().get("/account/calendar/").status_code == 302


def test_reports_that_are_owed_stand_on_their_day(cast: Cast) -> None:
    path = made(cast.sender.officer)
    stage = followed(cast)
    assert [(one["kind"], one["due"], one["url"]) for one in entries(path)] == [
        ("2 reports due", stage.cycle.due + timedelta(days=1), "http://testserver/conferences/follow-up/")
    ]
    stage.cleared(n=0)
    assert [one["kind"] for one in entries(path)] == ["1 report due"]
    assert entries(made(cast.stranger.officer)) == []
