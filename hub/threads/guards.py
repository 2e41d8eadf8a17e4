"""Whether an act is allowed where a conversation stands. Pure: hub, client and browser give the same word.

A word is "" for yes, else a stable code; the sentences that explain it are the hub's (messaging.rules).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.threads.handling import Item, needs_consent, not_for
from hub.threads.standing import CLOSED, EVERY, OPEN, Act, Proposal, Standing
from hub.threads.table import KINDS, MOST

MESSAGES = frozenset({"thread.open", "thread.say"})
ITEMS = MESSAGES | {"thread.correct"}


@dataclass(frozen=True)
class World:
    """What a guard must know besides the standing: countries of posts, the acts that are named, the time.

    `now` is text like 2026-11-22T15:00:00Z, or "" where only the order of acts counts.
    """

    country: Callable[[str], str]
    items: Mapping[str, Item] = field(default_factory=dict)
    now: str = ""


def refused(before: Standing, act: Act, world: World) -> str:
    """Why a later act (not the opening) is not allowed, or "" if it is."""
    found = beforehand(before, act.kind, act.post)
    guard = _GUARDS.get(act.kind)
    return found or (guard(before, act, world) if guard else "")


def beforehand(before: Standing, kind: str, post: str) -> str:
    """The same without facts: whether a post could do it with the right ones."""
    if post not in before.members:
        return "left" if post in before.left else "not_member"
    if kind == "thread.reopen":
        return "" if before.status == CLOSED else "not_closed"
    if before.status == CLOSED and not KINDS[kind].closed:
        return "closed"
    if kind == "thread.leave" and len(before.members) == 1:
        return "last_one"
    if kind == "thread.propose" and before.policy != EVERY:
        return "no_proposal_needed"
    return ""


def agreed(before: Standing, proposal: Proposal, country: Callable[[str], str]) -> bool:
    """Whether every country on the conversation but the proposer's has said yes."""
    said = {country(post) for post, answer in proposal.answers.items() if answer == "yes"}
    return {country(post) for post in before.members} - {country(proposal.by)} <= said


def _say(before: Standing, act: Act, _world: World) -> str:
    return "" if set(act.facts["mentions"]) <= before.members.keys() else "mention_outside"


def _own_message(_before: Standing, act: Act, world: World) -> str:
    item = world.items.get(act.facts["event"])
    if item is None or item.kind not in MESSAGES:
        return "no_such_message"
    if item.post != act.post:
        return "not_yours"
    return "withdrawn" if item.withdrawn else ""


def _task(before: Standing, act: Act, _world: World) -> str:
    if act.facts["task"] in before.tasks:
        return "used_number"
    return "" if act.facts["post"] in before.members else "task_outside"


def _task_done(before: Standing, act: Act, _world: World) -> str:
    task = before.tasks.get(act.facts["task"])
    if task is None:
        return "no_such_task"
    if act.post not in (task.post, task.by):
        return "not_your_task"
    return "" if (act.facts["state"] == "reopened") is (task.state != OPEN) else "task_stands_so"


def _poll(before: Standing, act: Act, world: World) -> str:
    if act.facts["poll"] in before.polls:
        return "used_number"
    closes = act.facts["closes"]
    return "no_time" if closes and world.now and closes <= world.now else ""


def _vote(before: Standing, act: Act, world: World) -> str:
    poll = before.polls.get(act.facts["poll"])
    if poll is None:
        return "no_such_poll"
    ended = poll.closes and world.now and poll.closes <= world.now
    return "poll_over" if poll.decided or ended else ""


def _decide(before: Standing, act: Act, _world: World) -> str:
    poll = before.polls.get(act.facts["poll"])
    if poll is None:
        return "no_such_poll"
    if poll.by != act.post:
        return "not_your_poll"
    return "poll_over" if poll.decided else ""


def _propose(before: Standing, act: Act, world: World) -> str:
    facts = act.facts
    if facts["proposal"] in before.proposals:
        return "used_number"
    if any(one.post == facts["post"] and not one.ended for one in before.proposals.values()):
        return "proposed_already"
    return _newcomer(before, facts["post"]) or _shared(before, act, facts["shared"], world)


