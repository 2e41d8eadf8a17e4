"""Rules that two States agree on for their requests, proved by the signatures of both."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hub.client.errors import Forged, NotFound, Usage
from hub.client.sending import Intent
from hub.client.session import Session
from hub.client.streams import Stream, read_stream
from hub.encryption.canonical import Json
from hub.forms.agreed import BadRule, read_agreed

PROPOSE, ACCEPT, DECLINE, END = "pair.propose", "pair.accept", "pair.decline", "pair.end"
EMPTY: Json = {
    "channel": "formal", "clocks": {}, "grounds_removed": [], "languages": {}, "statistics": ["counts"],
}  # fmt: skip
SHORTEST = 4


@dataclass(frozen=True)
class Agreement:
    """One agreement: the hub's summary (checked), its signed acts, and the rules as they were signed."""

    summary: Json
    stream: Stream
    rules: Json

    @property
    def id(self) -> str:
        """Its id, also that of its stream."""
        return self.stream.id


def rows(session: Session) -> list[Json]:
    """What the own post proposed or was proposed, as the hub lists it."""
    found: list[Json] = session.connection.get("agreements/")["agreements"]
    return found


def read(session: Session, typed: str) -> Agreement:
    """One agreement with its verified acts. Raises Forged if the hub's word is not what both sides signed."""
    summary = session.connection.get(f"agreements/{_full_id(session, typed)}/")
    stream = read_stream(session, str(summary["id"]))
    first = stream.events[0].manifest
    found = Agreement(summary, stream, first.facts["rules"])
    signed = _status(stream)
    # An agreement that another one replaced ends without an act of its own.
    ended = signed == "in_force" and summary["status"] == "ended"
    if summary["rules"] != found.rules or (summary["status"] != signed and not ended):
        raise Forged("The hub says something else than both sides signed in this agreement.", "altered-facts")
    return found


def in_force(session: Session, country: str) -> str | None:
    """What holds between the own State and another, proved by the signatures of both; None without any."""
    listed = [one for one in rows(session) if (one["country"], one["status"]) == (country, "in_force")]
    return read(session, str(listed[0]["id"])).id if listed else None


def propose(
    session: Session, to: str, rules: Mapping[str, Any], text: str = "", replaces: str | None = None
) -> Intent:  # fmt: skip
    """Propose rules to another central authority. Raises Usage for rules that cannot be agreed."""
    try:
        agreed = read_agreed(rules)
    except BadRule as error:
        raise Usage(
            f"These rules cannot be agreed; look at “{error.field}”. See: hub agreement empty"
        ) from error
    pair = str(uuid.uuid4())
    facts = {"pair": pair, "to": to, "replaces": replaces, "rules": agreed}
    return Intent(pair, PROPOSE, [session.focal_point, to], _letter(text), lambda _body: facts,
                  about="new", mark=f"{to} {agreed}", begins=True)  # fmt: skip


def answer(found: Agreement, kind: str, text: str = "") -> Intent:
    """Accept or decline what was proposed, or end what holds."""
    return Intent(found.id, kind, found.stream.addressed(), _letter(text), {"pair": found.id},
                  about=found.id, place=found.stream.head)  # fmt: skip


def _letter(text: str) -> Json:
    return {"subject": "", "reference": "", "text": text, "fields": {}}


def _status(stream: Stream) -> str:
    """What the signed acts add up to; only the side that was asked can bring it into force."""
    status, proposer = "proposed", stream.events[0].manifest.sender.focal_point
    for act in stream.events[1:]:
        kind, by = act.manifest.kind, act.manifest.sender.focal_point
        if kind in (ACCEPT, DECLINE) and by == proposer:
            raise Forged("This agreement was accepted by the side that proposed it.", "self-accepted")
        over = "ended" if status == "in_force" else "withdrawn"
        status = {ACCEPT: "in_force", DECLINE: "declined", END: over}[kind]
    return status


def _full_id(session: Session, typed: str) -> str:
    wanted = typed.strip().lower()
    if len(wanted) < SHORTEST:
        raise Usage(f"Give at least the first {SHORTEST} characters of the agreement's number.")
    found = [str(row["id"]) for row in rows(session) if str(row["id"]).startswith(wanted)]
    if len(found) > 1:
        raise Usage(f"Several agreements begin with {typed}. Give more characters.")
    if not found:
        raise NotFound(f"There is no agreement {typed} that you can see.")
    return found[0]
