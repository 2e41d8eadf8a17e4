"""DSSE: signed payloads whose type is signed with them (secure-systems-lab/dsse, protocol v1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hub.encryption import fields
from hub.encryption.canonical import Json, b64, sha256hex, unb64
from hub.encryption.errors import BadFormat, BadSignature
from hub.encryption.keys import check_ed25519, keyid

EVENT = "application/vnd.hub.event+json"
CHAIN = "application/vnd.hub.chain+json"
RECEIPT = "application/vnd.hub.receipt+json"
RETRIEVAL = "application/vnd.hub.retrieval+json"
LAPSE = "application/vnd.hub.lapse+json"
ASSETS = "application/vnd.hub.assets+json"
BACKUP = "application/vnd.hub.backup+json"

MAX_SIGNATURES = 32
_SIGNATURE_LENGTH = 64
_GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493


def pae(payload_type: str, payload: bytes) -> bytes:
    """Return the pre-authentication encoding: what is signed, and what envelopes are named by."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def sign(payload_type: str, payload: bytes, keys: Iterable[tuple[str, Ed25519PrivateKey]]) -> Json:
    """Return the envelope of `payload` with one Ed25519 signature for each (keyid, key)."""
    message = pae(payload_type, payload)
    signatures = [{"keyid": name, "sig": b64(key.sign(message))} for name, key in keys]
    return {"payload": b64(payload), "payloadType": payload_type, "signatures": signatures}


def add_signature(envelope: Json, name: str, key: Ed25519PrivateKey) -> Json:
    """Return the envelope with one signature more (a country with two administrators)."""
    payload_type, payload = peek(envelope)
    one = sign(payload_type, payload, [(name, key)])
    return {**envelope, "signatures": [*envelope["signatures"], *one["signatures"]]}


def peek(envelope: Any) -> tuple[str, bytes]:
    """Return (payload type, payload) without any check of who signed; raises BadFormat."""
    parts = fields.exact(envelope, {"payload", "payloadType", "signatures"})
    return fields.text(parts["payloadType"]), unb64(parts["payload"])


def envelope_hash(envelope: Any) -> str:
    """Return the hexadecimal name of an envelope; signatures are not part of it."""
    return sha256hex(pae(*peek(envelope)))


def signers(envelope: Any) -> list[str]:
    """Return the keyids that claim to have signed, unverified, each once; raises BadFormat."""
    return [name for name, _ in _signatures(envelope)]


def verify(envelope: Any, payload_type: str, publics: Mapping[str, bytes], threshold: int = 1) -> bytes:
    """Return the payload once at least `threshold` different keys of `publics` signed it.

    Every signature present must be of a known key and verify: an envelope carries no ballast.
    Raises BadFormat, BadKey or BadSignature. Parse the returned bytes, nothing else.
    """
    kind, payload = peek(envelope)
    if kind != payload_type:
        raise BadFormat("wrong-payload-type", f"{payload_type} is expected")
    found = _signatures(envelope)
    if len(found) < max(threshold, 1):
        raise BadSignature("too-few-signatures", f"{threshold} different signers are needed")
    message = pae(kind, payload)
    for name, signature in found:
        _verify_one(publics.get(name), name, signature, message)
    return payload


def verify_signature(public: bytes, signature: bytes, message: bytes) -> None:
    """Check one Ed25519 signature, strictly (RFC 8032: S < L); raises BadKey or BadSignature."""
    check_ed25519(public)
    if len(signature) != _SIGNATURE_LENGTH:
        raise BadSignature("bad-signature", "a signature has 64 bytes")
    if int.from_bytes(signature[32:], "little") >= _GROUP_ORDER:
        raise BadSignature("bad-signature", "the signature is not in its canonical form")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature as error:
        raise BadSignature("bad-signature", "the signature does not verify") from error


def _verify_one(public: bytes | None, name: str, signature: bytes, message: bytes) -> None:
    if public is None or keyid(public) != name:
        raise BadSignature("unknown-signer", "signed with a key that may not sign here")
    verify_signature(public, signature, message)


def _signatures(envelope: Any) -> list[tuple[str, bytes]]:
    peek(envelope)
    found: dict[str, bytes] = {}
    listed = fields.items(envelope["signatures"])
    if not 1 <= len(listed) <= MAX_SIGNATURES:
        raise BadSignature("too-few-signatures", f"1 to {MAX_SIGNATURES} signatures are expected")
    for entry in listed:
        parts = fields.exact(entry, {"keyid", "sig"})
        name = fields.hash_hex(parts["keyid"])
        if name in found:
            raise BadSignature("repeated-signer", "one key signed twice")
        found[name] = unb64(parts["sig"])
    return list(found.items())
