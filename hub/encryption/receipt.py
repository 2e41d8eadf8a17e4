"""Receipts: the hub's signed word that it took or delivered an event, and the officer's that he read it.

The evidence words are those of ETSI EN 319 522 (registered electronic delivery), as e-CODEX uses them.
"""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.encryption import dsse, fields
from hub.encryption.canonical import Json, canonical, parse
from hub.encryption.keys import OfficerKeys, keyid
from hub.encryption.manifest import Sender, read_sender

ACCEPTED, DELIVERED, RETRIEVED = "submission_accepted", "delivered", "retrieved"

_RECEIPT = ("hub", "evidence", "stream", "event", "event_hash", "seq", "focal_point", "log_index", "at")
_RETRIEVAL = ("hub", "evidence", "stream", "event", "event_hash", "sender", "at")


def make_receipt(hub_private: Ed25519PrivateKey, **values: Any) -> Json:
    """Return the hub's signed receipt.

    Values: hub, evidence, stream, event, event_hash, seq, focal_point (or None), at; `log_index`
    is None unless given. Raises BadFormat.
    """
    payload = canonical({"v": fields.VERSION, "log_index": None, **values})
    _read_receipt(payload)
    name = keyid(hub_private.public_key().public_bytes_raw())
    return dsse.sign(dsse.RECEIPT, payload, [(name, hub_private)])


def check_receipt(envelope: Any, hub_public: bytes) -> Json:
    """Return the receipt's content if the hub's key signed it; raises Refused."""
    return _read_receipt(dsse.verify(envelope, dsse.RECEIPT, {keyid(hub_public): hub_public}))


def make_retrieval(
    keys: OfficerKeys, *, hub: str, stream: str, event: str, event_hash: str, sender: Sender, at: str
) -> Json:
    """Return an officer's receipt that he opened an event; `sender` is that officer."""
    content = {"hub": hub, "evidence": RETRIEVED, "stream": stream, "event": event, "at": at}
    signed = {"v": fields.VERSION, "event_hash": event_hash, "sender": sender.to_dict()}
    payload = canonical(content | signed)
    _read_retrieval(payload)
    return dsse.sign(dsse.RETRIEVAL, payload, [(keys.public.keyid, keys.sig)])


def check_retrieval(envelope: Any, officer_public: bytes) -> Json:
    """Return the content if this officer's key signed it; raises Refused."""
    publics = {keyid(officer_public): officer_public}
    return _read_retrieval(dsse.verify(envelope, dsse.RETRIEVAL, publics))


def _read_receipt(payload: bytes) -> Json:
    found = _read_common(payload, _RECEIPT, (ACCEPTED, DELIVERED))
    fields.whole(found["seq"])
    if found["focal_point"] is not None:
        fields.uuid(found["focal_point"])
    if found["log_index"] is not None:
        fields.whole(found["log_index"])
    return found


def _read_retrieval(payload: bytes) -> Json:
    found = _read_common(payload, _RETRIEVAL, (RETRIEVED,))
    read_sender(found["sender"])
    return found


def _read_common(payload: bytes, names: tuple[str, ...], words: tuple[str, ...]) -> Json:
    found = fields.versioned(parse(payload), names)
    fields.text(found["hub"])
    fields.one_of(found["evidence"], words)
    fields.uuid(found["stream"])
    fields.uuid(found["event"])
    fields.hash_hex(found["event_hash"])
    fields.time(found["at"])
    return found
