"""Officer keys, and the public keys that are refused on sight."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from hub.encryption.canonical import frame, sha256hex
from hub.encryption.errors import BadKey

KEY_LENGTH = 32
FIELD_PRIME = 2**255 - 19
_SIGN_BIT = 1 << 255

# The y of Ed25519's eight torsion points (RFC 8032, section 5.1). With such a key one constant
# signature verifies for every message, and the usual libraries do not refuse it.
SMALL_ORDER_Y = frozenset(
    {
        0,
        1,
        FIELD_PRIME - 1,
        2707385501144840649318225287225658788936804267575313519463743609750303402022,
        55188659117513257062467267217118295137698188065244968500265048394206261417927,
    }
)
# The u of Curve25519's low-order points (RFC 7748, section 6.1, and its twist).
LOW_ORDER_U = frozenset(
    {
        0,
        1,
        FIELD_PRIME - 1,
        325606250916557431795983626356110631294008115727848805560023387167927233504,
        39382357235489614581723060781553021112529911719440698176882885853963445705823,
    }
)


@dataclass(frozen=True)
class PublicKeys:
    """An officer's public halves: `kem` X25519 and `sig` Ed25519, 32 bytes each."""

    kem: bytes
    sig: bytes

    def __post_init__(self) -> None:
        """Refuse keys on the deny lists, wherever they came from."""
        check_x25519(self.kem)
        check_ed25519(self.sig)

    @property
    def keyid(self) -> str:
        """The name under which this officer's signatures appear."""
        return keyid(self.sig)


@dataclass(frozen=True)
class OfficerKeys:
    """An officer's private keys; they never leave the officer's device."""

    kem: X25519PrivateKey
    sig: Ed25519PrivateKey

    @classmethod
    def generate(cls) -> OfficerKeys:
        """Make new random keys."""
        return cls(X25519PrivateKey.generate(), Ed25519PrivateKey.generate())

    @classmethod
    def from_bytes(cls, kem: bytes, sig: bytes) -> OfficerKeys:
        """Read two raw 32-byte private keys; raises BadKey for another length."""
        if len(kem) != KEY_LENGTH or len(sig) != KEY_LENGTH:
            raise BadKey("wrong-length", "a private key has 32 bytes")
        kem_key = X25519PrivateKey.from_private_bytes(kem)
        return cls(kem_key, Ed25519PrivateKey.from_private_bytes(sig))

    @property
    def public(self) -> PublicKeys:
        """The public halves."""
        kem = self.kem.public_key().public_bytes_raw()
        return PublicKeys(kem, self.sig.public_key().public_bytes_raw())


def check_x25519(public: bytes) -> bytes:
    """Return a 32-byte X25519 public key, or raise BadKey (length, high bit, >= p, low order)."""
    number = _number(public)
    if number >= FIELD_PRIME:
        raise BadKey("not-canonical", "the X25519 key is not in its canonical form")
    if number in LOW_ORDER_U:
        raise BadKey("low-order", "the X25519 key is of low order and protects nothing")
    return public


def check_ed25519(public: bytes) -> bytes:
    """Return a 32-byte Ed25519 public key, or raise BadKey (length, y >= p, small order)."""
    y = _number(public) & (_SIGN_BIT - 1)
    if y >= FIELD_PRIME:
        raise BadKey("not-canonical", "the Ed25519 key is not in its canonical form")
    if y in SMALL_ORDER_Y:
        raise BadKey("low-order", "the Ed25519 key is of small order and proves nothing")
    return public


def keyid(sig_public: bytes) -> str:
    """Return the hexadecimal name of an Ed25519 public key."""
    return sha256hex(frame("key", sig_public))


def _number(public: bytes) -> int:
    if len(public) != KEY_LENGTH:
        raise BadKey("wrong-length", "a public key has 32 bytes")
    return int.from_bytes(public, "little")
