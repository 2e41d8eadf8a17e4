"""Random acts on a conversation, many of them lawful: facts are mostly drawn from what is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from hub.encryption.canonical import b64
from hub.threads.standing import Act
from tests.threads.law import KINDS
from tests.threads.oracle import PARTS, Oracle

WRAP = b64(bytes(80))
# Rarer than the rest, or hardly anything else would happen on an open conversation with people on it.
WEIGHTS = {"thread.close": 0.3, "thread.leave": 0.4, "thread.say": 3.0, "thread.ask_consent": 2.0,
           "thread.admit": 3.0, "thread.agree": 2.0, "thread.consent": 2.0, "thread.reopen": 2.0}  # fmt: skip
Facts = dict[str, Any]


@dataclass
class Dice:
    """Throws acts for a conversation of which the oracle has the log."""

    random: Random
    posts: Sequence[str]
    log: Oracle
    thread: str = str(UUID(int=1))
    kinds: Sequence[str] = KINDS

    def opening(self, members: Sequence[str], policy: str) -> Act:
        """The first act."""
        facts = {"thread": self.thread, "members": sorted(members), "policy": policy, "about": None}
        return Act("thread.open", facts, self.number(), members[0], 0)

    def act(self) -> Act:
        """The next act, allowed or not."""
        weights = {kind: WEIGHTS.get(kind, 1.0) for kind in self.kinds}
        if self.log.closed:
            weights["thread.reopen"] = 20.0
        kind = self.random.choices(self.kinds, list(weights.values()))[0]
        post = self.random.choice(self.present() * 3 + [*self.posts])
        facts = {"thread": self.thread, **_MAKE[kind](self, post)}
        chosen = kind in ("thread.say", "thread.correct")
        handling = self.random.choice(["H0", "H1", "H2", "H3"]) if chosen else "H0"
        return Act(kind, facts, self.number(), post, len(self.log.log), "", handling)

    def present(self) -> list[str]:
        """Who is on it, in the order of `posts`: a walk is the same whatever ids the posts have."""
        members = self.log.members()
        return [post for post in self.posts if post in members]

    def number(self) -> str:
        """A new id."""
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def any_post(self) -> str:
        """A post, on it or not."""
        return self.random.choice(self.posts)

    def known(self, kind: str, key: str, fresh: float = 0.1) -> str:
        """An id that an act of this kind made, now and then a new one."""
        rows = [act.facts[key] for act in self.log.all(kind)]
        return self.random.choice(rows) if rows and self.random.random() > fresh else self.number()

    def new(self, kind: str, key: str) -> str:
        """A new id, now and then one in use."""
        return self.known(kind, key, fresh=0.9)

    def events(self, most: int, own: str = "") -> list[str]:
        """Some acts, of one post if so wished."""
        rows = [a.event for a in self.log.log if a.kind in (*PARTS, "thread.correct") and own in ("", a.post)]
        found = self.random.sample(rows, min(len(rows), self.random.randint(0, most)))
        return [*found, self.number()] if self.random.random() < 0.05 else found

    def maybe(self, value: Any, other: Any) -> Any:
        """Mostly the first."""
        return value if self.random.random() < 0.9 else other


def _correct(dice: Dice, post: str) -> Facts:
    own = [act.event for act in dice.log.all(*PARTS) if act.post == post]
    others = [act.event for act in dice.log.log]
    return {"event": dice.random.choice(dice.maybe(own, others) or others)}


def _admit(dice: Dice, post: str) -> Facts:
    running = [act for act in dice.log.all("thread.propose") if act.post == post]
    if dice.random.random() < 0.7:
        running = [act for act in running if dice.log.agreed(act.facts["proposal"])]
    made = dice.random.choice(running) if running else None
    newcomer = made.facts["post"] if made else dice.any_post()
    shared = made.facts["shared"] if made else dice.events(2)
    number = made.facts["proposal"] if made else dice.maybe(None, dice.number())
    members = {*dice.log.members(), newcomer}
    if len(members) == 1:
        members |= set(dice.posts[:2])
    return {
        "proposal": number, "post": newcomer, "members": sorted(members),
        "policy": dice.maybe(dice.log.policy, "one"), "links": dice.maybe(dice.log.links, []),
        "shared": dict.fromkeys(shared, WRAP),
    }  # fmt: skip


def _ask(dice: Dice, post: str) -> Facts:
    del post
    owner = dice.any_post()
    ways = dice.random.sample(["share", "evidence", "lead", "convert"], dice.random.randint(1, 2))
    items = dice.events(2, owner) or dice.events(1) or [dice.number()]
    ask = dice.new("thread.ask_consent", "ask")
    return {"ask": ask, "owner": owner, "items": items, "ways": ways, "to": dice.maybe(None, dice.any_post())}


def _say(dice: Dice, post: str) -> Facts:
    del post
    named = dice.random.sample(dice.present(), dice.random.randint(0, 1))
    return {"mentions": dice.maybe(named, [dice.any_post()]), "urgent": dice.random.random() < 0.2}


_MAKE: dict[str, Callable[[Dice, str], Facts]] = {
    "thread.say": _say,
    "thread.correct": _correct,
    "thread.withdraw": _correct,
    "thread.task": lambda d, _p: {"task": d.new("thread.task", "task"), "post": d.any_post(), "due": None},
    "thread.task_done": lambda d, _p: {
        "task": d.known("thread.task", "task"),
        "state": d.random.choice(["done", "reopened", "dropped"]),
    },
    "thread.poll": lambda d, _p: {"poll": d.new("thread.poll", "poll"), "closes": None},
    "thread.vote": lambda d, _p: {"poll": d.known("thread.poll", "poll")},
    "thread.decide": lambda d, _p: {"poll": d.known("thread.poll", "poll")},
    "thread.propose": lambda d, _p: {
        "proposal": d.new("thread.propose", "proposal"),
        "post": d.any_post(),
        "shared": d.events(1),
    },
    "thread.agree": lambda d, _p: {
        "proposal": d.known("thread.propose", "proposal"),
        "answer": d.maybe("yes", "no"),
    },
    "thread.admit": _admit,
    "thread.leave": lambda _d, _p: {},
    "thread.close": lambda _d, _p: {},
    "thread.reopen": lambda _d, _p: {},
    "thread.link": lambda d, _p: {"request": d.new("thread.link", "request")},
    "thread.ask_consent": _ask,
    "thread.consent": lambda d, _p: {
        "ask": d.known("thread.ask_consent", "ask"),
        "answer": d.maybe("given", "denied"),
    },
}
