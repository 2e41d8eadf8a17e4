"""Properties that hold for every value: canonical JSON, padding, codes."""

from __future__ import annotations

import contextlib
import json
from typing import Any

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from hub.encryption.canonical import MAX_INTEGER, b64, canonical, frame, parse, unb64
from hub.encryption.codes import human, parse_code
from hub.encryption.errors import BadFormat, Refused
from hub.encryption.keys import FIELD_PRIME, LOW_ORDER_U, SMALL_ORDER_Y
from hub.encryption.padding import HEADER_LENGTH, pad, padded_length, padme, unpad

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = st.text(st.characters(max_codepoint=127))
SCALARS = st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | TEXT
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


@seed(1)
@given(VALUES)
def test_parse_undoes_canonical(value: Any) -> None:
    assert parse(canonical(value)) == value


@seed(2)
@given(VALUES)
def test_only_one_spelling_is_accepted(value: Any) -> None:
    for spelled in (json.dumps(value, indent=1), json.dumps(value), json.dumps(value, ensure_ascii=False)):
        data = spelled.encode()
        if data == canonical(value):
            continue
        try:
            parse(data)
        except BadFormat:
            continue
        raise AssertionError(f"a second spelling was accepted: {spelled}")


@seed(3)
@given(st.binary(max_size=60))
def test_any_bytes_parse_or_are_refused(data: bytes) -> None:
    with contextlib.suppress(Refused):
        assert canonical(parse(data)) == data


@seed(4)
@given(st.integers(0, 2**50))
def test_padme_wastes_at_most_12_percent_and_is_stable(length: int) -> None:
    padded = padme(length)
    assert length <= padded <= length * 1.12
    assert padme(padded) == padded


@seed(5)
@given(st.integers(0, 2**40), st.integers(0, 2**40))
def test_padme_keeps_order(one: int, two: int) -> None:
    assert (padme(one) <= padme(two)) or one > two


@seed(6)
@given(st.binary(max_size=3000))
def test_unpad_undoes_pad(data: bytes) -> None:
    padded = pad(data)
    assert len(padded) == padded_length(len(data)) == padme(len(data) + HEADER_LENGTH)
    assert unpad(padded) == data


@seed(7)
@given(st.binary(max_size=100))
def test_any_bytes_unpad_or_are_refused(padded: bytes) -> None:
    with contextlib.suppress(Refused):
        assert pad(unpad(padded)) == padded


@seed(8)
@given(st.binary(min_size=16, max_size=16), st.sampled_from("ARJ"))
def test_codes_come_back(code: bytes, prefix: str) -> None:
    assert parse_code(human(code, prefix), prefix) == code


@seed(9)
@settings(max_examples=300)
@given(
    st.binary(min_size=16, max_size=16),
    st.integers(2, 34),
    st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"),
)
def test_one_mistyped_letter_is_nearly_always_noticed(code: bytes, at: int, letter: str) -> None:
    shown = human(code, "A")
    typed = shown[:at] + letter + shown[at + 1 :]
    if shown[at] in ("-", letter):
        return
    with contextlib.suppress(BadFormat):
        assert parse_code(typed, "A") != code


@seed(10)
@given(
    st.lists(st.binary(max_size=8) | TEXT | st.integers(0), max_size=4),
    st.lists(st.binary(max_size=8), max_size=4),
)
def test_frames_are_never_ambiguous(one: list[Any], two: list[Any]) -> None:
    plain = [value if isinstance(value, bytes) else str(value).encode() for value in one]
    assert (frame("x", *one) == frame("x", *two)) == (plain == two)


@seed(11)
@given(st.binary(max_size=50))
def test_base64_comes_back(data: bytes) -> None:
    assert unb64(b64(data)) == data


def test_the_deny_lists_are_the_points_of_small_order() -> None:
    d = -121665 * pow(121666, -1, FIELD_PRIME) % FIELD_PRIME
    for y in SMALL_ORDER_Y:
        assert _times_eight_is_zero(y, d)
    for u in LOW_ORDER_U:
        assert _low_order_u(u)


def _times_eight_is_zero(y: int, d: int) -> bool:
    """Double three times by the y-only formula of the twisted Edwards curve: y=1 is the neutral point."""
    for _ in range(3):
        x2 = (y * y - 1) * pow(d * y * y + 1, -1, FIELD_PRIME) % FIELD_PRIME
        y = (y * y + x2) * pow((1 - d * x2 * y * y) % FIELD_PRIME, -1, FIELD_PRIME) % FIELD_PRIME
    return y == 1


def _low_order_u(u: int) -> bool:
    """Double by the x-only formula of the Montgomery curve (A = 486662), projectively; z=0 is neutral."""
    x, z = u, 1
    for _ in range(3):
        a, b = (x + z) ** 2, (x - z) ** 2
        c = a - b
        x, z = a * b % FIELD_PRIME, c * (b + 121666 * c) % FIELD_PRIME
    return z == 0
