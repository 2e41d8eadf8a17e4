"""A focal point's keys, generation by generation, all from one 32-byte seed each."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hub.encryption.canonical import frame
from hub.encryption.errors import BadFormat, BadKey, Tampered

SEED_LENGTH = 32
NONCE_LENGTH = 12
BOX_LENGTH = NONCE_LENGTH + SEED_LENGTH + 16


def hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA256 (RFC 5869), 32 bytes out."""
    return HKDF(SHA256(), 32, salt, info).derive(secret)


@dataclass(frozen=True)
class FocalPointKey:
    """One generation of a focal point's key; `seed` is 32 secret bytes."""

    hub: str
    focal_point: str
    generation: int
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a seed of another length and a generation below 1."""
        if len(self.seed) != SEED_LENGTH:
            raise BadKey("wrong-length", "a seed has 32 bytes")
        if self.generation < 1:
            raise BadFormat("bad-number", "generations start at 1")

    @classmethod
    def generate(cls, hub: str, focal_point: str, generation: int = 1) -> FocalPointKey:
        """Make a generation with a new random seed."""
        return cls(hub, focal_point, generation, os.urandom(SEED_LENGTH))

    @property
    def kem_private(self) -> X25519PrivateKey:
        """The X25519 key that opens what is wrapped to this generation."""
        return X25519PrivateKey.from_private_bytes(self._derive("focal-point-kem"))

    @property
    def kem_public(self) -> bytes:
        """Its public half, 32 bytes, as the country chain states it."""
        return self.kem_private.public_key().public_bytes_raw()

    def box_previous(self, previous_seed: bytes) -> bytes:
        """Seal the seed of the generation before: 12 bytes nonce, 48 bytes ciphertext."""
        if self.generation < 2 or len(previous_seed) != SEED_LENGTH:
            raise BadFormat("bad-box", "a box holds the 32-byte seed of the generation before")
        nonce = os.urandom(NONCE_LENGTH)
        return nonce + self._box().encrypt(nonce, previous_seed, self._box_info())

    def open_box(self, box: bytes) -> bytes:
        """Return the previous generation's seed; raises BadFormat or Tampered."""
        if self.generation < 2 or len(box) != BOX_LENGTH:
            raise BadFormat("bad-box", "this is not a box of an earlier seed")
        nonce, sealed = box[:NONCE_LENGTH], box[NONCE_LENGTH:]
        try:
            return self._box().decrypt(nonce, sealed, self._box_info())
        except InvalidTag as error:
            raise Tampered("box-does-not-open", "the box was not made for this key") from error

    def previous(self, box: bytes) -> FocalPointKey:
        """Return the generation before, opened from its box."""
        return FocalPointKey(self.hub, self.focal_point, self.generation - 1, self.open_box(box))

    def _box(self) -> AESGCM:
        return AESGCM(self._derive("focal-point-box"))

    def _box_info(self) -> bytes:
        return frame("box", self.hub, self.focal_point, self.generation)

    def _derive(self, label: str) -> bytes:
        return hkdf(self.seed, b"", frame(label, self.hub, self.focal_point, self.generation))


def seed_chain(
    newest: FocalPointKey, boxes: Mapping[int, bytes], publics: Mapping[int, bytes]
) -> dict[int, FocalPointKey]:
    """Open every generation from the newest down, as far as boxes reach.

    `boxes[g]` holds the seed of g-1; `publics[g]` is the key the country chain states. A seed
    that does not give the stated key raises Tampered: the hub serves the boxes, not the truth.
    """
    opened: dict[int, FocalPointKey] = {}
    key = newest
    while True:
        if key.kem_public != publics.get(key.generation):
            raise Tampered("seed-mismatch", "a seed does not give the key its country stated")
        opened[key.generation] = key
        if key.generation not in boxes:
            return opened
        key = key.previous(boxes[key.generation])
