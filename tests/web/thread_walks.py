"""Random walks through a conversation: acts with the shapes that are signed, lawful or not."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any
from uuid import UUID

from hub.threads.standing import Act, Standing
from hub.threads.steps import begin, step

POSTS = [str(UUID(int=n)) for n in range(1, 6)]
NUMBERS = [str(UUID(int=100 + n)) for n in range(4)]
EVENTS = [str(UUID(int=1000 + n)) for n in range(6)]
Facts = dict[str, Any]


def walk(seed: int, length: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Acts as JSON, and Python's standing after each."""
    random = Random(seed)  # noqa: S311 - a test, repeatable
    acts = [_first(random)]
    for seq in range(1, length):
        kind = random.choice(sorted(_FACTS))
        acts.append(_act(random, kind, _FACTS[kind](random), seq))
    return acts, _standings(acts)


def _act(random: Random, kind: str, facts: Facts, seq: int) -> dict[str, Any]:
    event = str(UUID(int=5000 + seq))
    said = {"kind": kind, "facts": facts, "event": event, "post": random.choice(POSTS), "seq": seq}
    return {**said, "at": f"2026-11-22T10:{seq % 60:02}:00Z", "handling": "H0"}


def _first(random: Random) -> dict[str, Any]:
    members = sorted(random.sample(POSTS, 3))
    if random.random() < 0.5:
        opened = {"members": members, "policy": "one", "about": random.choice([None, NUMBERS[0]])}
        return _act(random, "thread.open", opened, 0)
    admitted = {"members": members, "policy": "every", "links": NUMBERS[:1], "proposal": None}
    return _act(random, "thread.admit", {**admitted, "post": members[0], "shared": {}}, 7)


def _standings(acts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[Standing] = []
    for one in acts:
        act = Act(**one)
        found.append(step(found[-1], act) if found else begin(act))
    return [one.plain() for one in found]


def _pick(random: Random, **choices: Any) -> Facts:
    return {name: random.choice(values) for name, values in choices.items()}


_FACTS: dict[str, Callable[[Random], Facts]] = {
    "thread.say": lambda r: {"mentions": [], "urgent": r.random() < 0.5},
    "thread.task": lambda r: _pick(r, task=NUMBERS, post=POSTS, due=[None, "2026-12-01"]),
    "thread.task_done": lambda r: _pick(r, task=NUMBERS, state=["done", "reopened", "dropped"]),
    "thread.poll": lambda r: _pick(r, poll=NUMBERS, closes=[None, "2026-12-01T10:00:00Z"]),
    "thread.vote": lambda r: _pick(r, poll=NUMBERS),
    "thread.decide": lambda r: _pick(r, poll=NUMBERS),
    "thread.propose": lambda r: {**_pick(r, proposal=NUMBERS, post=POSTS), "shared": r.sample(EVENTS, 2)},
    "thread.agree": lambda r: _pick(r, proposal=NUMBERS, answer=["yes", "yes", "no"]),
    "thread.admit": lambda r: {
        **_pick(r, proposal=[None, *NUMBERS], post=POSTS),
        "members": POSTS,
        "policy": "one",
        "links": [],
        "shared": {},
    },
    "thread.leave": lambda _r: {},
    "thread.close": lambda _r: {},
    "thread.reopen": lambda _r: {},
    "thread.link": lambda r: _pick(r, request=NUMBERS),
    "thread.ask_consent": lambda r: {
        **_pick(r, ask=NUMBERS, owner=POSTS, to=[None, *POSTS]),
        "items": r.sample(EVENTS, 2),
        "ways": r.sample(["share", "evidence", "lead"], 2),
    },
    "thread.consent": lambda r: _pick(r, ask=NUMBERS, answer=["given", "denied"]),
}
KINDS = frozenset(_FACTS)
