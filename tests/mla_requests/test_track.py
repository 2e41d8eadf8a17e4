"""“Where is my request?”: for the prosecution behind it and its central authority, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from hub.base.clock import now
from hub.notifications.models import Notification
from hub.procedure import Status
from mla_requests.models import MlaRequest
from mla_requests.queries.track import held
from mla_requests.whats_next import NEXT
from tests.cast import Cast
from tests.mla_requests.conducted import ConductedStory, Prosecution, prosecution
from tests.mla_requests.story import TO_ASSESSMENT, TO_CLOSURE, TO_TRANSMISSION, Story


@pytest.fixture
def behind(cast: Cast) -> Prosecution:
    """A prosecution in Pakistan."""
    return prosecution(cast.sender)


@pytest.fixture
def story(cast: Cast, behind: Prosecution) -> ConductedStory:
    """Its request, under assessment in Nepal."""
    begun = ConductedStory(cast.sender, cast.recipient, conducting=behind)
    begun.run(*TO_ASSESSMENT)
    return begun


def page(person: Any, path: str) -> str:
    answer = person.browser().get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    text: str = answer.content.decode()
    return text


def test_every_status_has_words_for_what_comes_next() -> None:
    assert set(NEXT) == {status.value for status in Status} | {"closing"}
    assert all(str(sentence).format(who="Nepal") for _heading, sentence in NEXT.values())


def test_it_says_who_holds_it_what_comes_next_and_by_when(story: ConductedStory, behind: Prosecution) -> None:
    text = page(behind.officer, f"/track/{story.id}/")
    assert "It is with <b><bdi>Nepal</bdi></b>" in text
    assert "Nepal decides about each measure." in text
    assert "<bdi>Nepal</bdi> has until" in text
    for code, state in (
        ("sent", "done"),
        ("acknowledged", "done"),
        ("decided", "now"),
        ("executed", "ahead"),
    ):
        assert f'data-state="{state}"' in text, code
    assert "The same as a table" in text
    assert "Write a note to the file to reach it" in text


def test_the_central_authority_may_ask_for_the_status_from_there(cast: Cast, story: ConductedStory) -> None:
    text = page(cast.sender.officer, f"/track/{story.id}/")
    assert f"/requests/{story.id}/act/status_query/" in text
    assert "Your central authority speaks" not in text


def test_nobody_else_finds_it(cast: Cast, story: ConductedStory) -> None:
    for person in (cast.recipient.officer, cast.stranger.officer, cast.secretariat.officer):
        assert person.browser().get(f"/track/{story.id}/").status_code == 404
        assert person.api().get(f"/api/v1/track/{story.id}/").status_code == 404
        assert str(story.id) not in page(person, "/track/")


def test_the_first_page_of_a_prosecution_asks_where_is_my_request(
    story: ConductedStory, behind: Prosecution
) -> None:
    text = page(behind.officer, "/")
    assert text.index("Where is my request?</a></h1>") < text.index("What waits for you</h2>")
    assert f'href="/track/{story.id}/"' in text
    assert "Nepal decides about each measure." in text


def test_a_central_authority_begins_with_what_waits(cast: Cast, story: ConductedStory) -> None:
    text = page(cast.recipient.officer, "/")
    assert 'id="waits">What waits for you</h1>' in text
    assert f'href="/requests/{story.id}/"' in text
    assert 'href="/board/"' in text


def test_finished_requests_are_apart(cast: Cast, behind: Prosecution, story: ConductedStory) -> None:
    over = ConductedStory(cast.sender, cast.recipient, conducting=behind).run(*TO_CLOSURE)
    api = behind.officer.api()
    assert [one["id"] for one in api.get("/api/v1/track/").json()["requests"]] == [str(story.id)]
    [row] = api.get("/api/v1/track/", {"over": "yes"}).json()["requests"]
    assert row["id"] == str(over.id)
    steps = ["sent", "acknowledged", "decided", "executed", "received", "closed"]
    assert list(row["milestones"]) == steps
    assert [row["milestones"][name] for name in steps] == sorted(row["milestones"].values())
    assert "It is finished." in page(behind.officer, f"/track/{over.id}/")


def test_a_withdrawn_request_does_not_promise_results(cast: Cast, behind: Prosecution) -> None:
    story = ConductedStory(cast.sender, cast.recipient, conducting=behind).run(
        *TO_TRANSMISSION, "mla.withdraw"
    )
    text = page(behind.officer, f"/track/{story.id}/")
    assert text.count('data-state="never"') == 4
    assert "Does not come" in text


def test_the_time_divides_between_the_sides(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
    request = MlaRequest.objects.get(pk=story.id)
    request.held_requesting, request.held_requested = 100, 50
    later = held(request, request.updated + timedelta(seconds=30))
    assert (later.requesting, later.requested, later.whole) == (100, 80, 180)
    draft = Story(cast.sender, cast.recipient).run("mla.draft").request
    assert held(draft, now() + timedelta(days=9)).whole == 0


def test_the_prosecution_cannot_open_what_the_states_write_to_each_other(
    story: ConductedStory, behind: Prosecution
) -> None:
    api = behind.officer.api()
    assert api.get(f"/api/v1/streams/{story.file}/").status_code == 200
    assert api.get(f"/api/v1/streams/{story.id}/").status_code == 404
    assert str(story.id) in page(behind.officer, "/track/")
    acknowledged = f'data-stream="{story.id}"'
    assert acknowledged not in page(behind.officer, "/track/")


def test_what_is_new_is_said_in_plain_words_and_goes_when_seen(cast: Cast, story: ConductedStory) -> None:
    officer = cast.sender.officer
    Notification.objects.create(officer_id=officer.id, kind="clock.escalated", target=str(story.id))
    Notification.objects.create(officer_id=officer.id, kind="mla.refuse", target=str(story.file))
    browser = officer.browser()
    text = browser.get("/").content.decode()
    assert "A time limit passed days ago and nothing happened" in text
    assert f'<a href="/requests/{story.id}/">' in text
    assert f"/requests/{story.file}/" not in text
    assert browser.post("/seen/").status_code == 302
    assert "New since you looked" not in browser.get("/").content.decode()
    assert not Notification.objects.filter(officer_id=officer.id, read_at__isnull=True).exists()
