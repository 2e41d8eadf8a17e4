"""Quick requests under the Protocols and spontaneous information: lists, one by one, and the acts on them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hub.client import numbers
from hub.client.errors import Forged, Incomplete, NotFound, Usage
from hub.client.numbers import Kind
from hub.client.sending import Intent
from hub.client.session import Session
from hub.client.streams import Act, Stream, confirm_reading, open_act, read_event, read_stream
from hub.encryption.canonical import Json, canonical
from hub.encryption.event import FileSource, OpenedEvent
from hub.forms import exchanges as table
from hub.forms.schema import load

EXCHANGE = Kind("exchange")
# What the sender states in plain sight; the hub's summary must say the same.
PLAIN = ("type", "urgent", "handling", "evaluation", "restrictions", "until")


@dataclass(frozen=True)
class Exchange:
    """One exchange: the hub's summary (checked), its stream, and the status the signed acts add up to."""

    summary: Json
    stream: Stream
    status: str

    @property
    def id(self) -> str:
        """Its id, also that of its stream."""
        return self.stream.id

    @property
    def family(self) -> str:
        """ "quick" or "info"."""
        return str(self.stream.events[0].manifest.kind.partition(".")[0])

    @property
    def facts(self) -> Json:
        """What its sender stated in plain sight."""
        return self.stream.events[0].manifest.facts


@dataclass(frozen=True)
class Words:
    """What only the two posts read: fields by name, free text, own reference."""

    fields: Mapping[str, object]
    text: str = ""
    reference: str = ""

    def written(self, subject: str = "") -> Json:
        """The letter."""
        return {
            "subject": subject,
            "reference": self.reference,
            "text": self.text,
            "fields": dict(self.fields),
        }


def rows(session: Session, **filters: str | None) -> Iterator[Json]:
    """The hub's rows, newest first; filters: box, family, type, status, ball, late."""
    return session.connection.pages("exchanges/", "exchanges", **filters)


def subject(session: Session, row: Json) -> str:
    """The subject line of a row, verified and opened."""
    head, countries = row["head"], {str(row["sender"]["country"]), str(row["receiver"]["country"])}
    act = read_event(session, str(head["stream"]), str(head["event"]), countries)
    return str(open_act(session, act).body["subject"])


def full_id(session: Session, typed: str) -> str:
    """An exchange's id from its first characters. Raises NotFound, or Usage if several begin so."""
    return numbers.full_id(typed, rows(session, box="all"), EXCHANGE)


def read(session: Session, typed: str) -> Exchange:
    """An exchange with its verified history. Raises Forged if the hub's summary is not what was signed."""
    summary: Json = session.connection.get(f"exchanges/{full_id(session, typed)}/")
    stream = read_stream(session, str(summary["id"]))
    status = ""
    for act in stream.events:
        status = table.after(status, act.manifest.kind, act.manifest.facts)
    found = Exchange(summary, stream, status)
    _check(found)
    return found


def _check(found: Exchange) -> None:
    """Refuse a summary that is not what the officers signed."""
    first, said = found.stream.events[0].manifest, found.summary
    signed: Json = {"evaluation": "", "restrictions": [], "until": None, **first.facts}
    pairs = [(name, said[name], signed[name]) for name in PLAIN]
    pairs.append(("status", said["status"], found.status))
    pairs.append(("sender", said["sender"]["focal_point"], first.sender.focal_point))
    pairs.append(("receiver", said["receiver"]["focal_point"], signed["to"]))
    for name, shown, meant in pairs:
        if shown != meant:
            text = "The hub says something else than the officers signed"
            raise Forged(f"{text} ({name}: “{shown}”, signed is “{meant}”).", "altered-facts")


def open_all(session: Session, found: Exchange) -> list[tuple[Act, OpenedEvent]]:
    """Every letter, opened; for those of the other side the reading is confirmed by signature."""
    letters = [(act, open_act(session, act)) for act in found.stream.events]
    for act in found.stream.events:
        confirm_reading(session, found.stream, act)
    return letters


def find_post(session: Session, wanted: str) -> str:
    """A receiver from a post's id, or from a country's code if that country has only one post with keys.

    Raises NotFound or Usage.
    """
    if len(wanted) == 36:
        return wanted.lower()
    land = wanted.upper()
    listed = session.connection.pages("focal-points/", "focal_points", country=land)
    posts = [one for one in listed if one["country"] == land and one["generation"] > 0]
    if not posts:
        raise NotFound(f"{wanted} has no focal point with keys in the directory.")
    if len(posts) > 1:
        named = ", ".join(f"{one['id']} ({one['name']})" for one in posts)
        raise Usage(f"{wanted} has several focal points. Give the number of one: {named}")
    return str(posts[0]["id"])


def send(
    session: Session, to: str, facts: Json, words: Words, files: Sequence[FileSource] = ()
) -> Intent:  # fmt: skip
    """A new exchange. `facts`: type, urgent, handling, due and, for information, evaluation, restrictions,
    until.

    Raises Incomplete if a needed field is empty, Usage for a word that does not exist.
    """
    kind = f"{_type(facts['type']).family}.send"
    _refuse_incomplete(str(facts["type"]), words)
    exchange, post = str(uuid.uuid4()), find_post(session, to)
    said: Json = {"exchange": exchange, "to": post, **facts}
    _checked(kind, said)
    letter = words.written(table.subject(str(facts["type"]), words.fields))
    return Intent(
        exchange, kind, [session.focal_point, post], letter, lambda _body: said, files,
        handling=str(facts["handling"]), about="new", mark=f"{post} {canonical(facts).decode()}", begins=True,
    )  # fmt: skip


def act(
    found: Exchange, name: str, facts: Json, words: Words, files: Sequence[FileSource] = ()
) -> Intent:  # fmt: skip
    """A later act: "acknowledge", "answer", "use" … sealed to whom the exchange was sealed to from the
    beginning.

    Raises Usage for acts and words that do not exist.
    """
    kind = f"{found.family}.{name}"
    if kind not in table.MOVES:
        raise Usage(f"There is no act {name} here.")
    said: Json = {"exchange": found.id, **facts}
    _checked(kind, said)
    return Intent(
        found.id, kind, found.stream.addressed(), words.written(), said, files,
        handling=str(found.facts["handling"]), about=found.id,
    )  # fmt: skip


def _type(code: object) -> table.Type:
    if code not in table.TYPES:
        raise Usage(f"There is no such question. Choose one of: {', '.join(table.TYPES)}.")
    return table.TYPES[str(code)]


def _refuse_incomplete(code: str, words: Words) -> None:
    labels = load(table.FORM)["fields"]
    lacking = table.missing(code, words.fields)
    if lacking:
        named = "; ".join(" or ".join(labels[name]["label"]["en"] for name in group) for group in lacking)
        raise Incomplete(f"Still needed: {named}.", lacking[0][0])
    unknown = set(words.fields) - set(table.TYPES[code].fields)
    if unknown:
        raise Usage(f"There is no field {', '.join(sorted(unknown))}. See: hub quick fields {code}")


def _checked(kind: str, facts: Json) -> None:
    try:
        table.read(kind, facts)
    except ValueError as error:
        family = kind.partition(".")[0]
        possible = ", ".join(table.words_for(str(error), family)) if str(error) in _WORDED else ""
        hint = f" Possible: {possible}." if possible else ""
        raise Usage(f"“{error}” is not in the expected form.{hint}") from error


_WORDED = ("type", "handling", "restrictions", "answer", "reason", "use", "ways", "consent", "timing")
