"""The tree cut into tiles of 256 hashes (C2SP tlog-tiles): what the hub keeps, serves and proves from.

Tile (level, number) holds the hashes of complete subtrees of 256**level leaves; the last one of a level may
be partial.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hub.encryption.errors import BadFormat
from hub.encryption.tree import HASH, Node, node_hash

WIDTH = 256
BITS = 8
LEVELS = 8

Tiles = dict[tuple[int, int], bytes]
Read = Callable[[int, int], bytes]


def node_from(read: Read) -> Node:
    """Return how to find subtrees, given how to read the bytes of a tile."""

    def node(level: int, index: int) -> bytes:
        """Fold the hashes of one tile."""
        tile, rise = divmod(level, BITS)
        first, count = index << rise, 1 << rise
        number, place = divmod(first, WIDTH)
        found = read(tile, number)[place * HASH : (place + count) * HASH]
        return fold([found[at : at + HASH] for at in range(0, len(found), HASH)], count)

    return node


def fold(hashes: Sequence[bytes], count: int) -> bytes:
    """Return the hash over `count` (a power of two) subtrees; raises BadFormat if one is missing."""
    if len(hashes) != count:
        raise BadFormat("bad-size", "a tile of the log is shorter than its tree")
    row = list(hashes)
    while len(row) > 1:
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


def grow(read: Read, size: int, leaves: Sequence[bytes]) -> Tiles:
    """Return the tiles that change when leaf hashes are put after the first `size` leaves."""
    changed: Tiles = {}
    level, before, new = 0, size, list(leaves)
    while new:
        rising: list[bytes] = []
        number, width = divmod(before, WIDTH)
        tile = read(level, number)[: width * HASH] if width else b""
        for one in new:
            tile += one
            if len(tile) == WIDTH * HASH:
                changed[(level, number)] = tile
                rising.append(_over(tile))
                number, tile = number + 1, b""
        if tile:
            changed[(level, number)] = tile
        level, before, new = level + 1, before >> BITS, rising
    return changed


def widths(size: int, level: int, number: int) -> int:
    """Return how many hashes tile (level, number) has in a tree of `size` leaves: 0 to 256."""
    return max(0, min(WIDTH, (size >> (BITS * level)) - number * WIDTH))


def number_path(number: int) -> str:
    """Return a tile's number as it stands in an address: 1234067 is x001/x234/067."""
    parts = [f"{number % 1000:03}"]
    while number := number // 1000:
        parts.insert(0, f"x{number % 1000:03}")
    return "/".join(parts)


def read_number(path: str) -> int:
    """Read a number as it stands in an address; raises BadFormat for any other spelling of it."""
    digits = path.replace("/", "").replace("x", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 15 or number_path(int(digits)) != path:
        raise BadFormat("bad-tile", "a tile is named as in tlog-tiles")
    return int(digits)


def _over(tile: bytes) -> bytes:
    return fold([tile[at : at + HASH] for at in range(0, len(tile), HASH)], WIDTH)
