"""A bundle with its log: what it proves, and each lie about it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.encryption import tree
from hub.encryption.bundle_log import check_log
from hub.encryption.canonical import Json
from hub.encryption.checkpoint import cosign, origin_of, sign_checkpoint, witness_name
from hub.encryption.errors import Refused
from hub.encryption.proofs import Place
from hub.encryption.tiles import grow, node_from
from tests.encryption.world import HUB, Nation

KEY = Ed25519PrivateKey.from_private_bytes(b"h" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
NAMES = [f"{n:064x}" for n in range(1, 6)]
BLINDS = [bytes([n]) * 32 for n in range(5)]


def log_of(logged: int, *lines: str) -> Json:
    """The log part of a bundle of five events, of which the first ones are logged."""
    leaves = [tree.leaf_hash(tree.entry_of(BLINDS[n], bytes.fromhex(NAMES[n]))) for n in range(logged)]
    tiles = grow(lambda _level, _number: b"", 0, leaves)
    node = node_from(lambda level, number: tiles[level, number])
    point = sign_checkpoint(KEY, origin_of(HUB), logged, tree.root(logged, node))
    places: list[Any] = [
        Place(n, BLINDS[n], tuple(tree.inclusion(n, logged, node))).to_dict() if n < logged else None
        for n in range(5)
    ]
    listed = [{"name": name, "place": place} for name, place in zip(NAMES, places, strict=True)]
    return {"checkpoint": point.text() + "".join(lines), "places": listed}


def test_what_is_logged_is_proved_and_the_rest_is_not() -> None:
    point, places, witnesses = check_log(log_of(3), HUB, PUBLIC, NAMES, {})
    assert point
    assert (point.size, places, witnesses) == (3, {NAMES[0]: 0, NAMES[1]: 1, NAMES[2]: 2}, [])


def test_an_older_bundle_has_no_log() -> None:
    assert check_log(None, HUB, PUBLIC, NAMES, {}) == (None, {}, [])


def _move(log: Json) -> None:
    first, second = log["places"][:2]
    first["place"], second["place"] = second["place"], first["place"]


LIES: dict[str, Callable[[Json], object]] = {
    "an event left out": lambda log: log["places"].pop(),
    "events in another order": lambda log: log["places"].reverse(),
    "places exchanged": _move,
    "another size": lambda log: log.update(checkpoint=log["checkpoint"].replace("\n5\n", "\n4\n")),
    "no checkpoint": lambda log: log.update(checkpoint=None),
    "ballast": lambda log: log.update(more=1),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_about_the_log_is_refused(lie: str) -> None:
    log = copy.deepcopy(log_of(5))
    LIES[lie](log)
    with pytest.raises(Refused):
        check_log(log, HUB, PUBLIC, NAMES, {})


def test_only_lines_of_officers_of_the_chains_count() -> None:
    nation = Nation("PK", ["admin"])
    bare = check_log(log_of(5), HUB, PUBLIC, NAMES, {})[0]
    assert bare
    name = witness_name(HUB, "PK", nation.id("admin"))
    key = nation.keys["admin"].sig
    lines = [
        cosign(key, name, bare, 1790000000),
        cosign(key, witness_name(HUB, "NP", nation.id("admin")), bare, 1790000000),
        cosign(KEY, name, bare, 1790000000),
    ]
    log = log_of(5, *(line.text() for line in lines))
    found = check_log(log, HUB, PUBLIC, NAMES, {"PK": nation.state})[2]
    assert [(country, one.name, one.at) for country, one in found] == [("PK", name, 1790000000)]
