"""What an officer was told: the list, its words and ways, marks, settings; and the same for programs."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from agreements.states import MOVES as PAIR
from deconfliction.states import DONE as BLIND
from hub.forms.exchanges import MOVES as QUICK
from hub.notifications.actions import mark_all_read, tell
from hub.notifications.kinds import FAMILIES, PRESSING
from hub.notifications.models import Notification, Preference
from hub.notifications.queries import PAGE
from hub.threads import table
from hub.web.sentences import OWN, sentence
from mla_requests.words import ACTS
from tests.cast import Cast
from tests.factories.people import Person
from tests.mla_requests.story import TO_TRANSMISSION, Story

SETTINGS = {
    "email": "digest",
    "digest_hour": 7,
    "quiet": {"since": "22:30", "until": "06:00"},
    "time_zone": "Asia/Kathmandu",
    "urgent_breaks": False,
}
FORM = {
    "email": "digest", "digest_hour": "7", "quiet_from": "22:30", "quiet_until": "06:00",
    "time_zone": "Asia/Kathmandu",
}  # fmt: skip
KINDS = sorted({*ACTS, *PAIR, *BLIND, *QUICK, *table.KINDS, *table.load()["notices"], *OWN, *PRESSING})


@pytest.fixture
def officer(cast: Cast) -> Person:
    """Who reads; what was told while the cast was made is out of the way."""
    Notification.objects.all().delete()
    return cast.recipient.officer


def text_of(page: Any) -> str:
    return re.sub(r"<[^>]+>", " ", page.content.decode())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_every_room_has_a_sentence_of_its_own(kind: str) -> None:
    with translation.override("en"):
        said = str(sentence(kind))
        assert said not in {str(one) for one, _many in FAMILIES.values()}
    assert kind not in said
    assert "_" not in said


def test_a_kind_of_a_later_version_is_named_by_its_family() -> None:
    assert sentence("quick.unheard_of") == FAMILIES["quick"][0]
    assert sentence("nothing") == FAMILIES["hub"][0]


def test_the_list_says_what_happened_and_leads_there(cast: Cast, officer: Person) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
    page = officer.browser().get("/notices/")
    assert f'<a href="/requests/{story.id}/">{sentence("mla.transmit")}</a>' in page.content.decode()
    assert page.context["unread"] == 1
    stranger = cast.stranger.officer
    tell([stranger.id], "mla.transmit", story.id)
    theirs = stranger.browser().get("/notices/").content.decode()
    assert "You cannot open this at present" in theirs
    assert str(story.id) not in theirs


def test_pages_are_in_order_without_gaps_and_cost_the_same(officer: Person) -> None:
    browser = officer.browser()
    for n in range(PAGE + 5):
        tell([officer.id], "mla.note", f"case {n}")
    first = browser.get("/notices/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        second = browser.get("/notices/", {"cursor": first.context["next"]})
    with CaptureQueriesContext(connection) as many:
        browser.get("/notices/")
    seen = [one.row.target for page in (first, second) for one in page.context["told"]]
    assert seen == [f"case {n}" for n in reversed(range(PAGE + 5))]
    assert second.context["next"] is None
    assert len(few) == len(many)
    assert browser.get("/notices/?cursor=nonsense").status_code == 400


def test_marks_do_not_reach_what_came_in_between(officer: Person) -> None:
    browser = officer.browser()
    for target in ("a", "b"):
        tell([officer.id], "mla.note", target)
    shown = browser.get("/notices/").context["first"]
    tell([officer.id], "mla.ask", "c")
    assert browser.post("/notices/read/", {"up_to": shown})["Location"] == "/notices/"
    left = browser.get("/notices/?show=unread").context["told"]
    assert [one.row.target for one in left] == ["c"]
    browser.post("/notices/read/", {"one": left[0].row.pk, "show": "unread"})
    assert browser.get("/notices/").context["unread"] == 0


def test_nobody_marks_what_another_was_told(cast: Cast, officer: Person) -> None:
    tell([officer.id], "mla.note", "case")
    row = Notification.objects.get(target="case")
    browser = cast.sender.officer.browser()
    assert browser.post("/notices/read/", {"one": row.pk}).status_code == 404
    assert browser.post("/notices/read/", {"one": 10**17}).status_code == 404
    browser.post("/notices/read/", {"up_to": row.pk})
    assert Notification.objects.get(pk=row.pk).read_at is None
    for wrong in ("", "x", "-1", "9" * 30):
        assert browser.post("/notices/read/", {"up_to": wrong}).status_code == 400


def test_the_bell_counts_on_every_page(officer: Person) -> None:
    browser = officer.browser()
    assert "hidden>0<" in browser.get("/notices/settings/").content.decode()
    for n in range(101):
        tell([officer.id], "mla.note", n)
    assert ">99+</span></a>" in browser.get("/notices/settings/").content.decode()
    mark_all_read(officer.id)
    assert "hidden>0<" in browser.get("/notices/settings/").content.decode()


def test_settings_are_kept_and_shown(officer: Person) -> None:
    browser = officer.browser()
    before = browser.get("/notices/settings/").context["form"].initial
    assert (before["email"], before["urgent_breaks"], before["quiet_from"]) == ("each", True, None)
    assert browser.post("/notices/settings/", FORM)["Location"] == "/notices/settings/"
    kept = Preference.objects.get(pk=officer.id)
    assert (kept.email, kept.digest_hour, kept.time_zone, kept.urgent_breaks) == (
        "digest",
        7,
        "Asia/Kathmandu",
        False,
    )
    assert officer.api().get("/api/v1/notices/settings/").json() == SETTINGS
    page = browser.get("/notices/settings/").content.decode()
    assert 'value="22:30"' in page
    assert "Saved." in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "often"},
        {"digest_hour": "24"},
        {"quiet_until": ""},
        {"quiet_from": "25:00"},
        {"time_zone": "Mars/X"},
    ],
)
def test_settings_that_make_no_sense_are_said_beside_their_field(
    wrong: dict[str, str], officer: Person
) -> None:
    page = officer.browser().post("/notices/settings/", FORM | wrong)
    assert page.status_code == 400
    assert list(page.context["form"].errors) == list(wrong)
    assert 'class="wrong"' in page.content.decode()
    assert not Preference.objects.exists()


def test_programs_read_mark_and_choose(cast: Cast, officer: Person) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
    api = officer.api()
    found = api.get("/api/v1/notices/").json()
    assert (found["unread"], found["next"]) == (1, None)
    row = found["notices"][0]
    assert (row["kind"], row["family"], row["read"]) == ("mla.transmit", "mla", None)
    assert row["address"] == f"/requests/{story.id}/"
    assert api.post("/api/v1/notices/read/", {"up_to": row["id"]}, format="json").status_code == 204
    assert api.get("/api/v1/notices/unread/").json() == {"unread": 0}
    assert api.get("/api/v1/notices/?show=unread").json()["notices"] == []
    for body in (SETTINGS, SETTINGS | {"quiet": None, "email": "never"}):
        assert api.put("/api/v1/notices/settings/", body, format="json").json() == body


@pytest.mark.parametrize(
    "wrong",
    [
        {}, [], {"email": "often"}, {"digest_hour": 24}, {"digest_hour": "x"}, {"quiet": {}}, {"quiet": "no"},
        {"quiet": {"since": "7:00", "until": "25:00"}}, {"time_zone": "Mars/X"}, {"urgent_breaks": "maybe"},
    ],
)  # fmt: skip
def test_a_program_learns_what_is_wrong(wrong: Any, officer: Person) -> None:
    body = SETTINGS | wrong if isinstance(wrong, dict) and wrong else wrong
    answer = officer.api().put("/api/v1/notices/settings/", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_fields")
    assert answer["Content-Type"] == "application/problem+json"
    assert not Preference.objects.exists()
