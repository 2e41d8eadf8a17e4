"""The common case, a message: the same rules and the same rows as every other act, by few plain statements.

A message changes nothing of where a conversation stands, so the standing is not read: only whether the
conversation is open and who is on it. Whatever is not plainly allowed goes the long way, which says why not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from focal_points.acting import Acting
from hub.base.lines import run
from hub.base.rows import ident, moment, statement, table
from hub.ledger.actions import Accepted, accept_event
from hub.ledger.incoming import Incoming
from hub.ledger.models import Stream
from messaging.models import Member, Thread

LOCK = f"SELECT 1 FROM {table(Thread)} WHERE id = %s FOR UPDATE"  # noqa: S608 - own names
STATE = f"""SELECT t.status, t.updated, m.focal_point_id FROM {table(Thread)} t
JOIN {table(Member)} m ON m.thread_id = t.id AND m.until_seq IS NULL WHERE t.id = %s"""  # noqa: S608
THREAD = f"UPDATE {table(Thread)} SET updated = %s WHERE id = %s"  # noqa: S608
# The own post has read what it wrote, if it had read everything before.
MEMBERS = f"""UPDATE {table(Member)} SET updated = %s,
read_seq = CASE WHEN focal_point_id = %s AND read_seq = %s THEN %s ELSE read_seq END
WHERE thread_id = %s AND until_seq IS NULL"""  # noqa: S608


@dataclass(frozen=True)
class Said:
    """A message that was accepted, and the posts that are on the conversation."""

    accepted: Accepted
    members: set[UUID]


def say(incoming: Incoming, facts: Mapping[str, Any], by: Acting, now: datetime) -> Said | None:
    """Accept a message inside the caller's transaction; None, with nothing done, if the long way must look.

    Raises what accept_event raises.
    """
    rows = _locked(incoming.stream)
    members = {ident(row[2]) for row in rows}
    if not rows or rows[0][0] != Thread.Status.OPEN or not _allowed(incoming, facts, by, members):
        return None
    at, post = max(now, moment(rows[0][1])), by.focal_point.pk
    accepted = accept_event(incoming, by=by, stream_kind=Stream.Kind.THREAD, parties=[], now=now, at=at)
    if not accepted.repeated:
        seq = accepted.event.seq
        moved = statement(THREAD, at, incoming.stream)
        run(moved, statement(MEMBERS, at, post, seq - 1, seq, incoming.stream))
    return Said(accepted, members)


def _locked(thread: UUID) -> list[tuple[Any, ...]]:
    """Read after the lock, so that a conversation closed or left meanwhile is seen as it is now."""
    locks = [statement(LOCK, thread)] if connection.vendor == "postgresql" else []
    return run(*locks, statement(STATE, thread))[-1].rows


def _allowed(incoming: Incoming, facts: Mapping[str, Any], by: Acting, members: set[UUID]) -> bool:
    """By a member who holds the key, sealed to exactly the members, naming only members."""
    sealed_to = {UUID(one.focal_point) for one in incoming.manifest.recipients}
    named = {UUID(post) for post in facts["mentions"]}
    return by.holds_key and by.focal_point.pk in members and sealed_to == members and named <= members
