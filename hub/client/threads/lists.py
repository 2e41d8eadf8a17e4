"""The conversations of this post: the hub's rows, their numbers and subjects, and its word compared with what
was signed."""

from __future__ import annotations

from collections.abc import Iterator

from hub.client import numbers
from hub.client.errors import Forged
from hub.client.numbers import Kind
from hub.client.session import Session
from hub.client.streams import open_act, read_event
from hub.client.threads.history import History, read_history
from hub.encryption.canonical import Json

CONVERSATION = Kind("conversation")
PLAIN = ("policy", "status")


def rows(session: Session, **filters: str | None) -> Iterator[Json]:
    """The hub's rows, newest first; filters: box (open, closed, left, all), about, unread."""
    return session.connection.pages("threads/", "threads", **filters)


def subject(session: Session, row: Json) -> str:
    """The subject of a row, verified and opened on this machine."""
    head = row["head"]
    countries = {str(one["country"]) for one in row["members"]} | {session.account.country}
    act = read_event(session, str(head["stream"]), str(head["event"]), countries)
    return str(open_act(session, act).body["subject"])


def full_id(session: Session, typed: str) -> str:
    """A conversation's id from its first characters. Raises NotFound, or Usage if several begin so."""
    return numbers.full_id(typed, rows(session, box="all"), CONVERSATION)


def read_thread(session: Session, typed: str, *, whole: bool = True) -> History:
    """A conversation by its number: verified, and the hub's summary compared with what was signed.

    Raises NotFound, Usage, or Forged.
    """
    thread = full_id(session, typed)
    history = read_history(session, thread, whole=whole)
    if whole:
        check_summary(history, summary(session, thread))
    return history


def summary(session: Session, thread: str) -> Json:
    """What the hub says of one conversation."""
    said: Json = session.connection.get(f"threads/{thread}/")
    return said


def check_summary(history: History, said: Json) -> None:
    """Refuse a summary that is not what the members signed: who is on it, its status and policy."""
    standing = history.standing
    if int(said["head_seq"]) >= history.head[0]:
        return  # somebody acted between the two calls; the next reading compares again
    members = sorted(str(one["focal_point"]) for one in said["members"])
    pairs = [(name, said[name], getattr(standing, name)) for name in PLAIN]
    pairs.append(("members", members, sorted(standing.members)))
    for name, shown, meant in pairs:
        if shown != meant:
            text = "The hub says something else of this conversation than its members signed"
            raise Forged(f"{text} ({name}: “{shown}”, signed is “{meant}”).", "altered-facts")


def mark_read(session: Session, thread: str, seq: int) -> None:
    """Tell the own post and the other members that everything up to this place was read here."""
    session.connection.post(f"threads/{thread}/read/", {"seq": seq}, repeat=True)
