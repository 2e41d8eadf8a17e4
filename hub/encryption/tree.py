"""The Merkle tree of RFC 6962: hashes, roots, and proofs that something is in it or that it only grew.

A proof is a list of 32-byte hashes, lowest first. `node(level, index)` answers the hash of the complete
subtree over the 2**level leaves from index * 2**level on, wherever it is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

from hub.encryption.errors import BadFormat, Tampered

Node = Callable[[int, int], bytes]

HASH = 32
MOST = 2**62
EMPTY = hashlib.sha256(b"").digest()
_LEAF_LABEL = b"hub/log-leaf/v1"


def entry_of(blind: bytes, name: bytes) -> bytes:
    """Return what the log holds of an act: a hash that hides `name` behind the 32-byte blind."""
    if (len(blind), len(name)) != (HASH, HASH):
        raise BadFormat("wrong-length", "blind and name have 32 bytes")
    return hashlib.sha256(_LEAF_LABEL + blind + name).digest()


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash over two subtrees (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(size: int, node: Node) -> bytes:
    """Return the root of the first `size` leaves."""
    return _range(0, size, node) if size else EMPTY


def inclusion(index: int, size: int, node: Node) -> list[bytes]:
    """Return the proof that leaf `index` is among the first `size` (RFC 6962, section 2.1.1)."""
    _require(0 <= index < size <= MOST)
    proof: list[bytes] = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            proof.append(_range(middle, end, node))
            end = middle
        else:
            proof.append(_range(begin, middle, node))
            begin = middle
    return proof[::-1]


def consistency(old: int, new: int, node: Node) -> list[bytes]:
    """Return the proof that the first `old` leaves stayed as they were (RFC 6962, section 2.1.2)."""
    _require(0 <= old <= new <= MOST)
    proof: list[bytes] = []
    begin, end, whole = 0, new, True
    if old in (0, new):
        return proof
    while old != end:
        middle = begin + _split(end - begin)
        if old <= middle:
            proof.append(_range(middle, end, node))
            end = middle
        else:
            proof.append(_range(begin, middle, node))
            begin, whole = middle, False
    if not whole:
        proof.append(_range(begin, end, node))
    return proof[::-1]


def check_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], expected: bytes) -> None:
    """Refuse unless `leaf` (its hash) is leaf `index` (RFC 9162, section 2.1.3.2); raises Tampered."""
    _require(0 <= index < size <= MOST)
    place, last, found = index, size - 1, leaf
    for one in _hashes(proof):
        if last == 0:
            raise _unproved()
        if place & 1 or place == last:
            found = node_hash(one, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, one)
        place, last = place >> 1, last >> 1
    if last or found != expected:
        raise _unproved()


def check_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Refuse unless the newer tree holds the older one unchanged (RFC 9162, 2.1.4.2); raises Tampered."""
    _require(0 <= old <= new <= MOST)
    if old in (0, new):
        same = old_root == (EMPTY if old == 0 else new_root)
        if proof or not same:
            raise _unproved()
        return
    path = [*_hashes(proof)]
    if old & (old - 1) == 0:
        path = [old_root, *path]
    if not path or _climb(old, new, path) != (old_root, new_root):
        raise _unproved()


def _climb(old: int, new: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots that a consistency proof leads to."""
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    older = newer = path[0]
    for one in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            older, newer = node_hash(one, older), node_hash(one, newer)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            newer = node_hash(newer, one)
        place, last = place >> 1, last >> 1
    return None if last else (older, newer)


def _range(begin: int, end: int, node: Node) -> bytes:
    """The hash over leaves begin…end-1, where begin fits the largest power of two below the length."""
    found: bytes | None = None
    for level, index in reversed([*_complete(begin, end)]):
        one = node(level, index)
        found = one if found is None else node_hash(one, found)
    assert found is not None  # noqa: S101 - callers give at least one leaf
    return found


def _complete(begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The complete subtrees that a range falls into, largest first."""
    while begin < end:
        level = (end - begin).bit_length() - 1
        yield level, begin >> level
        begin += 1 << level


def _split(length: int) -> int:
    """The largest power of two below `length`."""
    return 1 << ((length - 1).bit_length() - 1)


def _hashes(proof: Sequence[bytes]) -> Iterator[bytes]:
    for one in proof:
        if len(one) != HASH:
            raise BadFormat("wrong-length", "a proof is made of hashes of 32 bytes")
        yield one


def _require(fits: bool) -> None:
    if not fits:
        raise BadFormat("bad-size", "the numbers of a proof do not fit each other")


def _unproved() -> Tampered:
    return Tampered("log-proof", "the proof does not lead to the root of the log")
