"""Pages and API of what a post keeps: dates, holds, who has erased, terms; three rows cost as much as one."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.ledger.actions import ended
from hub.ledger.models import Keeping, Term
from tests.cast import Cast
from tests.ledger.erasing import erase, propose, what
from tests.mla_requests.story import TO_TRANSMISSION, Story

RETENTION = "/api/v1/retention/"


@pytest.fixture
def story(cast: Cast) -> Story:
    """A request that was sent and ended long ago."""
    found = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
    ended([found.file, found.id], date(2010, 3, 1))
    return found


def test_the_page_says_who_holds_what_and_who_proposed(story: Story, cast: Cast) -> None:
    erase(story, cast.recipient, what(0))
    propose(story, cast.sender.officer, what(0))
    for who, words in ((cast.sender.approver, b"Sign and erase"), (cast.sender.officer, b"Another approver")):
        page = who.browser().get(f"/retention/{story.id}/").content
        assert words in page
        assert b"has erased everything" in page
        assert b"still holds 1 of 1 steps" in page
    listed = cast.sender.officer.browser().get("/retention/").content
    assert b"Ready to erase" in listed
    assert b"Erasing is proposed" in listed
    assert str(story.file).encode() not in cast.recipient.officer.browser().get("/retention/").content


def test_three_rows_cost_the_queries_of_one(story: Story, cast: Cast) -> None:
    api = cast.sender.officer.api()
    Keeping.objects.filter(stream=story.file).delete()
    counts = []
    for rows in (1, 3):
        if rows == 3:
            other = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
            ended([other.file, other.id], date(2012, 1, 1))
        with CaptureQueriesContext(connection) as asked:
            answer = api.get(RETENTION).json()
        assert len(answer["streams"]) == rows
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "junk", [{}, [], {"years": 0, "alone": False}, {"years": "5", "alone": False}, {"years": 5, "alone": 1}]
)
def test_junk_sets_no_term(cast: Cast, junk: Any) -> None:
    assert cast.sender.admin.api().post(RETENTION, junk).status_code == 400
    assert not Term.objects.exists()


def test_only_an_administrator_sets_the_term_of_the_own_post(cast: Cast) -> None:
    given = {"years": 5, "alone": False}
    assert cast.sender.approver.api().post(RETENTION, given).status_code == 403
    assert cast.sender.admin.api().post(RETENTION, given).status_code == 200
    assert cast.recipient.officer.api().get(RETENTION).json()["years"] == Term.YEARS


def test_a_hold_is_for_approvers_of_a_post_on_the_stream(story: Story, cast: Cast) -> None:
    address = f"/api/v1/streams/{story.id}/hold/"
    answers = [
        who.api().post(address, {"held": True}).status_code
        for who in (cast.stranger.admin, cast.sender.officer, cast.sender.approver)
    ]
    assert answers == [404, 403, 200]
    assert not Keeping.objects.get(stream=story.id, focal_point=cast.recipient.post.id).held_at
    assert cast.sender.approver.api().post(address, {"held": "no"}).status_code == 400


def test_limits_of_open_uploads_are_set_by_who_runs_the_hub(cast: Cast, settings: Any) -> None:
    assert configured.HUB_OPEN_UPLOADS == 2000
    settings.HUB_OPEN_UPLOADS = 1
    api, about = cast.sender.officer.api(), {"stream": str(cast.sender.post.id), "n": 1, "length": 9}
    events = (str(cast.sender.post.id), str(cast.recipient.post.id))
    answers = [api.post("/api/v1/uploads/", about | {"event": event}).status_code for event in events]
    assert answers == [201, 409]