def _agree(before: Standing, act: Act, world: World) -> str:
    proposal = before.proposals.get(act.facts["proposal"])
    if proposal is None:
        return "no_such_proposal"
    if proposal.ended:
        return "proposal_over"
    own = world.country(act.post)
    if own == world.country(proposal.by):
        return "own_proposal"
    return "answered" if own in {world.country(post) for post in proposal.answers} else ""


def _admit(before: Standing, act: Act, world: World) -> str:
    facts = act.facts
    found = _newcomer(before, facts["post"]) or _by_policy(before, act, world)
    if found:
        return found
    said = (facts["members"], facts["policy"], sorted(facts["links"]))
    if said != (sorted([*before.members, facts["post"]]), before.policy, sorted(before.links)):
        return "says_otherwise"
    return _shared(before, act, facts["shared"], world)


def _by_policy(before: Standing, act: Act, world: World) -> str:
    number = act.facts["proposal"]
    if before.policy != EVERY:
        return "" if number is None else "no_proposal_needed"
    proposal = before.proposals.get(number or "")
    if proposal is None:
        return "proposal_first"
    if proposal.by != act.post:
        return "not_your_proposal"
    if proposal.ended:
        return "proposal_over"
    if proposal.post != act.facts["post"] or not act.facts["shared"].keys() <= set(proposal.shared):
        return "other_than_proposed"
    return "" if agreed(before, proposal, world.country) else "not_agreed"


def _newcomer(before: Standing, post: str) -> str:
    if post in before.members:
        return "on_it_already"
    return "full" if len(before.members) >= MOST else ""


def _shared(before: Standing, act: Act, events: Collection[str], world: World) -> str:
    """Only what one can open oneself, what the newcomer lacks, and what its owner lets go on."""
    for event in events:
        item = world.items.get(event)
        if item is None or act.post not in item.holders:
            return "no_such_message"
        if act.facts["post"] in item.holders:
            return "shared_already"
        if not_for(item, act.post, [act.facts["post"]], list(before.asks.values())):
            return "withdrawn" if item.withdrawn else "handling_share"
    return ""


def _link(before: Standing, act: Act, _world: World) -> str:
    return "linked" if act.facts["request"] in before.links else ""


def _ask(before: Standing, act: Act, world: World) -> str:
    facts, owner = act.facts, act.facts["owner"]
    if facts["ask"] in before.asks:
        return "used_number"
    items = [world.items.get(event) for event in facts["items"]]
    found = [one for one in items if one and one.kind in ITEMS and act.post in one.holders]
    if len(found) < len(items) or any(one.post != owner for one in found):
        return "no_such_message"
    if owner == act.post:
        return "your_own"
    if owner not in before.members:
        return "owner_left"
    return "" if any(_open(one, act, before) for one in found) else "no_consent_needed"


def _open(item: Item, act: Act, before: Standing) -> bool:
    """Whether one of the ways asked for needs consent that was not given."""
    asks = list(before.asks.values())
    return any(needs_consent(item, way, act.post, asks, act.facts["to"]) for way in act.facts["ways"])


def _consent(before: Standing, act: Act, _world: World) -> str:
    ask = before.asks.get(act.facts["ask"])
    if ask is None:
        return "no_such_ask"
    if ask.owner != act.post:
        return "not_your_items"
    return "answered" if ask.answer else ""


def opening_refused(facts: Mapping[str, Any], post: str) -> str:
    """Why a conversation may not begin with these facts, as far as they say."""
    return "" if post in facts["members"] else "own_post_missing"


_GUARDS: dict[str, Callable[[Standing, Act, World], str]] = {
    "thread.say": _say,
    "thread.correct": _own_message,
    "thread.withdraw": _own_message,
    "thread.task": _task,
    "thread.task_done": _task_done,
    "thread.poll": _poll,
    "thread.vote": _vote,
    "thread.decide": _decide,
    "thread.propose": _propose,
    "thread.agree": _agree,
    "thread.admit": _admit,
    "thread.link": _link,
    "thread.ask_consent": _ask,
    "thread.consent": _consent,
}
