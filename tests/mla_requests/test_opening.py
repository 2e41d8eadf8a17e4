"""How a request begins, and who may begin one."""

from typing import Any
from uuid import uuid4

import pytest

from mla_requests.models import MlaRequest
from mla_requests.rules import may_open
from tests.cast import Cast
from tests.mla_requests.story import TO_TRANSMISSION, Story


def code(answer: Any, status: int) -> str:
    """The code of a refusal."""
    assert answer.status_code == status, answer.content
    return str(answer.json()["code"])


@pytest.mark.parametrize("kind", ["mla.submit", "mla.transmit", "mla.note"])
def test_request_that_does_not_exist(cast: Cast, kind: str) -> None:
    story = Story(cast.sender, cast.recipient)
    made = story.make("mla.draft", by=cast.sender.officer)
    facts = {"version": made.manifest.event} if kind == "mla.submit" else {}
    assert code(story.send(kind, facts=facts), 404) == "not_found"


def test_two_requests_with_one_id(cast: Cast) -> None:
    first = Story(cast.sender, cast.recipient).run("mla.draft")
    theirs = Story(cast.stranger, cast.recipient, id=first.id)
    answer = theirs.send("mla.draft", facts={"number": 1})
    assert code(answer, 404) == "not_found"
    assert MlaRequest.objects.get().requesting_id == cast.sender.post.id


def test_file_with_the_id_of_the_request(cast: Cast) -> None:
    same = uuid4()
    story = Story(cast.sender, cast.recipient, id=same, file=same)
    assert code(story.send("mla.draft"), 400) == "wrong_stream"


def test_first_version_is_number_one(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient)
    assert code(story.send("mla.draft", facts={"number": 2}), 400) == "wrong_stream"


@pytest.mark.parametrize(
    ("side", "expected"),
    [("sender", "own_country"), ("secretariat", "wrong_addressee")],
)
def test_addressee_is_a_central_authority_abroad(cast: Cast, side: str, expected: str) -> None:
    to = getattr(cast, side).post
    story = Story(cast.sender, cast.recipient)
    assert code(story.send("mla.draft", facts={"to": str(to.id)}), 403) == expected
    assert code(story.send("mla.draft", facts={"to": str(uuid4())}), 403) == "wrong_addressee"


def test_addressee_may_change_until_sent(cast: Cast) -> None:
    story = Story(cast.sender, cast.stranger).run("mla.draft")
    corrected = Story(cast.sender, cast.recipient, story.id, story.file, story.sealed)
    corrected.run("mla.draft", *TO_TRANSMISSION[1:])
    assert corrected.request.requested_id == cast.recipient.post.id
    assert not MlaRequest.objects.visible_to(cast.stranger.officer.officer).exists()


@pytest.mark.parametrize("who", ["admin", "observer"])
def test_seats_that_do_not_act_on_cases(cast: Cast, who: str) -> None:
    answer = may_open(getattr(cast.sender, who).acting, cast.recipient.post.row)
    assert not answer
    assert getattr(answer, "code", "") == "not_an_officer"


def test_secretariat_makes_no_requests(cast: Cast) -> None:
    answer = may_open(cast.secretariat.officer.acting, cast.recipient.post.row)
    assert getattr(answer, "code", "") == "not_central_authority"
