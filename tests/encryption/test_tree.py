"""The tree against RFC 6962: published roots, every proof of small trees, tiles, and damaged proofs."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.encryption import tree
from hub.encryption.errors import BadFormat, Refused, Tampered
from hub.encryption.tiles import Tiles, grow, node_from, number_path, read_number, widths
from tests.vectors import load

SIZES = (1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17)


def log_of(leaves: list[bytes], batch: int = 100) -> tree.Node:
    """The tiles of a log that grew in batches, as `node`."""
    kept: Tiles = {}

    def read(level: int, number: int) -> bytes:
        return kept.get((level, number), b"")

    for at in range(0, len(leaves), batch):
        kept.update(grow(read, at, leaves[at : at + batch]))
    return node_from(read)


def slow_root(leaves: list[bytes]) -> bytes:
    """MTH as RFC 6962 writes it down."""
    if len(leaves) < 2:
        return leaves[0] if leaves else tree.EMPTY
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    return tree.node_hash(slow_root(leaves[:k]), slow_root(leaves[k:]))


def test_published_roots() -> None:
    for case in load("rfc6962"):
        leaves = [tree.leaf_hash(bytes.fromhex(one)) for one in case["entries"]]
        node = log_of(leaves)
        assert tree.root(len(leaves), node).hex() == case["root"]
        for one in case["inclusion"]:
            proof = [bytes.fromhex(each) for each in one["proof"]]
            assert tree.inclusion(one["index"], len(leaves), node) == proof
        for one in case["consistency"]:
            proof = [bytes.fromhex(each) for each in one["proof"]]
            assert tree.consistency(one["old"], len(leaves), node) == proof


@pytest.mark.parametrize("size", SIZES)
def test_every_proof_of_a_small_tree(size: int) -> None:
    leaves = [tree.leaf_hash(bytes([n])) for n in range(size)]
    node, whole = log_of(leaves, 3), slow_root(leaves)
    assert tree.root(size, node) == whole
    for n, leaf in enumerate(leaves):
        tree.check_inclusion(n, size, leaf, tree.inclusion(n, size, node), whole)
    for old in range(size + 1):
        proof = tree.consistency(old, size, node)
        tree.check_consistency(old, size, proof, slow_root(leaves[:old]), whole)


@settings(deadline=None, max_examples=40)
@given(st.integers(2, 700), st.integers(1, 300), st.data())
def test_damaged_proofs_are_refused(size: int, batch: int, data: st.DataObject) -> None:
    leaves = [hashlib.sha256(bytes([n >> 8, n & 255])).digest() for n in range(size)]
    node = log_of(leaves, batch)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    whole = tree.root(size, node)
    proof = tree.inclusion(index, size, node)
    tree.check_inclusion(index, size, leaves[index], proof, whole)
    growth = tree.consistency(old, size, node)
    tree.check_consistency(old, size, growth, tree.root(old, node), whole)
    for wrong in (proof[1:], [*proof, whole], [tree.EMPTY, *proof[1:]]):
        with pytest.raises(Tampered):
            tree.check_inclusion(index, size, leaves[index], wrong, whole)
    for wrong in (growth[1:], [*growth, whole], [*growth[:-1], tree.EMPTY]):
        with pytest.raises(Tampered):
            tree.check_consistency(old, size, wrong, tree.root(old, node), whole)
    with pytest.raises(Tampered):
        tree.check_consistency(old, size, growth, tree.EMPTY, whole)


@pytest.mark.parametrize(
    ("number", "path"), [(0, "000"), (999, "999"), (1000, "x001/000"), (1234067, "x001/x234/067")]
)
def test_tile_addresses(number: int, path: str) -> None:
    assert (number_path(number), read_number(path)) == (path, number)


@pytest.mark.parametrize("path", ["", "0", "1/2", "x000/001", "x1/067", "0001", "-01", "\u0660"])
def test_other_spellings_of_a_tile_are_refused(path: str) -> None:
    with pytest.raises(BadFormat):
        read_number(path)


def test_how_much_of_a_tile_there_is() -> None:
    assert [widths(70000, *one) for one in ((0, 272), (0, 273), (0, 274), (1, 0), (1, 1), (2, 0))] == [
        *(256, 112, 0, 256, 17, 1)
    ]


@pytest.mark.parametrize(("index", "size"), [(3, 3), (-1, 3), (0, 0), (0, 2**63)])
def test_numbers_that_do_not_fit_are_refused(index: int, size: int) -> None:
    with pytest.raises(Refused):
        tree.check_inclusion(index, size, tree.EMPTY, [], tree.EMPTY)
