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
from hub.base.errors import Conflict, Problem
from hub.encryption.errors import Refused
from hub.ledger.actions.events import taken
from hub.ledger.incoming import glance
from hub.ledger.pages import events_page
from hub.ledger.reading import head_for
from hub.tenancy.context import become, nobody
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


@nobody()
def look(call: Call) -> Answer | None:
    """A page of events."""
    by, query = _caller(call, "read"), call.query or {}
    if by is None:
        return None
    inline = query["inline"] == "yes"
    page = (query["limit"], query["after"], query["before"])
    body = events_page(UUID(call.stream), by, *page, inline=inline)
    return None if body is None else Answer(200, JSON, body)


@nobody()
def take(call: Call, body: bytes, others: bool) -> Answer | None:
    """The hub's receipt; LATE for a member of a conversation if its place is taken or `others` are first."""
    try:
        by = _caller(call, "write")
        if by is None:
            return None
        data = json.load(body)
        return LATE if others and _overtaken(call, by, data, waits=True) else _accepted(call, by, data)
    except (Problem, Refused) as refused:
        return LATE if getattr(refused, "code", "") == "seq_taken" else None


@nobody()
def say_late(call: Call, body: bytes) -> Answer | None:
    """Take the act after all if its place is still free; else the refusal, with the newest act."""
    try:
        by = _caller(call, "write")
        if by is None:
            return None
        data = json.load(body)
        refused = _overtaken(call, by, data)
        return _refusal(call, refused) if refused else _accepted(call, by, data)
    except Problem as refused:
        return _refusal(call, refused) if refused.code == "seq_taken" else None
    except Refused:
        return None


def _overtaken(call: Call, by: Acting, data: object, *, waits: bool = False) -> Conflict | None:
    """The refusal of a new act of a conversation whose place is taken, or, with `waits`, of any.

    Before any signature is looked at, but only for members: others must not learn that there is a line.
    """
    stream, seen = UUID(call.stream), glance(data)
    if seen is None or not by.holds_key:
        return None
    head = head_for(stream, by, seen.event)
    if head is None or (seen.seq > head.seq and not waits) or head.known:
        return None
    refused = taken(head.seq, head.hash)
    if "read" in by.scopes:
        refused.extra["head"] = head.act
    return refused


def _refusal(call: Call, refused: Problem) -> Answer:
    with translation.override(call.language):
        return Answer(CONFLICT, PROBLEM, orjson.dumps(problems.body(refused)))


def _accepted(call: Call, by: Acting, data: object) -> Answer:
    accepted = door.accept(data, by, UUID(call.stream))
    return Answer(200 if accepted.repeated else 201, JSON, door.body(accepted))


def _caller(call: Call, scope: str) -> Acting | None:
    found = read_token(call.token.decode("latin-1"))
    become(found[0].pk if found else None)
    return found[1].acting if found and scope in found[1].scopes else None
