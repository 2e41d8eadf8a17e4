"""The pieces of a conversation that one post was given: what may begin, what may end, what may be between.

A post on a conversation from the beginning has one unbroken run of acts. One that was admitted later has
a run that begins with its admission, and before it single acts that the admission names. One that left and
came back has two runs. Anything else was left out by the hub.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from hub.encryption import dsse
from hub.encryption.canonical import Json
from hub.encryption.chain_state import ChainRecord
from hub.encryption.errors import Tampered
from hub.encryption.manifest import Manifest
from hub.encryption.verify import VerifiedEvent, verify_run

ADMIT, LEAVE = "thread.admit", "thread.leave"


def verify_pieces(
    rows: Sequence[Any], chains: Mapping[str, ChainRecord], hub: str, start: tuple[int, str] | None = None
) -> list[VerifiedEvent]:
    """Check acts {"envelope", "wraps"} in order of their places; those that follow each other must say so.

    `start`: the first act must stand at this place, after the act of this hash. Raises Refused.
    """
    found: list[VerifiedEvent] = []
    for number, piece in enumerate(_split(rows)):
        found += verify_run(piece, chains, hub, start if number == 0 else None)
    _check_order(found)
    return found


def check_given(
    events: Sequence[VerifiedEvent],
    own: Collection[str],
    shared: Mapping[str, Json],
    after: tuple[str, bool] | None = None,
) -> None:
    """Check that nothing was left out for the posts `own`; `shared` {event: {"by", "wrap"}} as the hub says.

    `after`: the hash of the act before them, and whether the post had left with it. Raises Tampered.
    """
    prev, free = after or ("", True)
    for one in events:
        if one.manifest.event in shared:
            continue
        if one.manifest.prev != prev and not (free and begins(one.manifest, own)):
            raise Tampered("not-next", "an act between two others was left out")
        prev, free = one.hash, left(one.manifest, own)
    _check_shared(events, own, shared)


def begins(manifest: Manifest, own: Collection[str]) -> bool:
    """Whether the part of a post may begin with this act."""
    return manifest.seq == 0 or (manifest.kind == ADMIT and manifest.facts.get("post") in own)


def left(manifest: Manifest, own: Collection[str]) -> bool:
    """Whether the part of a post ends with this act."""
    return manifest.kind == LEAVE and manifest.sender.focal_point in own


def check_exported(events: Sequence[VerifiedEvent]) -> None:
    """Check an export without knowing for whom it was made: whatever is before an admission in its piece,
    or stands alone, must be named by an admission that is in the export. Raises Tampered.
    """
    named = {name for one in events if one.manifest.kind == ADMIT for name in one.manifest.facts["shared"]}
    running, before = False, None
    for one in events:
        follows = before is not None and one.manifest.prev == before.hash
        running = (running and follows) or one.manifest.seq == 0 or one.manifest.kind == ADMIT
        if not running and one.manifest.event not in named:
            raise Tampered("not-next", "an act was left out before this one")
        before = one


def _check_shared(events: Sequence[VerifiedEvent], own: Collection[str], shared: Mapping[str, Json]) -> None:
    admissions = {
        one.manifest.event: one.manifest.facts["shared"]
        for one in events
        if one.manifest.kind == ADMIT and one.manifest.facts.get("post") in own
    }
    for event, said in shared.items():
        if admissions.get(said["by"], {}).get(event) != said["wrap"]:
            raise Tampered("not-shared", "an earlier act is shown that no admission names")


def _split(rows: Sequence[Any]) -> list[list[Any]]:
    pieces: list[list[Any]] = []
    last = None
    for row in rows:
        seq = Manifest.parse(dsse.peek(row["envelope"])[1]).seq
        if last is None or seq != last + 1:
            pieces.append([])
        pieces[-1].append(row)
        last = seq
    return pieces


def _check_order(events: Sequence[VerifiedEvent]) -> None:
    names = [one.manifest.event for one in events]
    places = [one.manifest.seq for one in events]
    if len(set(names)) != len(names):
        raise Tampered("event-reused", "an act was sent again")
    if places != sorted(set(places)):
        raise Tampered("not-next", "acts were moved")
    if len({one.manifest.stream for one in events}) > 1:
        raise Tampered("another-stream", "an act of another conversation")
