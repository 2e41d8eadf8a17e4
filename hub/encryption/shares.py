"""A code in three parts, any two of which give it back: Shamir's scheme over GF(256), byte by byte.

A. Shamir, How to share a secret, CACM 22 (1979). One part alone is a random number: it tells nothing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from hub.encryption.canonical import sha256hex
from hub.encryption.codes import CODE_LENGTH, SHARES, human, parse_code
from hub.encryption.errors import BadFormat

NEEDED = 2
_POLYNOMIAL = 0x11B


def split(secret: bytes, slope: bytes | None = None) -> dict[int, bytes]:
    """Return three parts {1, 2, 3: 16 bytes} of a 16-byte secret; `slope` is random, but for vectors."""
    line = os.urandom(len(secret)) if slope is None else slope
    if len(secret) != CODE_LENGTH or len(line) != CODE_LENGTH:
        raise BadFormat("bad-code", "a code has 16 bytes")
    return {
        at: bytes(first ^ _times(step, at) for first, step in zip(secret, line, strict=True))
        for at in (1, 2, 3)
    }


def join(parts: Mapping[int, bytes]) -> bytes:
    """Return the secret from two different parts, where the line meets zero. Raises BadFormat."""
    if len(parts) != NEEDED or not set(parts) <= {1, 2, 3} or {len(one) for one in parts.values()} != {16}:
        raise BadFormat("bad-shares", "two different parts of three are needed")
    (one, left), (two, right) = parts.items()
    ratio = _inverse(one ^ two)
    weights = _times(two, ratio), _times(one, ratio)
    return bytes(_times(a, weights[0]) ^ _times(b, weights[1]) for a, b in zip(left, right, strict=True))


def printed(parts: Mapping[int, bytes], secret: bytes) -> list[str]:
    """The parts for people: `1-…`, `2-…`, `3-…`, each with a checksum, and what they are parts of."""
    name = sha256hex(b"kit" + secret)[:4]
    return [f"{human(part, str(at))} ({name})" for at, part in sorted(parts.items())]


def read(typed: str) -> tuple[int, bytes]:
    """A typed part and its number. Raises BadFormat (mistyped-code …)."""
    text = typed.split("(", maxsplit=1)[0].strip()
    if text[:1] not in SHARES:
        raise BadFormat("wrong-code-kind", "a part begins with 1, 2 or 3")
    return int(text[0]), parse_code(text, text[0])


def _times(left: int, right: int) -> int:
    """Multiplication in GF(256) with the polynomial of AES (FIPS 197, section 4.2)."""
    product = 0
    while right:
        product ^= left if right & 1 else 0
        left = (left << 1) ^ (_POLYNOMIAL if left & 0x80 else 0)
        right >>= 1
    return product


def _inverse(value: int) -> int:
    """value^254, as value^255 is 1."""
    result = 1
    for _ in range(254):
        result = _times(result, value)
    return result
