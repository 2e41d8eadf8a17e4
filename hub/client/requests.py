"""Requests as lists and one by one: the hub's row, the signed history behind it, and the comparison of
both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hub.client import numbers
from hub.client.downloads import fetch_file
from hub.client.errors import NotFound, forged
from hub.client.lapses import lapses
from hub.client.numbers import Kind
from hub.client.position import check_summary, position
from hub.client.session import Session
from hub.client.streams import Act, Stream, confirm_reading, is_erased, open_act, read_event, read_stream
from hub.encryption.canonical import Json, parse
from hub.encryption.errors import Refused
from hub.encryption.event import OpenedEvent
from hub.forms.schema import load
from hub.procedure import Side, Standing

REQUEST = Kind("request", "request's number", "requests")
LARGEST = 1 << 20


@dataclass(frozen=True)
class Request:
    """One request: the hub's summary (checked), its streams, where the signed acts say it stands, and the
    side this officer's post is on."""

    summary: Json
    file: Stream | None
    shared: Stream | None
    standing: Standing
    side: Side

    @property
    def id(self) -> str:
        """The request's id, also that of its shared stream."""
        return str(self.summary["id"])

    @property
    def acts(self) -> list[Act]:
        """Every act this officer can see, the national file first."""
        return [*(self.file.events if self.file else ()), *(self.shared.events if self.shared else ())]

    def last(self, *kinds: str) -> Act:
        """The newest act of some kinds. Raises NotFound."""
        for act in reversed(self.acts):
            if act.manifest.kind in kinds:
                return act
        raise NotFound("This request has no such act yet.", "no-such-act")


def rows(session: Session, **filters: str | None) -> Iterator[Json]:
    """The hub's rows, newest first; filters: box, status, ball."""
    return session.connection.pages("requests/", "requests", **filters)


def subject(session: Session, row: Json) -> OpenedEvent:
    """The letter a list shows for a row (its version or transmission), verified and opened."""
    countries = {str(row["requesting"]["country"]), str(row["requested"]["country"])}
    head = row["head"]
    return open_act(session, read_event(session, str(head["stream"]), str(head["event"]), countries))


def subject_line(session: Session, row: Json) -> str:
    """The subject of a row, or that it is erased."""
    try:
        return str(subject(session, row).body["subject"])
    except NotFound as gone:
        if gone.code != "erased":
            raise
        return "(erased)"


def full_id(session: Session, typed: str) -> str:
    """A request's id from its first characters. Raises NotFound, or Usage if several begin so."""
    return numbers.full_id(typed, rows(session, box="all"), REQUEST)


def read(session: Session, typed: str) -> Request:
    """A request with its verified history. Raises Forged if the hub's summary is not what was signed."""
    summary: Json = session.connection.get(f"requests/{full_id(session, typed)}/")
    side = _side(session, summary)
    posts = [summary[one] for one in ("requesting", "requested", "conducting") if summary.get(one)]
    parties = {str(one["focal_point"]): str(one["country"]) for one in posts}
    file = read_stream(session, str(summary["file"]), parties) if side != Side.REQUESTED else None
    shared = read_stream(session, str(summary["stream"]), parties) if _sees_shared(summary, side) else None
    found = position(side, file, shared, lapses(session, summary))
    check_summary(summary, found, side)
    return Request(summary, file, shared, found, side)


def _side(session: Session, summary: Json) -> Side:
    """By the posts this officer holds keys of; the hub's word is not asked for it."""
    if str(summary["requesting"]["focal_point"]) in session.ring.posts:
        return Side.REQUESTING
    if str(summary["requested"]["focal_point"]) in session.ring.posts:
        return Side.REQUESTED
    return Side.CONDUCTING


def _sees_shared(summary: Json, side: Side) -> bool:
    return side != Side.CONDUCTING and bool(summary.get("stream"))


def content(session: Session, opened: OpenedEvent) -> Json | None:
    """The content of a request in a draft or transmission that was opened: its first file, if it is one."""
    entry = next(iter(opened.files), None)
    if entry is None or entry.type != load("mla_request")["type"] or entry.size > LARGEST:
        return None
    with session.home.workroom() as room:
        path = fetch_file(session, opened, entry, room / "content", lambda _done: None)
        try:
            found = parse(path.read_bytes())
        except Refused as error:
            raise forged("The content of the request", error) from error
    return found if isinstance(found, dict) else None


def open_all(session: Session, found: Request) -> list[tuple[Act, OpenedEvent]]:
    """Every letter of a request that the own post has not erased, opened.

    For those of another side the reading is confirmed by signature.
    """
    letters = [(act, open_act(session, act)) for act in found.acts if not is_erased(session, act)]
    if found.shared is not None:
        for act in found.shared.events:
            confirm_reading(session, found.shared, act)
    return letters
