"""The log's part of an export bundle: a checkpoint, who cosigned it, and where each event stands under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hub.encryption import fields
from hub.encryption.chain import ChainState
from hub.encryption.checkpoint import (
    Checkpoint,
    Cosigned,
    Line,
    check_checkpoint,
    check_cosignature,
    origin_of,
    witness_name,
)
from hub.encryption.errors import Refused, Tampered
from hub.encryption.proofs import check_place, read_place

Proved = tuple[Checkpoint | None, dict[str, int], list[tuple[str, Cosigned]]]


def check_log(
    raw: Any, hub: str, hub_key: bytes, names: Sequence[str], chains: Mapping[str, ChainState]
) -> Proved:
    """Return (checkpoint, {event hash: leaf}, cosignatures); raises Refused if a proof is wrong.

    The log must speak of exactly the events `names`, in their order; each may be without a place, since an
    act is logged a moment after it was taken. None is an older bundle, from before there was a log.
    """
    if raw is None:
        return None, {}, []
    found = fields.exact(raw, {"checkpoint", "places"})
    listed = [fields.exact(one, {"name", "place"}) for one in fields.items(found["places"])]
    if [one["name"] for one in listed] != [*names]:
        raise Tampered("log-proof", "the log of the bundle speaks of other events")
    point = check_checkpoint(fields.text(found["checkpoint"], longest=64 * 1024), origin_of(hub), hub_key)
    places: dict[str, int] = {}
    for one in listed:
        if one["place"] is not None:
            place = read_place(one["place"])
            check_place(place, one["name"], point)
            places[one["name"]] = place.index
    return point, places, cosigned(point, hub, chains)


def cosigned(point: Checkpoint, hub: str, chains: Mapping[str, ChainState]) -> list[tuple[str, Cosigned]]:
    """Return (country, who and when) of each line by an officer these chains know; others say nothing."""
    found = []
    for line in point.lines:
        for country, chain in chains.items():
            who = _by(line, point, hub, country, chain)
            if who is not None:
                found.append((country, who))
    return found


def _by(line: Line, point: Checkpoint, hub: str, country: str, chain: ChainState) -> Cosigned | None:
    officer = line.name.rpartition("/")[2]
    keys = chain.keys_at(officer, chain.head_seq) if officer in chain.officers else None
    if keys is None or line.name != witness_name(hub, country, officer):
        return None
    try:
        return check_cosignature(line, point, line.name, keys.sig)
    except Refused:
        return None
