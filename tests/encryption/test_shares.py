"""Two of three parts give a code back; one part alone fits every code there could be."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from hub.encryption import shares
from hub.encryption.errors import BadFormat
from tests.vectors import load


@pytest.mark.parametrize("case", load("shares"))
def test_parts_as_in_the_vectors_give_the_secret_back(case: dict[str, Any]) -> None:
    secret, slope = bytes.fromhex(case["secret"]), bytes.fromhex(case["slope"])
    parts = shares.split(secret, slope)
    assert {str(at): part.hex() for at, part in parts.items()} == case["parts"]
    for one, two in permutations(parts, 2):
        assert shares.join({one: parts[one], two: parts[two]}) == secret


def test_one_part_alone_fits_every_secret() -> None:
    part = shares.split(bytes(16))[2]
    half = bytes.fromhex("8d") * 16  # 1 / 2 in GF(256): FIPS 197's field, 2 * 0x8d = 1
    for guess in (bytes(16), b"any other secret"):
        line = bytes(shares._times(a ^ b, half[0]) for a, b in zip(part, guess, strict=True))  # noqa: SLF001
        assert shares.split(guess, line)[2] == part


def test_printed_parts_are_read_back_and_mistakes_are_noticed() -> None:
    secret = bytes(range(16))
    first, second, third = shares.printed(shares.split(secret), secret)
    assert shares.join(dict(map(shares.read, (third, first.lower())))) == secret
    with pytest.raises(BadFormat):
        shares.read(second.replace(second[4], "Z" if second[4] != "Z" else "Y", 1))
    with pytest.raises(BadFormat):
        shares.join(dict(map(shares.read, (first, first))))
