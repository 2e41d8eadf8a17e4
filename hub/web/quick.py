"""What the short way does in the thread of the database: look, take an act, or say that it came too late.

Each answers None when there is something to refuse, which is Django's to say.
"""

from dataclasses import dataclass
from uuid import UUID

import orjson
from django.utils import translation

from focal_points.acting import Acting
from focal_points.authentication import read_token
from hub.base import json, problems
from hub.base.errors import Problem
from hub.encryption.errors import Refused
from hub.ledger.incoming import glance
from hub.ledger.pages import events_page
from hub.ledger.reading import head_for, is_known
from hub.web import door
from hub.web.plain import Call

CONFLICT = 409
JSON, PROBLEM = b"application/json", b"application/problem+json"


@dataclass(frozen=True)
class Answer:
    """Status, media type and body."""

    status: int
    type: bytes
    body: bytes


LATE = Answer(CONFLICT, PROBLEM, b"")
"""The act came too late, or it is somebody else's turn: `say_late` has the answer."""


def look(call: Call) -> Answer | None:
    """A page of events."""
    by, query = _caller(call, "read"), call.query or {}
    if by is None:
        return None
    inline = query["inline"] == "yes"
    page = (query["limit"], query["after"], query["before"])
    body = events_page(UUID(call.stream), by, *page, inline=inline)
    return None if body is None else Answer(200, JSON, body)


def take(call: Call, body: bytes, others: bool) -> Answer | None:
    """The hub's receipt; LATE for a member of a conversation if its place is taken or `others` are first."""
    try:
        by = _caller(call, "write")
        return _take(call, by, json.load(body), others) if by else None
    except (Problem, Refused) as refused:
        return LATE if getattr(refused, "code", "") == "seq_taken" else None


def say_late(call: Call, body: bytes) -> Answer | None:
    """Take the act after all if its place is still free; else the refusal, with the acts that were first."""
    try:
        by = _caller(call, "write")
        return _take(call, by, json.load(body), others=False, last=True) if by else None
    except Problem as refused:
        if refused.code != "seq_taken":
            return None
        with translation.override(call.language):
            return Answer(CONFLICT, PROBLEM, orjson.dumps(problems.body(refused)))
    except Refused:
        return None


def _take(call: Call, by: Acting, data: object, others: bool, *, last: bool = False) -> Answer | None:
    stream, seen = UUID(call.stream), glance(data)
    if seen is not None and not last and by.holds_key:
        # Before any signature is looked at, but only for members: others must not learn that there is a line.
        head = head_for(stream, by.focal_point.pk)
        if head is not None and (others or seen.seq <= head) and not is_known(seen.event):
            return LATE
    accepted = door.accept(data, by, stream)
    return Answer(200 if accepted.repeated else 201, JSON, door.body(accepted))


def _caller(call: Call, scope: str) -> Acting | None:
    found = read_token(call.token.decode("latin-1"))
    return found[1].acting if found and scope in found[1].scopes else None
