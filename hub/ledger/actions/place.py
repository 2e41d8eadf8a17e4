"""Where an act is to go: the stream's head and the posts on it, locked and read by few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from focal_points.access import grant
from focal_points.acting import Acting
from focal_points.models import Country, FocalPoint, Officer, Seat
from hub.base.errors import Unseen
from hub.base.lines import Done, Statement, run
from hub.base.rows import ident, moment, statement, table
from hub.ledger.incoming import Incoming
from hub.ledger.locks import holding
from hub.ledger.models import Event, Party, Stream, StreamGroupObjectPermission
from hub.tenancy.context import system


@dataclass(frozen=True)
class Post:
    """A post on the stream as it is now: its newest key, its country and the head of the country's chain."""

    id: UUID
    generation: int
    country: str
    head_seq: int


Posts = dict[str, Post]


@dataclass(frozen=True)
class Place:
    """A stream under its lock: the newest event (-1 and zeros: none yet), when that was, and who is on it.

    `roles` and `keys`: the roles and public keys with which the sender, if active, sits at the post now.
    """

    kind: str
    head_seq: int
    head_hash: str
    last: datetime | None
    posts: Posts
    roles: set[str]
    keys: set[str]


PLACE = f"""
SELECT s.kind, s.head_seq, s.head_hash, e.accepted_at, f.id, f.generation, f.country_id, c.head_seq
FROM {table(Stream)} s
JOIN {table(Party)} p ON p.stream_id = s.id AND p.until_seq IS NULL
JOIN {table(FocalPoint)} f ON f.id = p.focal_point_id
JOIN {table(Country)} c ON c.code = f.country_id
LEFT JOIN {table(Event)} e ON e.stream_id = s.id AND e.seq = s.head_seq
WHERE s.id = %s
"""  # noqa: S608 - own names
SEATS = f"""
SELECT s.role, o.sig FROM {table(Seat)} s JOIN {table(Officer)} o ON o.id = s.officer_id
WHERE s.officer_id = %s AND s.focal_point_id = %s AND s.to_seq IS NULL AND o.is_active
"""  # noqa: S608
LOCK = f"SELECT head_seq FROM {table(Stream)} WHERE id = %s FOR UPDATE"  # noqa: S608


def hold(incoming: Incoming, kind: str, parties: list[FocalPoint], by: Acting) -> Place:
    """The stream of an act, nobody else's until the transaction ends; its first act makes it for `parties`.

    Locked first and read afterwards, so that the reading sees what was committed while it waited. Two first
    acts at once: the second waits here and then finds the first one's head. Raises Unseen.
    """
    if incoming.manifest.seq == 0:
        with system():
            _make(incoming.stream, kind, parties)
    return found(run(*asking(incoming.stream, by)))


def asking(stream: UUID, by: Acting) -> list[Statement]:
    """What locks a stream and asks for it, to be run in one journey; `found` reads the answers."""
    seats = statement(SEATS, by.officer.pk, by.focal_point.pk)
    return [*_locked(stream), statement(PLACE, stream), seats]


def found(answers: Sequence[Done]) -> Place:
    """The place that `asking` asked for. Raises Unseen."""
    place, held = answers[-2:]
    if not place.rows:
        raise Unseen
    posts = [Post(ident(row[4]), *row[5:]) for row in place.rows]
    kind, head_seq, head_hash, last = place.rows[0][:4]
    return Place(
        kind,
        head_seq,
        head_hash,
        last and moment(last),
        {str(post.id): post for post in posts},
        {row[0] for row in held.rows},
        {row[1] for row in held.rows},
    )


def _make(stream: UUID, kind: str, parties: list[FocalPoint]) -> None:
    Stream.objects.bulk_create([Stream(pk=stream, kind=kind)], ignore_conflicts=True)
    found = Stream.objects.select_for_update().get(pk=stream)
    if found.head_seq < 0:
        Party.objects.bulk_create([Party(stream=found, focal_point=post, since_seq=0) for post in parties])
        grant(parties, "open_stream", found, StreamGroupObjectPermission)


def _locked(stream: UUID) -> list[Statement]:
    """SQLite has one writer anyway."""
    return [statement(LOCK, stream), holding(stream)] if connection.vendor == "postgresql" else []
