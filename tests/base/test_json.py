"""Strict JSON and cursors: what no row and no browser can hold is refused at the door."""

import pytest

from hub.base import cursor
from hub.base.errors import Invalid
from hub.base.json import MAX_BYTES, load


def test_plain_json_comes_through() -> None:
    assert load('{"a":[1,-2,null,true,"é"]}'.encode()) == {"a": [1, -2, None, True, "é"]}
    assert load(b"9007199254740991") == 2**53 - 1
    assert load(b"[" * 32 + b"]" * 32) is not None


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff", b"NaN", b"1.5", b"1e3", b"9007199254740992", b"-9007199254740992", b"1" * 400,
     b'"\\u0000"', b'{"\\u0000":1}', b'"\\ud800"', b"[" * 34 + b"]" * 34, b"[" * 100_000],
)  # fmt: skip
def test_the_rest_is_refused(body: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        load(body)
    assert (refused.value.status, refused.value.code) == (400, "bad_json")


def test_a_body_has_an_end() -> None:
    with pytest.raises(Invalid) as refused:
        load(b" " * (MAX_BYTES + 1))
    assert refused.value.code == "too_large"


def test_a_cursor_gives_back_its_place() -> None:
    assert cursor.read(cursor.write(["PK", "é", ""]), 3) == ["PK", "é", ""]


@pytest.mark.parametrize(
    "given", ["", "x", "é", "bnVsbA==", "WzFd", "WyJcdTAwMDAiXQ==", cursor.write(["a", "b"])]
)
def test_a_cursor_that_is_not_ours_is_refused(given: str) -> None:
    with pytest.raises(Invalid) as refused:
        cursor.read(given, 1)
    assert refused.value.code == "bad_cursor"
