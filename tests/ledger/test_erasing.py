"""A post has its own copy erased; nobody has another's; what proves the past stays."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.base import clock
from hub.encryption.erasing import CONTENT, PROPOSE
from hub.ledger.actions import ended, erase_again, hold_keeping, lift_hold, set_term, tell_ready
from hub.ledger.models import Erasure, Event, Part, Wrap
from hub.notifications.models import Notification
from tests.cast import Cast
from tests.ledger.erasing import erase, make, post, propose, send, what
from tests.mla_requests.story import TO_TRANSMISSION, Story


@pytest.fixture
def story(cast: Cast) -> Story:
    """A request that was sent: file acts 0 to 2, one shared act."""
    return Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)


def wrap_of(story: Story, side: Any) -> str:
    """The side's key of the transmission."""
    return Wrap.objects.get(event__stream=story.id, event__seq=0, focal_point=side.post.id).wrap


def test_one_side_erases_its_own_copy_and_the_other_keeps_reading(story: Story, cast: Cast) -> None:
    assert erase(story, cast.sender, what(0)).status_code == 201
    assert wrap_of(story, cast.sender) == ""
    assert len(wrap_of(story, cast.recipient)) == 108
    sent = Event.objects.get(stream=story.id, seq=0)
    part = f"/api/v1/streams/{story.id}/events/{sent.pk}/parts/0/"
    assert cast.recipient.officer.api().get(part).status_code == 200
    gone = cast.sender.officer.api().get(part)
    assert gone.status_code == 410
    assert gone.json()["erased"][0]["rule"] == "court"
    row = cast.recipient.officer.api().get(f"/api/v1/streams/{story.id}/events/{sent.pk}/").json()
    assert [one["focal_point"] for one in row["erased"]] == [str(cast.sender.post.id)]


def test_an_erasing_that_comes_between_reading_acts_and_their_keys_is_shown(story: Story, cast: Cast) -> None:
    proposal = propose(story, cast.sender.officer, what(0))
    made, met = make(story, CONTENT, cast.sender.approver, what(0) | {"proposal": proposal}), list[int]()

    def meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        if not met and sql.startswith("SELECT event_id, focal_point_id, generation, wrap FROM"):
            met.append(post(made, cast.sender.approver).status_code)
        return execute(sql, *rest)

    with CaptureQueriesContext(connection), connection.execute_wrapper(meanwhile):
        rows = cast.recipient.officer.api().get(f"/api/v1/streams/{story.id}/events/").json()["events"]
    assert met == [201]
    assert rows[0]["erased"][0]["act"] == rows[-1]["id"] == made.manifest.event


def test_the_bytes_go_when_every_post_has_erased(story: Story, cast: Cast) -> None:
    erase(story, cast.sender, what(0))
    assert Part.objects.filter(event__stream=story.id, event__seq=0, inline__isnull=False).exists()
    assert erase(story, cast.recipient, what(0)).status_code == 201
    left = Part.objects.filter(event__stream=story.id, event__seq=0)
    assert left.exists()
    assert not left.filter(inline__isnull=False).exists()
    assert not left.filter(upload__isnull=False).exists()
    assert erase_again() == (2, 2)
    assert Erasure.objects.count() == 2


def test_a_national_file_goes_at_once(story: Story, cast: Cast) -> None:
    assert erase(story, cast.sender, what(2), story.file).status_code == 201
    assert not Part.objects.filter(event__stream=story.file, event__seq__lte=2, inline__isnull=False).exists()
    assert Wrap.objects.filter(event__stream=story.file, event__seq=4).exclude(wrap="").exists()


@pytest.mark.parametrize("who", ["officer", "observer"])
def test_who_is_no_approver_or_administrator_erases_nothing(story: Story, cast: Cast, who: str) -> None:
    proposal = propose(story, cast.sender.approver, what(0))
    answer = send(story, CONTENT, getattr(cast.sender, who), what(0) | {"proposal": proposal})
    assert answer.status_code == 403
    assert wrap_of(story, cast.sender)


def test_nobody_erases_what_belongs_to_another_country(story: Story, cast: Cast) -> None:
    theirs = propose(story, cast.sender.officer, what(0))
    stolen = send(story, CONTENT, cast.recipient.approver, what(0) | {"proposal": theirs})
    assert stolen.json()["code"] == "second_person"
    assert erase(story, cast.recipient, what(0)).status_code == 201
    assert wrap_of(story, cast.recipient) == ""
    assert wrap_of(story, cast.sender)


