"""HPKE base mode (RFC 9180): X25519, HKDF-SHA256, AES-256-GCM; the context goes into `info`."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from hub.encryption.canonical import frame
from hub.encryption.errors import BadFormat, Tampered
from hub.encryption.keys import KEY_LENGTH, check_x25519

OVERHEAD = 48  # 32 bytes of encapsulated key, 16 of tag
WRAP_LENGTH = KEY_LENGTH + OVERHEAD

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def wrap(public: bytes, secret: bytes, info: bytes) -> bytes:
    """Seal `secret` to a 32-byte public key: 32 + len(secret) + 16 bytes (80 for a key)."""
    key = X25519PublicKey.from_public_bytes(check_x25519(public))
    return _SUITE.encrypt(secret, key, info)


def unwrap(private: X25519PrivateKey, wrapped: bytes, info: bytes) -> bytes:
    """Open what `wrap` sealed. Raises BadFormat, BadKey or Tampered (wrong key or context)."""
    if len(wrapped) <= OVERHEAD:
        raise BadFormat("wrong-length", "a wrapped key is longer than 48 bytes")
    check_x25519(wrapped[:KEY_LENGTH])
    try:
        return _SUITE.decrypt(wrapped, private, info)
    except (InvalidTag, ValueError) as error:
        raise Tampered("wrap-does-not-open", "not sealed to this key in this context") from error


def wrap_info(hub: str, stream: str, event: str, focal_point: str, generation: int) -> bytes:
    """Return the context of an event key wrapped to a focal point."""
    return frame("wrap", hub, stream, event, focal_point, generation)


def seed_info(hub: str, country: str, focal_point: str, generation: int, officer: str) -> bytes:
    """Return the context of a focal point seed wrapped to an officer."""
    return frame("seed", hub, country, focal_point, generation, officer)


def keep_info(hub: str, country: str, invitation: str) -> bytes:
    """Return the context of an invitation code an administrator keeps for himself."""
    return frame("invitation-keep", hub, country, invitation)
