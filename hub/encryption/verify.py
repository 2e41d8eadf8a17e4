"""Verifying a stream offline: every event was signed by who might sign it then, and none is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hub.encryption import dsse, erasing, fields
from hub.encryption.canonical import Json
from hub.encryption.chain_state import ChainRecord
from hub.encryption.errors import BadFormat, BadSignature, Tampered
from hub.encryption.fields import ZERO_HASH
from hub.encryption.manifest import Manifest, check_wraps


@dataclass(frozen=True)
class VerifiedEvent:
    """An event that holds: manifest, hash, wraps, the sender's country and signing key (32 bytes)."""

    manifest: Manifest
    hash: str
    wraps: list[Json]
    country: str
    sender_sig: bytes


def verify_event(envelope: Any, wraps: Any, chains: Mapping[str, ChainRecord], hub: str) -> VerifiedEvent:
    """Check one event on its own: signature and seat as of its chain seq, recipients, wraps.

    A wrap may be empty: that it was erased by its post's own act only the whole stream shows.
    """
    manifest = Manifest.parse(dsse.peek(envelope)[1])
    if manifest.hub != hub:
        raise Tampered("another-hub", "this event belongs to another hub")
    country = country_of(manifest.sender.focal_point, chains)
    public = _sender_key(manifest, chains[country], envelope)
    check_wraps(manifest, wraps, complete=False)
    for address in manifest.recipients:
        chain = chains[country_of(address.focal_point, chains)]
        if address.generation not in chain.focal_points[address.focal_point].generations:
            raise Tampered("bad-generation", "sealed to a key the receiving country never stated")
    return VerifiedEvent(manifest, dsse.envelope_hash(envelope), list(wraps), country, public)


def verify_stream(events: Sequence[Any], chains: Mapping[str, ChainRecord], hub: str) -> list[VerifiedEvent]:
    """Check all events of one stream in order, each {"envelope", "wraps"} (other names are ignored).

    Besides `verify_event`: one stream, seq from 0 without a gap, each `prev` the hash before, no
    event twice, and no country's chain seq ever falls, so that a removed officer cannot sign later. A
    missing wrap was erased by a signed act of its post.
    """
    return verify_run(events, chains, hub, (0, ZERO_HASH))


def check_erased(verified: Sequence[VerifiedEvent]) -> None:
    """Check that every missing wrap was erased by a signed act of its own post; raises Tampered."""
    gone = erasing.erased((one.manifest, one.hash) for one in verified)
    for one in verified:
        missing = {wrap["focal_point"] for wrap in one.wraps if wrap["wrap"] == ""}
        if missing - gone.get(one.manifest.event, set()):
            raise Tampered("erased-without-act", "a key is missing and no signed act had it erased")


def verify_run(
    events: Sequence[Any], chains: Mapping[str, ChainRecord], hub: str, start: tuple[int, str] | None
) -> list[VerifiedEvent]:
    """Check events of one stream that follow each other, from any place on, as `verify_stream` does.

    `start` is the seq and `prev` that the first must have; None takes the first at its own word, and the
    caller proves its place otherwise. An act that erased a missing wrap comes later and is among them.
    """
    verified: list[VerifiedEvent] = []
    last_seq: dict[str, int] = {}
    names: set[str] = set()
    for raw in events:
        one = verify_event(*_read_event(raw), chains, hub)
        _check_place(one, verified[-1] if verified else None, start)
        if one.manifest.event in names:
            raise Tampered("event-reused", "an event's number never comes back")
        names.add(one.manifest.event)
        if one.manifest.sender.chain_seq < last_seq.get(one.country, 0):
            raise Tampered("chain-seq-falls", "signed under an older list of officers than before")
        last_seq[one.country] = one.manifest.sender.chain_seq
        verified.append(one)
    check_erased(verified)
    return verified


def country_of(focal_point: str, chains: Mapping[str, ChainRecord]) -> str:
    """Return the country whose chain names a focal point; exactly one must."""
    found = [country for country, chain in chains.items() if focal_point in chain.focal_points]
    if len(found) != 1 or chains[found[0]].country != found[0]:
        raise Tampered("unknown-focal-point", "exactly one country must name this focal point")
    return found[0]


def _sender_key(manifest: Manifest, chain: ChainRecord, envelope: Any) -> bytes:
    sender = manifest.sender
    keys = chain.keys_at(sender.officer, sender.chain_seq)
    if keys is None:
        raise BadSignature("unknown-sender", "the officer did not belong to the country then")
    if not chain.holds_key(sender.officer, sender.focal_point, sender.chain_seq):
        raise BadSignature("no-seat", "the officer held no seat at this focal point then")
    dsse.verify(envelope, dsse.EVENT, {keys.keyid: keys.sig})
    return keys.sig


def _check_place(one: VerifiedEvent, last: VerifiedEvent | None, start: tuple[int, str] | None) -> None:
    if last is not None and one.manifest.stream != last.manifest.stream:
        raise Tampered("another-stream", "this event belongs to another stream")
    place = (last.manifest.seq + 1, last.hash) if last else start
    if place is not None and (one.manifest.seq, one.manifest.prev) != place:
        raise Tampered("not-next", "this event does not follow the last one")


def _read_event(raw: Any) -> tuple[Any, Any]:
    if not isinstance(raw, dict) or not {"envelope", "wraps"} <= set(raw):
        raise BadFormat("wrong-fields", "an event is an envelope with its wraps")
    return raw["envelope"], fields.items(raw["wraps"])
