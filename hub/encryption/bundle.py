"""The export bundle: a stream with receipts and chains, which anyone verifies without the hub."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hub.encryption import dsse, fields
from hub.encryption.bundle_log import check_log
from hub.encryption.canonical import Json, parse, unb64
from hub.encryption.chain import ChainState, Pin, fold
from hub.encryption.checkpoint import Checkpoint, Cosigned
from hub.encryption.errors import BadFormat, BadSignature, Tampered
from hub.encryption.keys import check_ed25519
from hub.encryption.receipt import ACCEPTED, check_receipt, check_retrieval
from hub.encryption.verify import VerifiedEvent, verify_stream


@dataclass(frozen=True)
class Report:
    """What a bundle proves. `fingerprints` must be compared with those received outside the hub.

    `receipts[i]` are the checked receipts of event i; `unreceipted` lists events (by seq) that the
    hub has not confirmed. `places` are the events' leaves (by hash) in the log whose `checkpoint` the hub
    signed, and `witnesses` (country, who and when) the cosignatures by officers of the bundle's chains.
    Without a log in the bundle they are empty.
    """

    hub: str
    hub_key: bytes
    stream: str
    events: list[VerifiedEvent]
    receipts: list[list[Json]]
    fingerprints: dict[str, str]
    checkpoint: Checkpoint | None = None
    places: dict[str, int] = field(default_factory=dict)
    witnesses: list[tuple[str, Cosigned]] = field(default_factory=list)

    @property
    def unlogged(self) -> list[int]:
        """The seq of each event that the bundle does not prove to be in the log."""
        return [one.manifest.seq for one in self.events if one.hash not in self.places]

    @property
    def unreceipted(self) -> list[int]:
        """The seq of each event without an accepted-receipt."""
        words = [{one["evidence"] for one in some} for some in self.receipts]
        pairs = zip(self.events, words, strict=True)
        return [event.manifest.seq for event, some in pairs if ACCEPTED not in some]


Verify = Callable[[Sequence[Any], Mapping[str, ChainState], str], list[VerifiedEvent]]


def check_bundle(
    bundle: Any,
    hub_key: bytes | None = None,
    pins: Mapping[str, Pin] | None = None,
    verify: Verify = verify_stream,
) -> Report:
    """Verify a bundle with public keys alone; raises Refused at the first thing that is wrong.

    With `hub_key` (32 bytes) and `pins` (by country) the bundle's own are not taken on trust. `verify` is
    another check of its events for streams that a post may have in pieces.
    """
    logged = isinstance(bundle, dict) and "log" in bundle
    names = {"hub", "hub_key", "stream", "events", "chains"} | ({"log"} if logged else set())
    raw = fields.versioned(bundle, names)
    hub, key = fields.text(raw["hub"]), check_ed25519(unb64(raw["hub_key"]))
    if hub_key is not None and hub_key != key:
        raise BadSignature("another-hub-key", "the bundle names another key of the hub than expected")
    stream = fields.uuid(fields.exact(raw["stream"], {"id", "kind"})["id"])
    chains = _fold_all(raw["chains"], hub, pins or {})
    listed = [_read_event(one) for one in fields.items(raw["events"])]
    events = verify(listed, chains, hub)
    if any(one.manifest.stream != stream for one in events):
        raise Tampered("another-stream", "the events are not of the stream the bundle names")
    receipts = [
        [receipt_of(envelope, one, key, chains) for envelope in fields.items(raw_one["receipts"])]
        for raw_one, one in zip(listed, events, strict=True)
    ]
    fingerprints = {country: chain.fingerprint for country, chain in chains.items()}
    proved = check_log(raw.get("log"), hub, key, [one.hash for one in events], chains)
    return Report(hub, key, stream, events, receipts, fingerprints, *proved)


def _fold_all(raw: Any, hub: str, pins: Mapping[str, Pin]) -> dict[str, ChainState]:
    if not isinstance(raw, dict):
        raise BadFormat("wrong-fields", "chains are listed by country")
    return {
        country: fold(fields.items(chain), hub, fields.country(country), pins.get(country))
        for country, chain in raw.items()
    }


def _read_event(raw: Any) -> Json:
    return fields.exact(raw, {"envelope", "wraps", "receipts"})


def receipt_of(envelope: Any, one: VerifiedEvent, hub_key: bytes, chains: Mapping[str, ChainState]) -> Json:
    """Return the content of a receipt about a verified event; raises Refused if it is not true."""
    if dsse.peek(envelope)[0] == dsse.RETRIEVAL:
        said = check_retrieval(envelope, _reader_key(envelope, one, chains))
    else:
        said = check_receipt(envelope, hub_key)
        _same(said["seq"], one.manifest.seq)
    _same(said["hub"], one.manifest.hub)
    _same(said["stream"], one.manifest.stream)
    _same(said["event"], one.manifest.event)
    _same(said["event_hash"], one.hash)
    return said


def _reader_key(envelope: Any, one: VerifiedEvent, chains: Mapping[str, ChainState]) -> bytes:
    said = parse(dsse.peek(envelope)[1])
    who = said.get("sender") if isinstance(said, dict) else None
    reader = fields.exact(who, {"focal_point", "officer", "chain_seq"})
    seq = fields.whole(reader["chain_seq"])
    for chain in chains.values():
        keys = chain.keys_at(str(reader["officer"]), seq)
        named = str(reader["focal_point"]) in {to.focal_point for to in one.manifest.recipients}
        if keys and named and chain.holds_key(str(reader["officer"]), str(reader["focal_point"]), seq):
            return keys.sig
    raise BadSignature("unknown-reader", "the receipt is not by an officer who could open the event")


def _same(said: Any, true: Any) -> None:
    if said != true:
        raise Tampered("receipt-does-not-match", "the receipt speaks of another event")
