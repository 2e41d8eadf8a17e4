"""Proposing and admitting a focal point, with the earlier messages it may read chosen one by one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from hub.client.errors import RefusedByHub
from hub.client.sending import Intent
from hub.client.session import Session
from hub.client.threads.history import History
from hub.client.threads.items import Items
from hub.client.threads.opening import Opener
from hub.client.threads.passing import check_share
from hub.client.threads.sending import Words, act
from hub.encryption import hpke
from hub.encryption.canonical import Json, b64, canonical
from hub.encryption.event import Recipient
from hub.threads import guards
from hub.threads.standing import EVERY, Proposal

SHAREABLE = guards.MESSAGES


def chosen(session: Session, history: History, events: Sequence[str], newcomer: str) -> list[str]:
    """The messages to share with their corrections, in order, each allowed by its handling code.

    Raises RefusedByHub with the rule.
    """
    items, found = Items.of(history.events), []
    for event in dict.fromkeys(events):
        check_share(session, history, event, [newcomer])
        found += [one for one in items.together(event) if newcomer not in items.all[one].holders]
    return list(dict.fromkeys(found))


def propose(session: Session, history: History, post: str, events: Sequence[str], text: str) -> Intent:
    """Propose a post where every country must agree."""
    shared = chosen(session, history, events, post)
    facts: Json = {"proposal": str(uuid.uuid4()), "post": post, "shared": shared}
    mark = canonical({"post": post, "shared": shared}).decode()
    return act(session, history, "propose", facts, Words(text), mark=mark)


def admit(session: Session, history: History, post: str, events: Sequence[str] | None = None) -> Intent:
    """Admit a post; `events` are the messages it may read from before, None those that were proposed.

    Raises RefusedByHub while others must agree first, or if a handling code forbids an item.
    """
    number, proposal = _proposal(history, post)
    listed = list(proposal.shared) if proposal and events is None else list(events or ())
    shared = chosen(session, history, listed, post)
    keys = wrapped(session, history, session.recipient(post, refresh=True), shared)
    members = sorted([*history.standing.members, post])
    facts: Json = {
        "proposal": number, "post": post, "members": members, "policy": history.standing.policy,
        "links": list(history.standing.links), "shared": keys,
    }  # fmt: skip
    subject = Words(subject=Opener(session, history).subject())
    mark = canonical({"post": post, "shared": shared}).decode()
    return act(session, history, "admit", facts, subject, receivers=members, mark=mark)


def wrapped(session: Session, history: History, to: Recipient, events: Sequence[str]) -> dict[str, str]:
    """The key of each act, wrapped to the newcomer's present key by HPKE (RFC 9180)."""
    opener, found = Opener(session, history), {}
    for event in events:
        info = hpke.wrap_info(session.hub, history.id, event, to.focal_point, to.generation)
        found[event] = b64(hpke.wrap(to.kem_public, opener.open(event).key, info))
    return found


def proposal_of(history: History, post: str) -> tuple[str, Proposal]:
    """The open proposal of a post. Raises RefusedByHub if there is none."""
    for number, one in history.standing.proposals.items():
        if one.post == post and not one.ended:
            return number, one
    raise RefusedByHub(
        "That focal point is not proposed. Propose it first: hub threads propose", "proposal_first"
    )


def _proposal(history: History, post: str) -> tuple[str | None, Proposal | None]:
    """Under the policy that every country must agree, the proposal that all of them agreed to."""
    if history.standing.policy != EVERY:
        return None, None
    number, proposal = proposal_of(history, post)
    if not guards.agreed(history.standing, proposal, history.country):
        text = "Not every country on the conversation has agreed yet. Nothing was sent."
        raise RefusedByHub(text, "not_agreed")
    return number, proposal
