"""Pages of events as they go out: read, delivery confirmed, put into JSON."""

from uuid import UUID

import orjson

from focal_points.acting import Acting
from hub.base.clock import now
from hub.encryption.canonical import Json
from hub.ledger.actions import deliver
from hub.ledger.reading import page, reader


def events_page(
    stream: UUID, by: Acting, limit: int, after: int, before: int | None = None, *, inline: bool = False
) -> bytes | None:
    """{"events", "next"} for the API; None if the stream is not seen. The first look confirms delivery."""
    found = events_json(stream, by, limit, after, before, inline=inline)
    return found and orjson.dumps({"events": found[0], "next": found[1]})


def event_alone(stream: UUID, by: Acting, seq: int) -> bytes | None:
    """The event at one place, if the reader sees it."""
    found = events_json(stream, by, 1, seq - 1, seq + 1)
    return orjson.dumps(found[0][0]) if found and found[0] else None


def events_json(
    stream: UUID, by: Acting, limit: int, after: int, before: int | None = None, *, inline: bool = False
) -> tuple[list[Json], int | None] | None:
    """The events of a page and where the next one goes on; ciphertext that goes out is audited as read."""
    who = reader(by)
    found = page(stream, who, limit, after, before, inline=inline)
    if found is None:
        return None
    deliver(stream, found[0], who, by, now(), parts=inline)
    return [one.json for one in found[0]], found[1]