def test_a_stranger_and_the_other_side_of_a_file_find_nothing(story: Story, cast: Cast) -> None:
    for who, stream in ((cast.stranger.approver, story.id), (cast.recipient.approver, story.file)):
        assert send(story, PROPOSE, who, what(0), stream).status_code == 404


def test_it_takes_two_people_who_mean_the_same(story: Story, cast: Cast) -> None:
    own = propose(story, cast.sender.approver, what(0))
    assert send(story, CONTENT, cast.sender.approver, what(0) | {"proposal": own}).status_code == 403
    assert send(story, CONTENT, cast.sender.approver, what(0) | {"proposal": None}).status_code == 403
    other = what(0, rule="error") | {"proposal": own}
    assert send(story, CONTENT, cast.sender.admin, other).status_code == 403
    assert wrap_of(story, cast.sender)
    assert send(story, CONTENT, cast.sender.admin, what(0) | {"proposal": own}).status_code == 201


def test_a_removed_colleagues_proposal_counts_no_more(story: Story, cast: Cast) -> None:
    side = cast.sender
    assert side.leaver is not None
    proposal = propose(story, side.leaver, what(0))
    left = side.leaver.api()
    side.chancery.remove(side.leaver)
    answer = send(story, CONTENT, side.approver, what(0) | {"proposal": proposal})
    assert answer.status_code == 403
    assert wrap_of(story, side)
    assert left.get(f"/api/v1/streams/{story.id}/").status_code == 401


def test_only_acts_of_the_stream_with_their_hash_are_named(story: Story, cast: Cast) -> None:
    sent, filed = (Event.objects.get(stream=one, seq=0) for one in (story.id, story.file))
    named = {"event": str(sent.pk), "hash": sent.hash}
    for wrong in ({"event": str(filed.pk), "hash": filed.hash}, named | {"hash": filed.hash}):
        assert send(story, PROPOSE, cast.sender.officer, what(events=[wrong])).status_code == 400
    assert send(story, PROPOSE, cast.sender.officer, what(99)).status_code == 400
    assert send(story, PROPOSE, cast.sender.officer, what(0) | {"x": 1}).status_code == 400
    assert erase(story, cast.sender, what(events=[named])).status_code == 201
    assert wrap_of(story, cast.sender) == ""


def test_the_same_act_again_changes_nothing(story: Story, cast: Cast) -> None:
    facts = what(0) | {"proposal": propose(story, cast.sender.officer, what(0))}
    made = make(story, CONTENT, cast.sender.approver, facts)
    first, again = (post(made, cast.sender.approver) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    more = send(story, CONTENT, cast.sender.approver, facts)
    assert more.json()["code"] == "erased_already"


def test_a_hold_stops_it_until_it_is_lifted(story: Story, cast: Cast) -> None:
    side = cast.sender
    facts = what(0) | {"proposal": propose(story, side.officer, what(0))}
    hold_keeping(story.id, by=side.admin.acting, now=clock.now())
    assert send(story, CONTENT, side.approver, facts).json()["code"] == "on_hold"
    assert erase(story, cast.recipient, what(0)).status_code == 201
    lift_hold(story.id, by=side.admin.acting)
    assert send(story, CONTENT, side.approver, facts).status_code == 201


def test_the_retention_rule_waits_for_its_day(story: Story, cast: Cast) -> None:
    side, today = cast.sender, clock.now().date()
    kept = what(0, rule="retention")
    assert send(story, PROPOSE, side.officer, kept).json()["code"] == "kept_longer"
    ended([story.id], date(today.year - 3, 1, 1))
    assert send(story, PROPOSE, side.officer, kept).json()["code"] == "kept_longer"
    assert tell_ready(clock.now()) == 0
    set_term(2, False, by=side.admin.acting)
    assert (tell_ready(clock.now()), tell_ready(clock.now())) == (1, 0)
    told = Notification.objects.filter(kind="keeping.ready").values_list("officer_id", flat=True)
    assert set(told) == {side.approver.id, side.admin.id}
    assert erase(story, side, kept).status_code == 201


def test_one_alone_signs_only_where_the_post_says_so_and_has_nobody_else(story: Story, cast: Cast) -> None:
    side = cast.recipient
    facts = what(0) | {"proposal": None}
    set_term(10, True, by=side.admin.acting)
    assert send(story, CONTENT, side.approver, facts).json()["code"] == "second_person"
    side.chancery.unseat(side.approver, side.post, "approver")
    assert send(story, CONTENT, side.admin, facts).status_code == 201
