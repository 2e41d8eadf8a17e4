"""Thousands of random acts: guards and steps against an oracle that reads the whole log each time."""

from collections import Counter
from random import Random
from uuid import UUID

import pytest

from hub.threads.guards import World, refused
from hub.threads.handling import Item
from hub.threads.standing import Act, Standing
from hub.threads.steps import begin, step
from hub.threads.table import KINDS, read
from tests.threads.dice import Dice
from tests.threads.law import allowed
from tests.threads.oracle import Oracle

POSTS = [str(UUID(int=n)) for n in range(10, 16)]
# Two posts of one country, so that "every country" is not "every post".
COUNTRIES = dict(zip(POSTS, ["PK", "PK", "NP", "EG", "DZ", "EG"], strict=True))
LENGTH = 120
SEEDS = range(30)


def items(log: Oracle) -> dict[str, Item]:
    """What the guards must know of the acts so far."""
    return {act.event: _item(act, log) for act in log.log}


def _item(act: Act, log: Oracle) -> Item:
    codes = tuple(log.codes(act.event))
    holders = frozenset(log.holders(act.event))
    return Item(act.event, act.kind, act.post, codes, holders, log.withdrawn(act.event))


def walk(seed: int, seen: Counter[tuple[str, str]]) -> Standing:
    """One conversation; every act is judged by both, and taken if they allow it."""
    log = Oracle(COUNTRIES)
    dice = Dice(Random(seed), POSTS, log)  # noqa: S311 - repeatable, no secret
    first = dice.opening(dice.random.sample(POSTS, 3), dice.random.choice(["one", "every"]))
    log.add(first)
    standing = begin(first)
    for _ in range(LENGTH):
        act = dice.act()
        assert read(act.kind, act.facts) == act.facts
        why = refused(standing, act, World(COUNTRIES.__getitem__, items(log)))
        assert (why == "") is allowed(log, act), (seed, why, act)
        seen[act.kind, why] += 1
        if not why:
            standing = step(standing, act)
            log.add(act)
            assert standing.plain() == log.plain()
    return standing


def test_guards_and_steps_agree_with_the_oracle_on_random_walks() -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for seed in SEEDS:
        standing = walk(seed, seen)
        assert Standing.from_plain(standing.plain()) == standing
    taken = {kind for kind, why in seen if not why}
    assert taken == KINDS.keys() - {"thread.open"}
    assert sum(seen.values()) == LENGTH * len(SEEDS)
    for code in ("handling_share", "not_agreed", "shared_already", "closed", "left", "withdrawn", "answered"):
        assert any(why == code for _kind, why in seen), f"{code} never came up"


@pytest.mark.parametrize("policy", ["one", "every"])
def test_a_newcomer_reads_on_from_its_admission(policy: str) -> None:
    facts = {"members": POSTS[:3], "policy": policy, "links": [POSTS[5]], "post": POSTS[2], "shared": {}}
    standing = begin(Act("thread.admit", {**facts, "proposal": None}, POSTS[0], POSTS[0], 7))
    assert (standing.policy, standing.links) == (policy, (POSTS[5],))
    assert standing.members == dict.fromkeys(POSTS[:3], 7)
    unknown = Act("thread.task_done", {"task": POSTS[1], "state": "done"}, POSTS[1], POSTS[0], 8)
    assert step(standing, unknown) == standing
