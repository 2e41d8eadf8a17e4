"""Checkpoints, cosignatures and places: the shared vectors, and what a note may not be."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.encryption.canonical import unb64
from hub.encryption.checkpoint import (
    Checkpoint,
    check_checkpoint,
    check_cosignature,
    cosign,
    read_checkpoint,
    read_line,
    read_seen,
    sign_checkpoint,
)
from hub.encryption.errors import BadFormat, BadSignature, Refused
from hub.encryption.proofs import check_growth, check_place, read_hashes, read_place
from tests.encryption.test_vectors import cases

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
ORIGIN = "hub.example.org/log"


def check(case: dict[str, Any]) -> Checkpoint:
    """All that a vector says, in the browser's order too."""
    found = check_checkpoint(case["note"], case["origin"], unb64(case["key"], 32))
    check_place(read_place(case["place"]), case["act"], found)
    size, root = case["old"]
    check_growth((size, unb64(root, 32)), (found.size, found.root), read_hashes(case["growth"]))
    return found


@cases("log")
def test_log(case: dict[str, Any]) -> None:
    if "refused" in case:
        with pytest.raises(Refused) as refused:
            check(case)
        assert refused.value.code == case["refused"]
    else:
        found = check(case)
        assert (found.size, found.root, found.text()) == (case["size"], unb64(case["root"]), case["note"])
        assert (found.seen, read_seen(case["seen"])) == (case["seen"], (found.size, found.root))


def test_a_cosignature_holds_for_its_name_its_key_and_its_checkpoint() -> None:
    point, other = (sign_checkpoint(KEY, ORIGIN, size, b"r" * 32) for size in (5, 6))
    line = read_line(cosign(KEY, "witness/PK", point, 1790000000).text())
    assert check_cosignature(line, point, "witness/PK", PUBLIC).at == 1790000000
    for wrong in (
        (other, "witness/PK", PUBLIC),
        (point, "witness/NP", PUBLIC),
        (point, "witness/PK", b"\x07" * 32),
    ):
        with pytest.raises(Refused):
            check_cosignature(line, *wrong)


def test_the_signature_of_a_log_is_no_cosignature() -> None:
    point = sign_checkpoint(KEY, ORIGIN, 5, b"r" * 32)
    with pytest.raises(BadSignature):
        check_cosignature(point.lines[0], point, ORIGIN, PUBLIC)


@pytest.mark.parametrize("text", ["", "5", "5 x", "-1 " + "A" * 44, "05 " + "A" * 43 + "=", " "])
def test_a_word_that_names_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadFormat):
        read_seen(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "x" * 201, "a\x00"])
def test_a_name_that_cannot_stand_in_a_note_is_refused(name: str) -> None:
    with pytest.raises(BadFormat):
        sign_checkpoint(KEY, name, 1, b"r" * 32)


def test_a_note_of_endless_signatures_is_refused() -> None:
    point = sign_checkpoint(KEY, ORIGIN, 5, b"r" * 32)
    with pytest.raises(BadFormat):
        read_checkpoint(point.text() + point.lines[0].text() * 1001)
