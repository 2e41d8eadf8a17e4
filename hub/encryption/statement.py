"""One signed statement of a country chain, and the key material that travels beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hub.encryption import dsse, fields
from hub.encryption.canonical import Json, b64, canonical, parse, sha256hex, unb64
from hub.encryption.errors import BadFormat
from hub.encryption.fields import VERSION, ZERO_HASH
from hub.encryption.keys import OfficerKeys, PublicKeys, check_x25519

GENESIS = "genesis"
REFOUND = "refound"
_NAMES = ("hub", "country", "seq", "prev", "kind", "by", "created", "body")


@dataclass(frozen=True)
class Statement:
    """A parsed statement; `hash` is its envelope hash, the `prev` of the next."""

    hub: str
    country: str
    seq: int
    prev: str
    kind: str
    by: str
    created: str
    body: Json
    hash: str


@dataclass(frozen=True)
class Rotation:
    """A focal point's new generation: public key (32 bytes) and the hash of its wraps and box."""

    focal_point: str
    generation: int
    kem: bytes
    wraps_sha256: str

    def to_dict(self) -> Json:
        """Return the JSON form."""
        head = {"focal_point": self.focal_point, "generation": self.generation}
        return head | {"kem": b64(self.kem), "wraps_sha256": self.wraps_sha256}


def read_statement(envelope: Any) -> Statement:
    """Parse a statement's form; who signed it is not checked here. Raises BadFormat or Downgrade."""
    payload_type, payload = dsse.peek(envelope)
    if payload_type != dsse.CHAIN:
        raise BadFormat("wrong-payload-type", f"{dsse.CHAIN} is expected")
    raw = fields.versioned(parse(payload), _NAMES)
    seq, prev = fields.whole(raw["seq"]), fields.hash_hex(raw["prev"])
    kind = fields.kind(raw["kind"])
    if (seq == 0) != (kind == GENESIS) or (seq == 0) != (prev == ZERO_HASH):
        raise BadFormat("bad-genesis", "a chain begins with its genesis, and only there")
    if not isinstance(raw["body"], dict):
        raise BadFormat("wrong-fields", "a statement has a body")
    return Statement(
        hub=fields.text(raw["hub"]),
        country=fields.country(raw["country"]),
        seq=seq,
        prev=prev,
        kind=kind,
        by=fields.uuid(raw["by"]),
        created=fields.time(raw["created"]),
        body=raw["body"],
        hash=dsse.envelope_hash(envelope),
    )


def make_statement(
    *,
    hub: str,
    country: str,
    seq: int,
    prev: str,
    kind: str,
    by: str,
    created: str,
    body: Json,
    signers: Sequence[OfficerKeys],
) -> Json:
    """Return the signed envelope of a statement; more signatures by `dsse.add_signature`."""
    place = {"v": VERSION, "hub": hub, "country": country, "seq": seq, "prev": prev}
    payload = canonical(place | {"kind": kind, "by": by, "created": created, "body": body})
    envelope = dsse.sign(dsse.CHAIN, payload, [(keys.public.keyid, keys.sig) for keys in signers])
    read_statement(envelope)
    return envelope


def read_rotation(raw: Any) -> Rotation:
    """Read a rotation; raises BadFormat or BadKey."""
    found = fields.exact(raw, {"focal_point", "generation", "kem", "wraps_sha256"})
    generation = fields.whole(found["generation"], 1)
    kem = check_x25519(unb64(found["kem"]))
    return Rotation(
        fields.uuid(found["focal_point"]), generation, kem, fields.hash_hex(found["wraps_sha256"])
    )


def read_rotations(raw: Any) -> tuple[Rotation, ...]:
    """Read rotations, at most one for each focal point; raises BadFormat."""
    found = tuple(read_rotation(one) for one in fields.items(raw))
    if len({one.focal_point for one in found}) != len(found):
        raise BadFormat("bad-rotations", "a focal point's key turns once in a statement")
    return found


def read_public(body: Json) -> PublicKeys:
    """Read `kem` and `sig` of an officer; raises BadFormat or BadKey."""
    return PublicKeys(unb64(body["kem"]), unb64(body["sig"]))


def make_seed_wrap(focal_point: str, generation: int, officer: str, sealed: bytes) -> Json:
    """Return one wrap of a seed (80 bytes); `officer` may be "recovery"."""
    place = {"focal_point": focal_point, "generation": generation, "officer": officer}
    return place | {"wrap": b64(sealed)}


def sort_wraps(wraps: Sequence[Json]) -> list[Json]:
    """Return wraps in the order that is hashed: focal point, generation, officer."""
    return sorted(wraps, key=lambda one: (one["focal_point"], one["generation"], one["officer"]))


def material_hash(wraps: Sequence[Json], box: bytes | None = None) -> str:
    """Return the `wraps_sha256` that binds wraps and box of one rotation, or the wraps of a seat."""
    return sha256hex(canonical({"wraps": sort_wraps(wraps), "box": None if box is None else b64(box)}))
