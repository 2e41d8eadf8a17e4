"""A second, slow reading of RFC 9180 and of C2SP chunked-encryption, to check the library against.

Written from the specifications with HMAC, X25519 and AES-GCM only; used by nothing but tests.
"""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 1 << 14


def extract(salt: bytes, secret: bytes) -> bytes:
    """HKDF-Extract with SHA-256 (RFC 5869, section 2.2)."""
    return hmac.new(salt or bytes(32), secret, hashlib.sha256).digest()


def expand(key: bytes, info: bytes, length: int, digest: str = "sha256") -> bytes:
    """HKDF-Expand (RFC 5869, section 2.3)."""
    out, last = b"", b""
    while len(out) < length:
        last = hmac.new(
            key, last + info + bytes([len(out) // hashlib.new(digest).digest_size + 1]), digest
        ).digest()
        out += last
    return out[:length]


class Hpke:
    """HPKE base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-GCM, one message."""

    def __init__(self, aead_id: int) -> None:
        self.kem_suite = b"KEM" + (0x20).to_bytes(2, "big")
        self.suite = b"HPKE" + b"".join(one.to_bytes(2, "big") for one in (0x20, 1, aead_id))
        self.key_length = {1: 16, 2: 32}[aead_id]

    def _extract(self, suite: bytes, salt: bytes, label: bytes, secret: bytes) -> bytes:
        return extract(salt, b"HPKE-v1" + suite + label + secret)

    def _expand(self, suite: bytes, key: bytes, label: bytes, info: bytes, length: int) -> bytes:
        return expand(key, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, length)

    def shared_secret(self, private: bytes, public: bytes, context: bytes) -> bytes:
        """ExtractAndExpand of section 4.1; `context` is enc followed by the recipient's key."""
        key = X25519PrivateKey.from_private_bytes(private)
        dh = key.exchange(X25519PublicKey.from_public_bytes(public))
        first = self._extract(self.kem_suite, b"", b"eae_prk", dh)
        return self._expand(self.kem_suite, first, b"shared_secret", context, 32)

    def schedule(self, shared: bytes, info: bytes) -> tuple[bytes, bytes]:
        """Key and base nonce of section 5.1, mode base."""
        ids = self._extract(self.suite, b"", b"psk_id_hash", b"")
        context = b"\x00" + ids + self._extract(self.suite, b"", b"info_hash", info)
        secret = self._extract(self.suite, shared, b"secret", b"")
        key = self._expand(self.suite, secret, b"key", context, self.key_length)
        return key, self._expand(self.suite, secret, b"base_nonce", context, 12)

    def seal(self, ephemeral: bytes, public: bytes, info: bytes, aad: bytes, plain: bytes) -> bytes:
        """Single-shot Seal with a given ephemeral private key: enc followed by the ciphertext."""
        enc = public_of(ephemeral)
        key, nonce = self.schedule(self.shared_secret(ephemeral, public, enc + public), info)
        return enc + AESGCM(key).encrypt(nonce, plain, aad)


def public_of(private: bytes) -> bytes:
    """Return the X25519 public key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def cobblestone_seal(plain: bytes, key: bytes, context: bytes, salt: bytes) -> bytes:
    """Cobblestone-256 with a given 24-byte salt."""
    info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00" + salt + context
    derived = expand(key, info, 76, "sha512")
    aead, base, commitment = AESGCM(derived[:32]), int.from_bytes(derived[32:44], "big"), derived[44:]
    chunks = [plain[at : at + CHUNK] for at in range(0, len(plain) + 1, CHUNK)]
    sealed = [aead.encrypt((base ^ n).to_bytes(12, "big"), one, None) for n, one in enumerate(chunks)]
    return salt + commitment + b"".join(sealed)
