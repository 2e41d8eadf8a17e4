"""A page of a stream's events as the API shows them, by a handful of plain statements.

Every message that somebody receives passes here, so nothing is built that is not sent.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from focal_points.acting import KEY_ROLES, Acting, open_seats
from focal_points.models import FocalPoint
from hub.base.clock import exactly, text
from hub.base.lines import Row, run
from hub.base.rows import ident, moment, select, statement, table
from hub.encryption.canonical import Json, b64
from hub.ledger.models import (
    GONE,
    Event,
    Part,
    Party,
    Receipt,
    SharedKey,
    Stream,
    StreamGroupObjectPermission,
    Wrap,
)
from hub.ledger.queries_erasing import erased_json

LAST = 2**31 - 1
SEEN = f"""EXISTS (SELECT 1 FROM {table(StreamGroupObjectPermission)} g
  JOIN {table(FocalPoint)} f ON f.group_id = g.group_id WHERE g.content_object_id = %s AND f.id IN (#))"""  # noqa: S608 - own names
EVENTS = f"""
SELECT e.id, e.seq, e.kind, e.hash, e.envelope, e.accepted_at, e.focal_point_id FROM {table(Event)} e
WHERE e.stream_id = %s AND e.seq > %s AND e.seq < %s AND {SEEN} AND (
  EXISTS (SELECT 1 FROM {table(Wrap)} w WHERE w.event_id = e.id AND w.focal_point_id IN (#))
  OR EXISTS (SELECT 1 FROM {table(SharedKey)} k WHERE k.event_id = e.id AND k.focal_point_id IN (#)))
ORDER BY e.seq"""  # noqa: S608
WRAPS = f"SELECT event_id, focal_point_id, generation, wrap FROM {table(Wrap)} WHERE event_id IN (#)"  # noqa: S608
SHARED = f"""SELECT event_id, admit_id, focal_point_id, generation, wrap FROM {table(SharedKey)}
WHERE event_id IN (#) AND focal_point_id IN (#)"""  # noqa: S608
PARTS = f"SELECT event_id, n, length, blocks_root, NULL FROM {table(Part)} WHERE event_id IN (#) ORDER BY n"  # noqa: S608
RECEIPTS = f"""SELECT event_id, evidence, focal_point_id, envelope FROM {table(Receipt)}
WHERE event_id IN (#) ORDER BY id"""  # noqa: S608

HEAD = f"""SELECT s.head_seq, s.head_hash, EXISTS (SELECT 1 FROM {table(Event)} k WHERE k.id = %s),
  e.id, e.seq, e.kind, e.hash, e.envelope
FROM {table(Stream)} s JOIN {table(Party)} p ON p.stream_id = s.id
LEFT JOIN {table(Event)} e ON e.stream_id = s.id AND e.seq = s.head_seq AND {SEEN} AND (
  EXISTS (SELECT 1 FROM {table(Wrap)} w WHERE w.event_id = e.id AND w.focal_point_id IN (#))
  OR EXISTS (SELECT 1 FROM {table(SharedKey)} k WHERE k.event_id = e.id AND k.focal_point_id IN (#)))
WHERE s.id = %s AND p.focal_point_id = %s AND p.until_seq IS NULL"""  # noqa: S608
ACT = ("id", "seq", "kind", "hash", "envelope")


@dataclass(frozen=True)
class Reader:
    """Who reads: posts with a seat now, and those of them whose key the officer holds."""

    seats: tuple[UUID, ...]
    keys: frozenset[UUID]


@dataclass(frozen=True)
class Head:
    """The newest place of a stream, the act there if the reader sees it, and whether another act is there."""

    seq: int
    hash: str
    known: bool
    act: Json | None


@dataclass(frozen=True)
class Shown:
    """One event on a page: as the API answers it, its sender's post, and the posts with a wrap of its key."""

    json: Json
    sender: UUID
    sealed_to: frozenset[UUID]

    @property
    def delivered(self) -> set[str | None]:
        """The posts whose delivery is confirmed."""
        receipts = self.json["receipts"]
        return {one["focal_point"] for one in receipts if one["evidence"] == Receipt.Evidence.DELIVERED}


def reader(by: Acting) -> Reader:
    """A token reads for its own post, whose seats were read with it; a session for all the officer's."""
    if by.only is not None:
        return Reader((by.only,), frozenset({by.only} if by.holds_key else ()))
    seats = list(open_seats(by.officer).values_list("focal_point_id", "role"))
    return Reader(
        tuple(sorted({post for post, _role in seats})),
        frozenset(post for post, role in seats if role in KEY_ROLES),
    )


def page(
    stream: UUID, who: Reader, limit: int, after: int = -1, before: int | None = None, *, inline: bool = False
) -> tuple[list[Shown], int | None] | None:
    """At most `limit` events in order and where the next page goes on; None if the stream is not seen.

    The first ones after a place or, with `before`, the last ones before it. With `inline` the small parts
    that the reader holds a key for come with their ciphertext.
    """
    if not who.seats:
        return None
    last = LAST if before is None else before
    order = " LIMIT %s" if before is None else " DESC LIMIT %s"
    given = (stream, after, last, stream, who.seats, who.seats, who.seats, limit + 1)
    rows = select(EVENTS + order, *given)
    if not rows and not select(f"SELECT {SEEN}", stream, who.seats)[0][0]:
        return None
    shown = _in_order(rows[:limit], who, inline, before)
    while _unexplained(shown) and len(later := select(EVENTS + order, *given)) > len(rows):
        rows, shown = later, _in_order(later[:limit], who, inline, before)
    return shown, rows[limit - 1][1] if len(rows) > limit else None


def _in_order(rows: list[Row], who: Reader, inline: bool, before: int | None) -> list[Shown]:
    return _shown(rows if before is None else rows[::-1], who, inline)


def _unexplained(shown: list[Shown]) -> bool:
    """Whether a key is gone by an act that came between reading the acts and reading their keys.

    The act must come along: a reader takes a key that is missing without one for a theft.
    """
    here = {one.json["id"] for one in shown}
    return any(told["act"] not in here for one in shown for told in one.json["erased"])


def newest(stream: UUID, who: Reader, place: int) -> Json | None:
    """The act at a place as its sender signed it, if the reader sees it: enough to check, and to sign after.

    No ciphertext, so nothing is delivered or read by this.
    """
    rows = select(EVENTS, stream, place - 1, place + 1, stream, who.seats, who.seats, who.seats)
    return _act(rows[0]) if rows else None


def head_for(stream: UUID, by: Acting, event: UUID) -> Head | None:
    """Where a stream ends that the officer's post is on now, in one journey; None if it is not.

    `known` says whether there is an act with the id `event`.
    """
    seats = reader(by).seats
    rows = select(HEAD, event, stream, seats, seats, seats, stream, by.focal_point.pk) if seats else []
    return Head(int(rows[0][0]), str(rows[0][1]), bool(rows[0][2]), _act(rows[0][3:])) if rows else None


def _act(row: Row) -> Json | None:
    """Id, place, kind, hash and envelope as the API shows them."""
    if row[0] is None:
        return None
    return dict(zip(ACT, (str(ident(row[0])), *row[1:4], orjson.Fragment(row[4])), strict=True))


def _shown(rows: list[Row], who: Reader, inline: bool) -> list[Shown]:
    if not rows:
        return []
    ids = [row[0] for row in rows]
    texts = (WRAPS, RECEIPTS, PARTS.replace("NULL", "inline") if inline else PARTS)
    wraps, receipts, parts = (_by_event(done.rows) for done in run(*(statement(one, ids) for one in texts)))
    shared = _shared(ids, wraps, who)
    gone = erased_json(ident(one) for one in ids if _lacks(wraps[one], shared.get(one)))
    return [
        _one(row, wraps[row[0]], parts[row[0]], receipts[row[0]], shared.get(row[0]), who, gone)
        for row in rows
    ]


def _lacks(wraps: list[Row], shared: Row | None) -> bool:
    """Whether a key is gone: a page on which nothing was erased, as nearly every one, asks nothing more."""
    return any(wrap[3] == GONE for wrap in wraps) or (shared is not None and shared[4] == GONE)


def _opens(wraps: list[Row], shared: Row | None, who: Reader) -> bool:
    own = any(wrap[3] != GONE and ident(wrap[1]) in who.keys for wrap in wraps)
    return own or (shared is not None and shared[4] != GONE)


def _one(
    row: Row,
    wraps: list[Row],
    parts: list[Row],
    receipts: list[Row],
    shared: Row | None,
    who: Reader,
    gone: dict[UUID, list[Json]],
) -> Shown:
    sealed_to, opens = frozenset(ident(wrap[1]) for wrap in wraps), _opens(wraps, shared, who)
    everyone = sorted((_wrap(wrap) for wrap in wraps), key=lambda one: str(one["focal_point"]))
    own, at = {str(post) for post in who.keys}, moment(row[5])
    json = {
        "id": str(ident(row[0])),
        "seq": row[1],
        "kind": row[2],
        "hash": row[3],
        "envelope": orjson.Fragment(row[4]),
        "wraps": [wrap for wrap in everyone if wrap["focal_point"] in own],
        "all_wraps": everyone,
        "shared": shared and {"by": str(ident(shared[1])), **_wrap(shared[1:])},
        "parts": [_part(part, opens) for part in parts],
        "accepted_at": text(at),
        "at": exactly(at),
        "receipts": [receipt_json(one[1], one[2] and ident(one[2]), one[3]) for one in receipts],
        "erased": gone.get(ident(row[0]), []),
    }
    return Shown(json, ident(row[6]), sealed_to)


def receipt_json(evidence: str, post: UUID | None, envelope: str | bytes) -> Json:
    """A receipt as the API shows it; its envelope is JSON text already."""
    return {
        "evidence": str(evidence),
        "focal_point": str(post) if post else None,
        "envelope": orjson.Fragment(envelope),
    }


def _wrap(row: Row) -> Json:
    return {"focal_point": str(ident(row[1])), "generation": row[2], "wrap": row[3]}


def _part(row: Row, opens: bool) -> Json:
    found = {"n": row[1], "length": row[2], "blocks_root": row[3]}
    return found if row[4] is None or not opens else found | {"data": b64(bytes(row[4]))}


def _shared(ids: list[Any], wraps: dict[Any, list[Row]], who: Reader) -> dict[Any, Row]:
    """Keys that came by a later admission, of events with no wrap for one of the reader's posts."""
    lacking = [one for one in ids if not {ident(wrap[1]) for wrap in wraps[one]} >= who.keys]
    return {row[0]: row for row in select(SHARED, lacking, list(who.keys))} if lacking and who.keys else {}


def _by_event(rows: Iterable[Row]) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found
