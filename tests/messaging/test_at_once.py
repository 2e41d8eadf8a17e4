"""Several members act in the same moment: one wins each place, nothing is lost, and the tables follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from hub.encryption.event import SealedEvent
from hub.ledger.models import Event, Party, SharedKey
from messaging.models import Member, Thread
from tests.cast import Cast, Side
from tests.factories.people import Person
from tests.machine_threads import answers
from tests.messaging.talking import Talking

pytestmark = pytest.mark.django_db(transaction=True)
Call = Callable[[], Any]


@pytest.fixture
def talk(cast: Cast) -> Talking:
    """Pakistan and Nepal; any member may admit. Clients are made before threads share the work."""
    talk = Talking(cast.sender, cast.recipient).open()
    for side in (cast.sender, cast.recipient):
        talk.api(side.officer)
    return talk


def posting(talk: Talking, made: SealedEvent, by: Person) -> Call:
    """A call that posts a ready act and answers 201 or the code of the refusal."""

    def post() -> Any:
        answer = talk.post(made, by=by)
        return answer.status_code if answer.status_code < 400 else answer.json()["code"]

    return post


def test_of_many_messages_for_one_place_one_wins(cast: Cast, talk: Talking) -> None:
    sides = [cast.sender, cast.recipient] * 3
    made = [(talk.make("thread.say", by=side), side.officer) for side in sides]
    found = Counter(answers([posting(talk, act, by) for act, by in made]))
    assert found == {201: 1, "seq_taken": len(sides) - 1}
    assert talk.standing.status == "open"
    assert Member.objects.filter(thread=talk.id, updated=talk.row.updated).count() == 2


@pytest.mark.parametrize("kind", ["thread.close", "thread.leave"])
def test_nothing_slips_in_behind_a_closing_or_a_leaving(cast: Cast, talk: Talking, kind: str) -> None:
    said = talk.make("thread.say", by=cast.recipient), cast.recipient.officer
    ended = talk.make(kind, by=cast.sender), cast.sender.officer
    found = answers([posting(talk, act, by) for act, by in (said, ended)])
    assert found.count(201) == 1, found
    assert talk.standing.plain()
    last = Event.objects.filter(stream=talk.id).order_by("-seq")[0]
    assert last.seq == 1
    gone = kind == "thread.leave" and last.kind == kind
    assert Party.objects.filter(stream=talk.id, until_seq__isnull=True).count() == (1 if gone else 2)


def test_of_two_admissions_of_one_post_one_counts(cast: Cast, talk: Talking) -> None:
    said = talk.say(cast.sender)

    def admission(side: Side, shared: list[str]) -> Call:
        made = talk.make("thread.admit", by=side, **talk.admission(cast.stranger, shared=shared))
        return posting(talk, made, side.officer)

    found = answers([admission(cast.sender, [said]), admission(cast.recipient, [])])
    assert found.count(201) == 1, found
    assert Member.objects.filter(thread=talk.id, focal_point=cast.stranger.post.id).count() == 1
    assert SharedKey.objects.count() == (1 if found[0] == 201 else 0)
    assert cast.stranger.post.id in {UUID(post) for post in talk.standing.members}


def test_of_two_conversations_with_one_number_one_begins(cast: Cast) -> None:
    first, second = Talking(cast.sender, cast.recipient), Talking(cast.stranger, cast.recipient)
    second.id = first.id
    calls = [beginning(first, cast.sender), beginning(second, cast.stranger)]
    found = answers(calls)
    assert found.count(201) == 1, found
    assert Thread.objects.count() == 1
    members = set(Member.objects.values_list("focal_point", flat=True))
    assert members == set(Party.objects.values_list("focal_point", flat=True))
    assert len(members) == 2


def beginning(talk: Talking, by: Side) -> Call:
    """A call with which a conversation begins."""
    members = sorted(talk.sides)
    facts = {"members": members, "policy": "one", "about": None}
    made = talk.make("thread.open", by=by, facts=facts, to=members)
    talk.api(by.officer)
    return posting(talk, made, by.officer)


def test_who_loses_signs_again_and_nothing_is_lost(cast: Cast, talk: Talking) -> None:
    each = 4

    def insist(side: Side) -> list[str]:
        sent: list[str] = []
        while len(sent) < each:
            made = talk.make("thread.say", by=side)
            if talk.post(made, by=side.officer).status_code == 201:
                sent.append(made.manifest.event)
        return sent

    found = answers([lambda: insist(cast.sender), lambda: insist(cast.recipient)])
    rows = [row["id"] for row in talk.seen(cast.sender)]
    assert sorted(rows[1:]) == sorted(event for sent in found for event in sent)
    assert [row["seq"] for row in talk.seen(cast.recipient)] == list(range(2 * each + 1))
    for sent in found:
        assert [event for event in rows if event in sent] == sent
