"""A country's witness: it follows the log, refuses what does not continue it, and signs what does."""

from __future__ import annotations

import time
from dataclasses import dataclass

from hub.client.clock import now_text
from hub.client.errors import Forged
from hub.client.session import Session
from hub.encryption.checkpoint import Checkpoint, cosign, witness_name


@dataclass(frozen=True)
class Witnessed:
    """A checkpoint that was confirmed; `behind` own statements that the log does not hold yet."""

    checkpoint: Checkpoint
    behind: int


def witness(session: Session) -> Witnessed | None:
    """Check the newest checkpoint against everything seen before, cosign and post it; None of an empty log.

    Raises Forged, after keeping what the hub showed, if the log was rewound or rewritten or does not prove
    the own country's statements. Nothing is signed then.
    """
    logbook = session.logbook
    said = session.connection.get("log/")["checkpoint"]
    try:
        point = logbook.advance(said)
        if point is None:
            return None
        behind = _check_own_chain(session)
    except Forged as alarm:
        kept = {"at": now_text(), "alarm": alarm.message, "seen": logbook.kept["note"], "shown": said}
        session.home.write(f"alarms/log-{int(time.time())}.json", kept)
        raise
    name = witness_name(session.hub, session.account.country, session.ring.officer)
    point = logbook.newest or point
    line = cosign(session.ring.keys.sig, name, point, int(time.time()))
    session.connection.post("log/cosignatures/", {"size": point.size, "line": line.text()}, repeat=True)
    return Witnessed(point, behind)


def _check_own_chain(session: Session) -> int:
    """Every statement that the own country signed must be in the log, at the latest a while after."""
    chain = session.own_chain(refresh=True)
    said = session.connection.get(f"countries/{session.account.country}/chain/places/")
    return len(session.logbook.check_names(said, chain.hashes))
