"""Passing on what was said: asked before anybody is admitted to it, or it is forwarded or used.

A handling code of H1 and above binds everybody but the owner: it takes his consent, a signed act on the
conversation where it was said (UNTOC 18(5), 18(19)). The hub cannot see a forward, so this is where it stops.
"""

from __future__ import annotations

from collections.abc import Iterable

from hub.client.errors import Forged, NotFound, RefusedByHub
from hub.client.session import Session
from hub.client.threads.history import History, read_history
from hub.client.threads.items import Items
from hub.client.threads.opening import Opener
from hub.encryption.canonical import Json
from hub.encryption.manifest import HANDLING
from hub.forms.exchanges import forbidden
from hub.threads.handling import SHARE, Item, needs_consent, not_for
from hub.threads.standing import Ask

LAW = "UNTOC 18(5), 18(19)"
WAYS = {
    SHARE: "passed on to others", "evidence": "used as evidence", "lead": "used as a lead for inquiries",
    "convert": "turned into a formal request",
}  # fmt: skip
DEPTH = 20


def covering(codes: Iterable[str]) -> str:
    """The least handling code that forbids all that these forbid together."""
    wanted = frozenset().union(*(forbidden(code, ()) for code in codes))
    return next(code for code in HANDLING if wanted <= forbidden(code, ()))


def check_share(session: Session, history: History, event: str, receivers: Iterable[str]) -> None:
    """Refuse to give a message to posts that did not receive it, unless it is own, free, or consented to.

    One that was itself passed on is judged by where it came from too. Raises RefusedByHub with the rule.
    """
    new = sorted(set(receivers))
    for found, one in _origins(session, history, event):
        item = Items.of(found.events).all[one]
        if item.withdrawn:
            raise RefusedByHub("It was withdrawn by its sender and is not passed on.", "withdrawn")
        barred = not_for(item, session.focal_point, new, list(found.standing.asks.values()))
        if barred:
            raise RefusedByHub(_why(found, item, SHARE), "handling_share", source=LAW)


def check_use(session: Session, history: History, event: str, way: str) -> None:
    """Refuse a use (evidence, lead, convert) that needs a consent not given. Raises RefusedByHub."""
    for found, one in _origins(session, history, event):
        item = Items.of(found.events).all[one]
        if needs_consent(item, way, session.focal_point, list(found.standing.asks.values())):
            raise RefusedByHub(_why(found, item, way), f"handling_{way}", source=LAW)


def consent_for(history: History, event: str, receivers: Iterable[str]) -> str | None:
    """The act by which its owner agreed that a message is passed on to these posts, if there is one."""
    wanted = set(receivers)
    for ask in history.standing.asks.values():
        if _covers(ask, event, wanted):
            return ask.answered
    return None


def _covers(ask: Ask, event: str, receivers: set[str]) -> bool:
    named = ask.answer == "given" and event in ask.items and SHARE in ask.ways
    return named and (ask.to is None or receivers <= {ask.to})


def _origins(session: Session, history: History, event: str) -> list[tuple[History, str]]:
    """A message, and as far as this post can see where it was passed on from, and so on back."""
    found: list[tuple[History, str]] = []
    for _ in range(DEPTH):
        item = Items.of(history.events).all.get(event)
        if item is None:
            raise NotFound("There is no such message that you can read.", "no-such-event")
        found.append((history, event))
        source = _source(session, history, event)
        if item.post != session.focal_point or source is None:
            return found
        try:
            history, event = read_history(session, str(source["thread"])), str(source["event"])
        except NotFound:
            return found
    raise Forged("This message was passed on in a circle.", "circle")


def _source(session: Session, history: History, event: str) -> Json | None:
    opener = Opener(session, history)
    said = opener.open(opener.items.newest(event)).body["fields"].get("source")
    first = opener.open(event).body["fields"].get("source")
    source = said or first
    return source if isinstance(source, dict) and {"thread", "event"} <= set(source) else None


def _why(history: History, item: Item, way: str) -> str:
    place = history.find(item.event).manifest.seq + 1
    owner = history.country(item.post)
    return (
        f"Message {place} of {owner} is marked {covering(item.codes)}: it may not be {WAYS[way]} "
        f"without the consent of {owner} ({LAW}). Nothing was sent. "
        f"Ask for it: hub threads ask-consent {history.id[:8]} {place} --way {way}"
    )
