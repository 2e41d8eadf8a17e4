"""Random acts through the real door: the tables follow the events, and each post sees its own alone."""

from dataclasses import replace
from random import Random
from typing import Any
from uuid import UUID

import pytest

from hub.ledger.models import Stream
from hub.threads.standing import Act
from messaging.models import Member
from tests.cast import Cast, Side
from tests.factories.joining import join, new_person
from tests.messaging.talking import Talking
from tests.threads.dice import WRAP, Dice
from tests.threads.law import KINDS, allowed
from tests.threads.oracle import Oracle

LENGTH = 60
# Linking asks for a request that the sender sees; see test_thread_acts.
TRIED = tuple(kind for kind in KINDS if kind != "thread.link")


def second_post(side: Side) -> Side:
    """Another post of a country that is there already."""
    post = side.chancery.add_post("Police unit", "police")
    side.chancery.seat(side.admin, post, "admin")
    officer = join(side.chancery, post, new_person("Unit officer", f"unit@{side.code}.example"), "officer")
    return replace(side, post=post, officer=officer, approver=officer, observer=None, leaver=None)


class Walk:
    """One conversation of up to four posts of three countries, beside the oracle."""

    def __init__(self, cast: Cast, seed: int, policy: str) -> None:
        sides = [cast.sender, cast.recipient, cast.stranger, second_post(cast.sender)]
        self.sides = {str(side.post.id): side for side in sides}
        self.log = Oracle({post: side.code for post, side in self.sides.items()})
        self.talk = Talking(*sides[:2], policy=policy).open()
        for side in sides:
            self.talk.knows(side)
        made = next(iter(self.talk.sealed.values())).manifest
        self.log.add(Act(made.kind, made.facts, made.event, made.sender.focal_point, 0))
        random = Random(seed)  # noqa: S311 - repeatable, no secret
        self.dice = Dice(random, list(self.sides), self.log, str(self.talk.id), TRIED)

    def try_one(self) -> None:
        """One act, judged by the oracle and by the hub."""
        act, head = self.dice.act(), Stream.objects.get(pk=self.talk.id).head_seq
        lawful = allowed(self.log, act)
        answer = self.post(act)
        if lawful:
            assert answer.status_code == 201, (act, answer.content)
            self.log.add(act)
        else:
            assert answer.status_code in (400, 403, 404), (act, answer.content)
            assert Stream.objects.get(pk=self.talk.id).head_seq == head
        assert self.talk.standing.plain() == self.log.plain()

    def post(self, act: Act) -> Any:
        """Seal the act to whom it belongs and post it."""
        facts = dict(act.facts)
        receivers = {*self.log.members(), act.post}
        if act.kind == "thread.admit":
            receivers |= set(facts["members"])
            to = self.sides[facts["post"]]
            facts["shared"] = {
                event: self.talk.shared_key(event, to) if event in self.talk.sealed else WRAP
                for event in facts["shared"]
            }
        return self.talk.send(
            act.kind, by=self.sides[act.post], facts=facts, to=sorted(receivers), handling=act.handling,
            event=act.event,
        )  # fmt: skip

    def check_views(self) -> None:
        """Everybody sees what was sealed to the own post or opened to it later, and nothing else."""
        for post, side in self.sides.items():
            own = [act.event for act in self.log.log if post in self.log.holders(act.event)]
            answer = self.talk.api(side.officer).get(f"/api/v1/streams/{self.talk.id}/events/?limit=200")
            assert answer.status_code == (200 if own else 404)
            rows = answer.json()["events"] if own else []
            assert [row["id"] for row in rows] == own
            sealed = {row["id"] for row in rows if post in {one["focal_point"] for one in row["all_wraps"]}}
            assert {row["id"] for row in rows if row.get("shared")} == set(own) - sealed
            self.check_card(post, side)

    def check_card(self, post: str, side: Side) -> None:
        """The head and the parties are those of now, or those of the own leaving."""
        member = Member.objects.filter(thread=self.talk.id, focal_point=UUID(post)).first()
        if member is None:
            return
        card = self.talk.api(side.officer).get(f"/api/v1/streams/{self.talk.id}/").json()
        gone = member.until_seq
        assert card["head_seq"] == (len(self.log.log) - 1 if gone is None else gone)
        expected = self.log.members() if gone is None else self.log.members(gone)
        assert {one["focal_point"] for one in card["parties"]} == set(expected)


@pytest.mark.parametrize(("seed", "policy"), [(16, "one"), (20, "one"), (43, "every"), (57, "every")])
def test_every_act_through_the_door_as_the_oracle_says(cast: Cast, seed: int, policy: str) -> None:
    walk = Walk(cast, seed, policy)
    for number in range(LENGTH):
        walk.try_one()
        if number % 15 == 14:
            walk.check_views()
    assert len(walk.log.log) > LENGTH // 6
