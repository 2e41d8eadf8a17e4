"""What a picture of the screen really shows: where there is ink, and whether two pictures differ."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from playwright.sync_api import Locator

CHANNELS = {2: 3, 6: 4}
HEAD = 8
FAINT = 48


@dataclass(frozen=True)
class Pixels:
    """Rows of red, green and blue, one after the other."""

    width: int
    height: int
    rows: tuple[bytes, ...]

    def inked(self) -> list[int]:
        """The columns, from the left, that differ from the ground in the corner."""
        ground = self.rows[0][:3]
        return [x for x in range(self.width) if any(self._differs(row, x, ground) for row in self.rows)]

    def _differs(self, row: bytes, x: int, ground: bytes) -> bool:
        return any(abs(a - b) > FAINT for a, b in zip(row[3 * x : 3 * x + 3], ground, strict=True))


def seen(place: Locator) -> Pixels:
    """What the screen shows at a place."""
    return read(place.screenshot())


def read(png: bytes) -> Pixels:
    """A PNG of eight bits without interlace, as browsers draw screenshots (RFC 2083)."""
    width, height, bits, colour, _, _, interlace = struct.unpack(">IIBBBBB", png[16:29])
    assert (bits, interlace) == (8, 0)
    size, data, at = CHANNELS[colour], b"", HEAD
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        data += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    raw, step = zlib.decompress(data), width * size
    rows, before = [], bytes(step)
    for y in range(height):
        line = raw[y * (step + 1) : (y + 1) * (step + 1)]
        before = _unfiltered(line[0], bytearray(line[1:]), before, size)
        rows.append(bytes(value for i, value in enumerate(before) if i % size < 3))
    return Pixels(width, height, tuple(rows))


def _unfiltered(kind: int, line: bytearray, above: bytes, size: int) -> bytes:
    """RFC 2083 section 6."""
    for i, value in enumerate(line):
        left, up = line[i - size] if i >= size else 0, above[i]
        corner = above[i - size] if i >= size else 0
        guess = (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]
        line[i] = (value + guess) % 256
    return bytes(line)


def _paeth(left: int, up: int, corner: int) -> int:
    """RFC 2083 section 6.6."""
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(guess - one))
