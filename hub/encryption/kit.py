"""What a country's recovery kit holds: the private key to which every new seed of its posts is wrapped."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from hub.encryption import fields
from hub.encryption.canonical import b64, canonical, parse, unb64
from hub.encryption.chain_state import RECOVERY, ChainRecord
from hub.encryption.errors import Tampered
from hub.encryption.hpke import seed_info, unwrap
from hub.encryption.seeds import FocalPointKey, seed_chain

_NAMES = ("hub", "country", "fingerprint", "made", "kem")


@dataclass(frozen=True)
class Kit:
    """An open kit: where it belongs, when it was made, and its X25519 key."""

    hub: str
    country: str
    fingerprint: str
    made: str
    kem: X25519PrivateKey = field(repr=False)

    @property
    def public(self) -> bytes:
        """The recovery recipient that the country's chain states, 32 bytes."""
        return self.kem.public_key().public_bytes_raw()

    def to_bytes(self) -> bytes:
        """The kit as it is sealed into a file: JSON."""
        place = {"v": fields.VERSION, "hub": self.hub, "country": self.country, "made": self.made}
        return canonical(place | {"fingerprint": self.fingerprint, "kem": b64(self.kem.private_bytes_raw())})


def new_kit(hub: str, country: str, fingerprint: str, made: str) -> Kit:
    """Return a kit with a fresh key; `made` is a UTC time."""
    return Kit(hub, country, fingerprint, made, X25519PrivateKey.generate())


def read_kit(data: bytes) -> Kit:
    """Read an opened kit file; raises BadFormat or Downgrade."""
    raw = fields.versioned(parse(data), _NAMES)
    key = X25519PrivateKey.from_private_bytes(unb64(raw["kem"], 32))
    place = fields.text(raw["hub"]), fields.country(raw["country"]), fields.hash_hex(raw["fingerprint"])
    return Kit(*place, fields.time(raw["made"]), key)


def open_post(kit: Kit, chain: ChainRecord, given: Any) -> dict[int, FocalPointKey]:
    """Open every generation of a post that the kit reaches, checked against the country's chain.

    `given` is what the hub keeps of the post: {"focal_point", "wraps": [{"generation", "wrap"}], "boxes"}.
    Raises Tampered: another-kit (not the one the chain names), recovery-missing, wrap-does-not-open, …
    """
    if (kit.hub, kit.country) != (chain.hub, chain.country) or chain.recovery != kit.public:
        raise Tampered("another-kit", "the country's list names another recovery kit now")
    stated = chain.focal_points[fields.uuid(given["focal_point"])]
    wraps = {one["generation"]: unb64(one["wrap"]) for one in given["wraps"]}
    if stated.current not in wraps:
        raise Tampered("recovery-missing", "the newest key of this post was made before the kit")
    info = seed_info(chain.hub, chain.country, stated.focal_point, stated.current, RECOVERY)
    seed = unwrap(kit.kem, wraps[stated.current], info)
    newest = FocalPointKey(chain.hub, stated.focal_point, stated.current, seed)
    boxes = {one["generation"]: unb64(one["box"]) for one in given["boxes"]}
    return seed_chain(newest, boxes, stated.generations)
