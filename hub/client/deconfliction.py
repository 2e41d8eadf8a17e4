"""Blind deconfliction from the officer's machine: keys of pairs, tokens and checks never leave it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from hub.client.errors import Forged, NotFound, RefusedByHub, Usage, forged
from hub.client.sending import Intent
from hub.client.session import Session
from hub.client.streams import Stream, open_act, read_event, read_stream, with_chains
from hub.encryption.blind import new_key, token
from hub.encryption.canonical import Json
from hub.encryption.errors import Refused
from hub.encryption.verify import verify_event
from hub.forms.identifiers import BadIdentifier, normalise

OPEN, AGREE, END = "blind.open", "blind.agree", "blind.end"
REGISTER, WITHDRAW = "blind.register", "blind.withdraw"
SHORTEST = 4
WHY = {
    "type": "The types are phone, passport, account and vehicle.",
    "empty": "Write the identifier, at most 80 characters.",
    "country_code": "Begin the number with + or 00 and the country's calling code.",
    "trunk": "Leave out the (0): it is not dialled after the calling code.",
    "phone": "A telephone number has 7 to 15 digits with its calling code (E.164).",
    "passport": "Write the issuing State in three letters, then the number: PAK AB1234567.",
    "iban": "The check digits of this IBAN are wrong. Compare it with your source.",
    "account": "Write an IBAN, or country, BIC and number: NP NARBNPKA 0123456789.",
    "vehicle": "Write a chassis number of 17 signs without I, O and Q, or country and plate: PK LEA 1234.",
}


@dataclass(frozen=True)
class Pair:
    """A pair with its verified acts; `peer` is the other post and `country` its country."""

    summary: Json
    stream: Stream
    peer: str
    country: str

    @property
    def id(self) -> str:
        """Its id, also that of its stream."""
        return self.stream.id


def rows(session: Session, what: str) -> Iterator[Json]:
    """What the hub lists of the own post; `what`: pairs, registrations or hits."""
    return session.connection.pages(f"deconfliction/{what}/", what)


def find(session: Session, what: str, typed: str) -> str:
    """The full id from its first characters. Raises Usage, NotFound."""
    wanted = typed.strip().lower()
    if len(wanted) < SHORTEST:
        raise Usage(f"Give at least the first {SHORTEST} characters of the number.")
    found = [str(row["id"]) for row in rows(session, what) if str(row["id"]).startswith(wanted)]
    if len(found) != 1:
        raise NotFound(f"{typed} names {'several' if found else 'none'} of the {what} of your post.")
    return found[0]


def read_pair(session: Session, typed: str) -> Pair:
    """A pair, proved by signatures. Raises Forged if the hub's word is not what the two signed."""
    summary = session.connection.get(f"deconfliction/pairs/{find(session, 'pairs', typed)}/")
    stream = read_stream(session, str(summary["id"]))
    first = stream.events[0].manifest
    posts = {one.focal_point for one in first.recipients}
    others = posts - {session.focal_point}
    if summary["status"] != _status(stream) or len(posts) != 2 or len(others) != 1:
        raise Forged("The hub says something else than both sides signed of this pair.", "altered-facts")
    peer = others.pop()
    return Pair(summary, stream, peer, stream.parties[peer])


def _status(stream: Stream) -> str:
    """What the signed acts add up to; only the post that was asked can agree."""
    first, status = stream.events[0].manifest, "proposed"
    for act in stream.events[1:]:
        own = act.manifest.sender.focal_point == first.sender.focal_point
        if first.kind != OPEN or (act.manifest.kind == AGREE and own):
            raise Forged("This pair was not agreed by both sides.", "self-accepted")
        status = {AGREE: "in_force", END: "ended"}[act.manifest.kind]
    return status


def open_pair(session: Session, to: str) -> Intent:
    """Propose to compare with another post, with a fresh key sealed to the two."""
    pair = str(uuid.uuid4())
    written = {"subject": "", "reference": "", "text": "", "fields": {"key": new_key()}}
    return Intent(pair, OPEN, [session.focal_point, to], written, {"pair": pair, "to": to},
                  about="new", identity=f"{OPEN} {to}", begins=True)  # fmt: skip


def change(pair: Pair, kind: str) -> Intent:
    """Agree to a pair, or end it."""
    written: Json = {"subject": "", "reference": "", "text": "", "fields": {}}
    return Intent(pair.id, kind, pair.stream.addressed(), written, {"pair": pair.id},
                  about=pair.id, place=pair.stream.head)  # fmt: skip


def key_of(session: Session, pair: Pair) -> str:
    """The sealed key of a pair. Raises Forged, RefusedByHub (not in force)."""
    if pair.summary["status"] != "in_force":
        raise RefusedByHub(
            "The two authorities have not agreed to compare, or have ended it.", "not_in_force"
        )
    return str(open_act(session, pair.stream.events[0]).body["fields"].get("key"))


def register(session: Session, pair: Pair, kind: str, typed: str, case: str, until: str) -> Intent:
    """Register an identifier for a pair until a day (yyyy-mm-dd). Raises Usage with what to write."""
    try:
        plain = normalise(kind, typed)
    except BadIdentifier as bad:
        raise Usage(WHY[bad.why]) from bad
    made, facts_token = str(uuid.uuid4()), token(key_of(session, pair), pair.id, kind, plain)
    written = {"subject": plain, "reference": case, "text": "", "fields": {"type": kind}}
    facts = {"registration": made, "pair": pair.id, "token": facts_token, "until": until}
    identity = f"{REGISTER} {facts_token} {until}"
    return Intent(made, REGISTER, [session.focal_point], written, facts,
                  about=made, identity=identity, begins=True)  # fmt: skip


def withdraw(session: Session, typed: str) -> Intent:
    """Take a registration back."""
    stream = read_stream(session, find(session, "registrations", typed))
    written: Json = {"subject": "", "reference": "", "text": "", "fields": {}}
    return Intent(stream.id, WITHDRAW, [session.focal_point], written, {"registration": stream.id},
                  about=stream.id, place=stream.head)  # fmt: skip


def letter(session: Session, row: Json) -> Json:
    """The sealed identifier (subject), case (reference) and type of an own registration, verified."""
    head = row["head"]
    act = read_event(session, str(head["stream"]), str(head["event"]), {session.account.country})
    if act.manifest.facts.get("token") != row["token"] or act.manifest.facts.get("pair") != row["pair"]:
        raise Forged("The hub shows another token than your officer signed.", "altered-facts")
    return open_act(session, act).body


def check_hit(session: Session, typed: str) -> tuple[Json, Json]:
    """A hit and the own sealed letter. Raises Forged unless the other post signed the same token."""
    hit = session.connection.get(f"deconfliction/hits/{find(session, 'hits', typed)}/")
    pair = read_pair(session, str(hit["pair"]))
    body = letter(session, hit["own"])
    first = open_act(session, pair.stream.events[0]).body["fields"]
    own = token(str(first.get("key")), pair.id, str(body["fields"].get("type")), str(body["subject"]))
    theirs = hit["theirs"]
    countries = {pair.country}
    try:
        proof = with_chains(
            session, countries,
            lambda chains: verify_event(theirs["envelope"], theirs["all_wraps"], chains, session.hub),
        )  # fmt: skip
    except Refused as error:
        raise forged("The other side's registration is not genuine", error) from error
    signed = proof.manifest
    said = (signed.kind, signed.sender.focal_point, signed.facts.get("pair"), signed.facts.get("token"))
    if said != (REGISTER, pair.peer, pair.id, own):
        raise Forged("The other side did not register the same: this hit is not genuine.", "false-hit")
    return hit, body
