"""A place in the log: the proof that one act, statement or lapse is a leaf under a checkpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hub.encryption import fields
from hub.encryption.canonical import Json, b64, unb64
from hub.encryption.checkpoint import Checkpoint
from hub.encryption.tree import HASH, check_consistency, check_inclusion, entry_of, leaf_hash

LONGEST = 64


@dataclass(frozen=True)
class Place:
    """Where something stands in the log: index of its leaf, its blind, and the path to the root."""

    index: int
    blind: bytes
    proof: tuple[bytes, ...]

    def to_dict(self) -> Json:
        """Return the JSON form."""
        return {"index": self.index, "blind": b64(self.blind), "proof": [b64(one) for one in self.proof]}


def read_place(raw: Any) -> Place:
    """Read a place; raises BadFormat."""
    found = fields.exact(raw, {"index", "blind", "proof"})
    return Place(fields.whole(found["index"]), unb64(found["blind"], HASH), read_hashes(found["proof"]))


def read_hashes(raw: Any) -> tuple[bytes, ...]:
    """Read the hashes of a proof; raises BadFormat."""
    listed = fields.items(raw)[: LONGEST * 2]
    return tuple(unb64(one, HASH) for one in listed)


def check_place(place: Place, name: str, checkpoint: Checkpoint) -> None:
    """Refuse unless what is called `name` (hexadecimal SHA-256) is that leaf; raises Refused."""
    leaf = leaf_hash(entry_of(place.blind, bytes.fromhex(fields.hash_hex(name))))
    check_inclusion(place.index, checkpoint.size, leaf, place.proof, checkpoint.root)


def check_growth(older: tuple[int, bytes], newer: tuple[int, bytes], proof: Sequence[bytes]) -> None:
    """Refuse unless the log (size, root) only grew from `older` to `newer`; raises Tampered or BadFormat."""
    check_consistency(older[0], newer[0], proof, older[1], newer[1])
