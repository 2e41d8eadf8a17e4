"""The national register of paper requests: its list, and whole files imported line by line, sealed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hub.client.errors import Stop
from hub.client.register_file import Line, read_lines
from hub.client.sending import QUIET, Asking, Intent, Outbox, Sent
from hub.client.session import Session
from hub.client.streams import open_act, read_event
from hub.encryption.canonical import Json, canonical, sha256hex
from hub.forms.register import KINDS

NEW, THERE, TWICE, BAD = "new", "there", "twice", "refused"


@dataclass(frozen=True)
class Fate:
    """What would happen to a line: new, there (already in the register), twice (in the file) or refused."""

    line: Line
    word: str
    why: str = ""


def rows(session: Session, **filters: str | None) -> Iterator[Json]:
    """The hub's rows, the newest first; filters: direction, state, q_country."""
    return session.connection.pages("register/", "entries", **filters)


def words(session: Session, row: Json) -> Json:
    """The sealed letter of an entry, verified and opened."""
    head = row["head"]
    act = read_event(session, str(head["stream"]), str(head["event"]), {session.account.country})
    return open_act(session, act).body


def plan(session: Session, path: Path, today: date, *, again: bool = False) -> list[Fate]:
    """Every line of a file with its fate; nothing is sent. `again` takes lines that look known as new.

    The hub compares nothing: plain facts are compared here, since references are sealed.
    """
    kept = list(rows(session))
    ids, alike = {str(row["id"]) for row in kept}, {_mark(row) for row in kept}
    seen: set[str] = set()
    return [_fate(line, ids, alike if not again else set(), seen) for line in read_lines(path, today)]


def _fate(line: Line, ids: set[str], alike: set[str], seen: set[str]) -> Fate:
    if line.facts is None or line.written is None:
        return Fate(line, BAD, line.problem)
    if line.facts["paper"] in ids:
        return Fate(line, THERE, "this entry is in the register")
    whole = _digest(line)
    if whole in seen:
        return Fate(line, TWICE, "the same line stands above")
    seen.add(whole)
    if not line.named and _mark(line.facts) in alike:
        return Fate(line, THERE, "an entry with the same State, day, direction and measures is there")
    return Fate(line, NEW)


def _mark(facts: Mapping[str, object]) -> str:
    names = ("direction", "partner", "sent_on", "basis", "offence", "measures")
    return sha256hex(canonical({name: facts[name] for name in names}))


def _digest(line: Line) -> str:
    facts = {name: value for name, value in (line.facts or {}).items() if name != "paper" or line.named}
    return sha256hex(canonical({"facts": facts, "written": line.written or {}}))


def record(session: Session, line: Line) -> Intent:
    """A new entry, sealed to the own post."""
    facts, written = line.facts or {}, line.written or {}
    return Intent(str(facts["paper"]), KINDS[0], [session.focal_point], written, facts,
                  about=str(facts["paper"]), identity=f"{KINDS[0]} {_digest(line)}", begins=True)  # fmt: skip


@dataclass(frozen=True)
class Done:
    """What became of a line that was new: sent, or the sentence with which it was refused."""

    fate: Fate
    sent: Sent | None
    why: str = ""


def carry_out(session: Session, fates: list[Fate], asking: Asking = QUIET) -> Iterator[Done]:
    """Seal, sign and send the new lines one by one; a refused one does not stop the others.

    A broken line does (Unreachable): the same command then goes on with the very act that was cut off.
    """
    outbox = Outbox(session)
    for fate in fates:
        if fate.word != NEW:
            continue
        try:
            yield Done(fate, outbox.send(record(session, fate.line), asking))
        except Stop as stop:
            if stop.exit_code != 3:
                raise
            yield Done(fate, None, stop.message)
