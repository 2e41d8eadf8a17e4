"""The manifest: what the hub sees of an event, and what the sender signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hub.encryption import fields
from hub.encryption.canonical import Json, b64, canonical, parse, sha256hex, unb64
from hub.encryption.errors import BadFormat
from hub.encryption.fields import SUITE, VERSION, ZERO_HASH
from hub.encryption.hpke import WRAP_LENGTH

HANDLING = ("H0", "H1", "H2", "H3")
SMALLEST_PART = 56 + 8 + 16

_NAMES = (
    "hub", "stream", "event", "kind", "seq", "prev", "sender", "recipients", "parts", "wraps_sha256",
    "handling", "facts", "created", "log_seen",
)  # fmt: skip


@dataclass(frozen=True)
class Sender:
    """Who signs: focal point, officer, and the seq of the country chain they signed under."""

    focal_point: str
    officer: str
    chain_seq: int

    def to_dict(self) -> Json:
        """Return the JSON form."""
        return {"focal_point": self.focal_point, "officer": self.officer, "chain_seq": self.chain_seq}


@dataclass(frozen=True)
class Address:
    """A receiving focal point and the generation of its key."""

    focal_point: str
    generation: int

    def to_dict(self) -> Json:
        """Return the JSON form."""
        return {"focal_point": self.focal_point, "generation": self.generation}


@dataclass(frozen=True)
class Part:
    """A sealed part: number, ciphertext length in bytes, root over its 1 MiB blocks."""

    n: int
    length: int
    blocks_root: str

    def to_dict(self) -> Json:
        """Return the JSON form."""
        return {"n": self.n, "length": self.length, "blocks_root": self.blocks_root}


@dataclass(frozen=True)
class Manifest:
    """A checked manifest; `prev` and `wraps_sha256` are hexadecimal SHA-256."""

    hub: str
    stream: str
    event: str
    kind: str
    seq: int
    prev: str
    sender: Sender
    recipients: tuple[Address, ...]
    parts: tuple[Part, ...]
    wraps_sha256: str
    handling: str
    facts: Json
    created: str
    log_seen: str | None

    @classmethod
    def parse(cls, payload: bytes) -> Manifest:
        """Read and check a signed payload; raises BadFormat, or Downgrade for another suite."""
        raw = fields.versioned(parse(payload), _NAMES, suite=True)
        seq, prev = fields.whole(raw["seq"]), fields.hash_hex(raw["prev"])
        if (seq == 0) != (prev == ZERO_HASH):
            raise BadFormat("bad-prev", "only the first event of a stream has no one before it")
        if not isinstance(raw["facts"], dict):
            raise BadFormat("bad-facts", "facts are an object")
        return cls(
            hub=fields.text(raw["hub"]),
            stream=fields.uuid(raw["stream"]),
            event=fields.uuid(raw["event"]),
            kind=fields.kind(raw["kind"]),
            seq=seq,
            prev=prev,
            sender=read_sender(raw["sender"]),
            recipients=read_recipients(raw["recipients"]),
            parts=_read_parts(raw["parts"]),
            wraps_sha256=fields.hash_hex(raw["wraps_sha256"]),
            handling=fields.one_of(raw["handling"], HANDLING),
            facts=raw["facts"],
            created=fields.time(raw["created"]),
            log_seen=None if raw["log_seen"] is None else fields.text(raw["log_seen"]),
        )

    def to_dict(self) -> Json:
        """Return the JSON form, with exactly the names version 1 prescribes."""
        plain = {name: getattr(self, name) for name in _NAMES}
        return plain | {
            "v": VERSION,
            "suite": SUITE,
            "sender": self.sender.to_dict(),
            "recipients": [one.to_dict() for one in self.recipients],
            "parts": [one.to_dict() for one in self.parts],
        }

    def canonical(self) -> bytes:
        """Return the bytes to sign."""
        return canonical(self.to_dict())


def read_sender(raw: object) -> Sender:
    """Read a sender; raises BadFormat."""
    found = fields.exact(raw, {"focal_point", "officer", "chain_seq"})
    focal_point, officer = fields.uuid(found["focal_point"]), fields.uuid(found["officer"])
    return Sender(focal_point, officer, fields.whole(found["chain_seq"]))


def read_recipients(raw: object) -> tuple[Address, ...]:
    """Read the recipients: at least one, sorted by focal point, each once; raises BadFormat."""
    found = tuple(_read_address(one) for one in fields.items(raw))
    names = [one.focal_point for one in found]
    if not names or names != sorted(set(names)):
        raise BadFormat("bad-recipients", "recipients are sorted, each once, at least one")
    return found


def wraps_hash(wraps: Sequence[Json]) -> str:
    """Return the hash that binds the list of wraps to the manifest."""
    return sha256hex(canonical(list(wraps)))


def check_wraps(manifest: Manifest, wraps: object, *, complete: bool = True) -> dict[str, bytes]:
    """Return the 80-byte wrap of each recipient; raises BadFormat unless the manifest names them.

    The list must have the hash the sender signed and the recipients' order. Without `complete` wraps may
    be empty, and are left out: then the hash cannot be compared, and whoever reads the stream must find the
    act that erased them (`verify_stream`). What a remaining wrap opens is bound by the parts' roots.
    """
    listed = fields.items(wraps)
    found = [fields.exact(one, {"focal_point", "generation", "wrap"}) for one in listed]
    named = tuple(_read_address({k: one[k] for k in ("focal_point", "generation")}) for one in found)
    whole = complete or all(one["wrap"] != "" for one in found)
    if named != manifest.recipients or (whole and wraps_hash(found) != manifest.wraps_sha256):
        raise BadFormat("wraps-do-not-match", "the wraps are not the ones the sender signed")
    return {
        one["focal_point"]: unb64(one["wrap"], WRAP_LENGTH) for one in found if whole or one["wrap"] != ""
    }


def make_wrap(address: Address, sealed: bytes) -> Json:
    """Return one entry of the list of wraps."""
    return address.to_dict() | {"wrap": b64(sealed)}


def _read_address(raw: object) -> Address:
    found = fields.exact(raw, {"focal_point", "generation"})
    return Address(fields.uuid(found["focal_point"]), fields.whole(found["generation"], 1))


def _read_parts(raw: object) -> tuple[Part, ...]:
    parts = tuple(_read_part(n, one) for n, one in enumerate(fields.items(raw)))
    if not parts:
        raise BadFormat("bad-parts", "an event has at least part 0")
    return parts


def _read_part(n: int, raw: object) -> Part:
    found = fields.exact(raw, {"n", "length", "blocks_root"})
    if fields.whole(found["n"]) != n:
        raise BadFormat("bad-parts", "parts are numbered from 0 without a gap")
    return Part(n, fields.whole(found["length"], SMALLEST_PART), fields.hash_hex(found["blocks_root"]))
