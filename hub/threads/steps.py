"""What each act does to a conversation. Pure: the same acts give the same standing, everywhere.

An act about something that the reader cannot know (it was begun before the reader's own admission) changes
nothing. Whether an act was allowed is `hub.threads.guards`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from hub.threads.standing import CLOSED, OPEN, Act, Ask, Poll, Proposal, Standing, Task

Changes = dict[str, Any]


def begin(act: Act) -> Standing:
    """The standing after the first act that a reader has: the opening, or the own admission."""
    facts = act.facts
    about = [facts["about"]] if facts.get("about") else []
    return Standing(
        policy=facts["policy"],
        members=dict.fromkeys(facts["members"], act.seq),
        links=tuple(facts.get("links", about)),
    )


def step(before: Standing, act: Act) -> Standing:
    """The standing after an act that was allowed."""
    effect = _EFFECTS.get(act.kind)
    return before if effect is None else replace(before, **effect(before, act))


def _admit(before: Standing, act: Act) -> Changes:
    post, number = act.facts["post"], act.facts["proposal"]
    left = {name: seq for name, seq in before.left.items() if name != post}
    return {
        "members": {**before.members, post: act.seq},
        "left": left,
        "proposals": _with(before.proposals, number, ended="admitted"),
    }


def _leave(before: Standing, act: Act) -> Changes:
    return {
        "members": {name: seq for name, seq in before.members.items() if name != act.post},
        "left": {**before.left, act.post: act.seq},
        "proposals": {
            key: replace(one, ended="left") if one.by == act.post and not one.ended else one
            for key, one in before.proposals.items()
        },
    }


def _task(before: Standing, act: Act) -> Changes:
    made = Task(act.event, act.post, act.facts["post"], act.facts["due"])
    return {"tasks": {**before.tasks, act.facts["task"]: made}}


def _task_done(before: Standing, act: Act) -> Changes:
    state = act.facts["state"]
    return {"tasks": _with(before.tasks, act.facts["task"], state=OPEN if state == "reopened" else state)}


def _poll(before: Standing, act: Act) -> Changes:
    made = Poll(act.event, act.post, act.facts["closes"])
    return {"polls": {**before.polls, act.facts["poll"]: made}}


def _vote(before: Standing, act: Act) -> Changes:
    poll = before.polls.get(act.facts["poll"])
    voted = {**poll.voted, act.post: act.event} if poll else {}
    return {"polls": _with(before.polls, act.facts["poll"], voted=voted)}


def _propose(before: Standing, act: Act) -> Changes:
    made = Proposal(act.event, act.post, act.facts["post"], tuple(act.facts["shared"]))
    return {"proposals": {**before.proposals, act.facts["proposal"]: made}}


def _agree(before: Standing, act: Act) -> Changes:
    number, answer = act.facts["proposal"], act.facts["answer"]
    found = before.proposals.get(number)
    answers = {**found.answers, act.post: answer} if found else {}
    ended = {"ended": "no"} if answer == "no" else {}
    return {"proposals": _with(before.proposals, number, answers=answers, **ended)}


def _ask(before: Standing, act: Act) -> Changes:
    facts = act.facts
    made = Ask(act.event, act.post, facts["owner"], tuple(facts["items"]), tuple(facts["ways"]), facts["to"])
    return {"asks": {**before.asks, facts["ask"]: made}}


def _consent(before: Standing, act: Act) -> Changes:
    said = {"answer": act.facts["answer"], "answered": act.event}
    return {"asks": _with(before.asks, act.facts["ask"], **said)}


def _with(group: Mapping[str, Any], key: str | None, **changes: Any) -> dict[str, Any]:
    """The group with one entry changed; an unknown one stays unknown."""
    return {name: replace(one, **changes) if name == key else one for name, one in group.items()}


_EFFECTS: dict[str, Callable[[Standing, Act], Changes]] = {
    "thread.task": _task,
    "thread.task_done": _task_done,
    "thread.poll": _poll,
    "thread.vote": _vote,
    "thread.decide": lambda before, act: {"polls": _with(before.polls, act.facts["poll"], decided=act.event)},
    "thread.propose": _propose,
    "thread.agree": _agree,
    "thread.admit": _admit,
    "thread.leave": _leave,
    "thread.close": lambda _before, _act: {"status": CLOSED},
    "thread.reopen": lambda _before, _act: {"status": OPEN},
    "thread.link": lambda before, act: {"links": (*before.links, act.facts["request"])},
    "thread.ask_consent": _ask,
    "thread.consent": _consent,
}
