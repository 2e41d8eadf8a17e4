"""The small pieces under everything, against Python's: JSON, hashes, padding, awkward sizes."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from hub.encryption.canonical import canonical
from hub.encryption.cobblestone import open_bytes, seal_bytes
from hub.encryption.errors import Refused
from hub.encryption.hpke import unwrap, wrap
from hub.encryption.padding import pad, padme
from tests.encryption.world import officer_keys, secret
from tests.encryption_browser.conftest import Run

pytestmark = pytest.mark.browser

CHUNK = 16384
SIZES = [0, 1, 7, 8, 9, CHUNK - 9, CHUNK - 8, CHUNK - 7, CHUNK, 64 * CHUNK - 8, 64 * CHUNK + 1, 70 * CHUNK]


@pytest.mark.parametrize(
    "value",
    [{"b": [1, {"é€😀": 0}]}, {"a": 1.5}, [2**53], {"deep": [[[[[[[[[[]]]]]]]]]]}, '\x7f\x1f\u2028"\\/'],
)
def test_json_is_written_alike_or_refused_alike(answer: Run, value: Any) -> None:
    try:
        expected = canonical(value).hex()
    except Refused as error:
        expected = error.code
    found = answer("canonical", value=value)
    assert found.get("value", found.get("refused")) == expected


@pytest.mark.parametrize(
    "text", ['{"__proto__":1}', '{"__proto__":{"v":1}}', '{"constructor":null,"toString":1}']
)
def test_names_that_mean_something_to_javascript_are_only_names(run: Run, text: str) -> None:
    assert run("reparse", hex=text.encode().hex()) == text.encode().hex()


@pytest.mark.parametrize("length", [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])
def test_the_hash_does_not_depend_on_how_it_is_fed(run: Run, length: int) -> None:
    data = secret("hash") * 40
    data = data[:length]
    for cuts in ([], [length // 3], [length // 3, length // 2], [0, length]):
        assert run("sha256", bytes=data.hex(), cuts=cuts) == hashlib.sha256(data).hexdigest()


def test_padme_is_the_same_for_every_small_length_and_around_powers_of_two(run: Run) -> None:
    lengths = [*range(300), *(2**n + d for n in range(9, 50, 3) for d in (-1, 0, 1))]
    assert [run("padme", length=n) for n in lengths] == [padme(n) for n in lengths]


@pytest.mark.parametrize("size", SIZES)
def test_sealed_here_opens_there_at_every_awkward_size(run: Run, size: int) -> None:
    data, key = (b"0123456789abcdef" * (size // 16 + 1))[:size], secret("key")
    place = {"key": key.hex(), "context": b"place".hex()}
    ours = run("rawSeal", data=pad(data).hex(), **place)
    assert open_bytes(bytes.fromhex(ours), key, b"place") == data
    theirs = seal_bytes(data, key, b"place")
    assert bytes.fromhex(run("rawOpen", sealed=theirs.hex(), **place)) == pad(data)


@pytest.mark.parametrize("size", [0, 1, 8, 25, 100])
def test_padding_comes_off_byte_by_byte(run: Run, size: int) -> None:
    data = bytes(range(100))[:size]
    assert run("padded", data=data.hex()) == pad(data).hex()
    assert run("unpadded", padded=pad(data).hex()) == data.hex()


def test_a_wrap_made_here_opens_there(run: Run) -> None:
    keys, inside = officer_keys("wrap"), secret("inside")
    made = bytes.fromhex(run("wrap", key=keys.public.kem.hex(), secret=inside.hex(), info=b"for".hex()))
    assert len(made) == 80
    assert unwrap(keys.kem, made, b"for") == inside
    there = wrap(keys.public.kem, inside, b"for")
    private = keys.kem.private_bytes_raw().hex()
    assert run("unwrap", secret=private, wrapped=there.hex(), info=b"for".hex()) == inside.hex()


def test_base64_has_one_spelling(run: Run, refused: Run) -> None:
    assert run("base64", text="AAE=", length=2) == "0001"
    for text in ("AAE", "AAF=", "AA E=", "AAE=\n", "_-8="):
        assert refused("base64", text=text, length=None) == "not-base64"
    assert refused("base64", text="AAE=", length=3) == "wrong-length"
