"""Whether an act is allowed, by the oracle's log: one short sentence of the law for each kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hub.threads.standing import Act
from tests.threads.oracle import PARTS, WHILE_CLOSED, Oracle

Facts = Any


def allowed(log: Oracle, act: Act) -> bool:
    """Whether the oracle would take it."""
    if act.post not in log.members() or (log.closed and act.kind not in WHILE_CLOSED):
        return False
    return _LAW[act.kind](log, act, act.facts)


def _own_message(log: Oracle, act: Act, facts: Facts) -> bool:
    found = log.one(facts["event"])
    return bool(found and found.kind in PARTS and found.post == act.post and not log.withdrawn(found.event))


def _task_done(log: Oracle, act: Act, facts: Facts) -> bool:
    made = log.all("thread.task", task=facts["task"])
    if not made or act.post not in (made[0].post, made[0].facts["post"]):
        return False
    is_open = log.task_state(facts["task"]) == "open"
    return not is_open if facts["state"] == "reopened" else is_open


def _open_poll(log: Oracle, facts: Facts) -> bool:
    made, fixed = log.all("thread.poll", poll=facts["poll"]), log.all("thread.decide", poll=facts["poll"])
    return bool(made) and not fixed


def _decide(log: Oracle, act: Act, facts: Facts) -> bool:
    return _open_poll(log, facts) and log.all("thread.poll", poll=facts["poll"])[0].post == act.post


def _propose(log: Oracle, act: Act, facts: Facts) -> bool:
    post, number = facts["post"], facts["proposal"]
    if log.policy != "every" or post in log.members() or log.all("thread.propose", proposal=number):
        return False
    running = [a for a in log.all("thread.propose", post=post) if log.proposal_open(a.facts["proposal"])]
    return not running and log.may_open_to(facts["shared"], act.post, post)


def _agree(log: Oracle, act: Act, facts: Facts) -> bool:
    number, own = facts["proposal"], log.countries[act.post]
    if not log.proposal_open(number):
        return False
    author = log.all("thread.propose", proposal=number)[0].post
    spoken = {log.countries[a.post] for a in log.all("thread.agree", proposal=number)}
    return own not in spoken | {log.countries[author]}


def _admit(log: Oracle, act: Act, facts: Facts) -> bool:
    post, number, now = facts["post"], facts["proposal"], log.members()
    if post in now or facts["members"] != sorted({*now, post}) or facts["policy"] != log.policy:
        return False
    if sorted(facts["links"]) != sorted(log.links) or not log.may_open_to([*facts["shared"]], act.post, post):
        return False
    if log.policy == "one":
        return number is None
    made = log.all("thread.propose", proposal=number)
    if not made or made[0].post != act.post or made[0].facts["post"] != post:
        return False
    within = set(facts["shared"]) <= set(made[0].facts["shared"])
    return within and log.proposal_open(number) and log.agreed(number)


def _ask(log: Oracle, act: Act, facts: Facts) -> bool:
    owner, items = facts["owner"], [log.one(event) for event in facts["items"]]
    if log.all("thread.ask_consent", ask=facts["ask"]) or owner == act.post or owner not in log.members():
        return False
    for item in items:
        if item is None or item.post != owner or item.kind not in (*PARTS, "thread.correct"):
            return False
        if act.post not in log.holders(item.event):
            return False
    pairs = [(item.event, way) for item in items if item for way in facts["ways"]]
    return any(not log.may_use(event, way, act.post, facts["to"]) for event, way in pairs)


def _consent(log: Oracle, act: Act, facts: Facts) -> bool:
    asked = log.all("thread.ask_consent", ask=facts["ask"])
    said = log.all("thread.consent", ask=facts["ask"])
    return bool(asked) and asked[0].facts["owner"] == act.post and not said


_LAW: dict[str, Callable[[Oracle, Act, Facts], bool]] = {
    "thread.say": lambda log, _act, facts: set(facts["mentions"]) <= set(log.members()),
    "thread.correct": _own_message,
    "thread.withdraw": _own_message,
    "thread.task": lambda log, _act, f: (
        f["post"] in log.members() and not log.all("thread.task", task=f["task"])
    ),
    "thread.task_done": _task_done,
    "thread.poll": lambda log, _act, facts: not log.all("thread.poll", poll=facts["poll"]),
    "thread.vote": lambda log, _act, facts: _open_poll(log, facts),
    "thread.decide": _decide,
    "thread.propose": _propose,
    "thread.agree": _agree,
    "thread.admit": _admit,
    "thread.leave": lambda log, _act, _facts: len(log.members()) > 1,
    "thread.close": lambda _log, _act, _facts: True,
    "thread.reopen": lambda log, _act, _facts: log.closed,
    "thread.link": lambda log, _act, facts: facts["request"] not in log.links,
    "thread.ask_consent": _ask,
    "thread.consent": _consent,
}
KINDS = tuple(_LAW)
