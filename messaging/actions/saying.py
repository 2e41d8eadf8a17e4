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
from focal_points.queries import seated, seating
from hub.audit.actions import lines
from hub.audit.models import Kind
from hub.base.lines import Done, Row, Statement, run
from hub.base.rows import ident, moment, statement, table
from hub.ledger.actions import Accepted, accept_event
from hub.ledger.actions.place import asking, found
from hub.ledger.incoming import Incoming
from hub.ledger.models import Stream
from messaging.actions.telling import Seat
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
    """A message that was accepted, the posts that are on the conversation, and who sits there."""

    accepted: Accepted
    members: set[UUID]
    sitting: set[Seat]


@dataclass(frozen=True)
class _Here:
    """What was locked and read in one journey; `rows` and `place` are answers not looked at yet."""

    rows: list[Row]
    place: list[Done]
    sitting: list[Row]


def say(incoming: Incoming, facts: Mapping[str, Any], by: Acting, now: datetime) -> Said | None:
    """Accept a message inside the caller's transaction; None, with nothing done, if the long way must look.

    Raises what accept_event raises.
    """
    sealed_to = {UUID(one.focal_point) for one in incoming.manifest.recipients}
    here = _look(incoming.stream, sealed_to, by)
    rows, members = here.rows, {ident(row[2]) for row in here.rows}
    open_now = bool(rows) and rows[0][0] == Thread.Status.OPEN
    if not open_now or sealed_to != members or not _allowed(facts, by, members):
        return None
    at = max(now, moment(rows[0][1]))
    accepted = accept_event(
        incoming, by=by, stream_kind=Stream.Kind.THREAD, parties=[], now=now, at=at,
        held=found(here.place), also=_writes(incoming, by, at),
    )  # fmt: skip
    return Said(accepted, members, seated(here.sitting))


def _look(thread: UUID, sealed_to: set[UUID], by: Acting) -> _Here:
    """Read after the lock, so that a conversation closed or left meanwhile is seen as it is now.

    What follows is asked in the same journey, before it is known whether it will be wanted.
    """
    locks = [statement(LOCK, thread)] if connection.vendor == "postgresql" else []
    seats = seating(sealed_to | {by.focal_point.pk})
    answers = run(*locks, statement(STATE, thread), *asking(thread, by), seats)
    return _Here(answers[len(locks)].rows, answers[:-1], answers[-1].rows)


def _allowed(facts: Mapping[str, Any], by: Acting, members: set[UUID]) -> bool:
    """By a member who holds the key, naming only members."""
    named = {UUID(post) for post in facts["mentions"]}
    return by.holds_key and by.focal_point.pk in members and named <= members


def _writes(incoming: Incoming, by: Acting, at: datetime) -> list[Statement]:
    """The conversation moves, the own post has read its message, and the audit log says who wrote."""
    thread, seq, post = incoming.stream, incoming.manifest.seq, by.focal_point.pk
    return [
        statement(THREAD, at, thread),
        statement(MEMBERS, at, post, seq - 1, seq, thread),
        *lines(Kind.EVENT_ACCEPTED, who=by.officer.pk, country=by.country, what=[incoming.event]),
    ]
