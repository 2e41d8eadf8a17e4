"""Vectors of the log: RFC 6962 trees as published, and our own checkpoints, places and growth."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.encryption import tree
from hub.encryption.canonical import Json, b64
from hub.encryption.checkpoint import cosign, sign_checkpoint, witness_name
from hub.encryption.proofs import Place
from hub.encryption.tiles import grow, node_from

Cases = list[dict[str, Any]]
ENTRIES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
AT_8 = {
    0: (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    5: (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
}
FROM_6 = (
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
)


def rfc6962() -> tuple[str, Cases]:
    """The trees and proofs with which implementations of RFC 6962 are compared."""
    cases: Cases = []
    for size, root in enumerate(ROOTS, 1):
        cases.append({"entries": [*ENTRIES[:size]], "root": root, "inclusion": [], "consistency": []})
    cases[-1]["inclusion"] = [{"index": at, "proof": [*path]} for at, path in AT_8.items()]
    cases[-1]["consistency"] = [{"old": 6, "proof": [*FROM_6]}]
    return "certificate-transparency, merkletree/merkle_tree_test (RFC 6962, section 2.1)", cases


def logs() -> Cases:
    """A checkpoint of 11 leaves, what stands in it, and lies about it."""
    log, officer = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (7, 8))
    blinds, names = [bytes([n]) * 32 for n in range(11)], [bytes([200 + n]) * 32 for n in range(11)]
    leaves = [tree.leaf_hash(tree.entry_of(b, n)) for b, n in zip(blinds, names, strict=True)]
    tiles = grow(lambda _level, _number: b"", 0, leaves)
    node = node_from(lambda level, number: tiles[level, number])
    origin, key = "hub.example.org/log", log.public_key().public_bytes_raw()
    point = sign_checkpoint(log, origin, 11, tree.root(11, node))
    name = witness_name("hub.example.org", "PK", "11111111-1111-4111-8111-111111111111")
    line = cosign(officer, name, point, 1790000000)
    good: Json = {
        "name": "a place, a witness and growth", "origin": origin, "key": b64(key),
        "note": point.text() + line.text(),
        "size": 11, "root": b64(point.root), "seen": point.seen,
        "act": names[5].hex(), "place": Place(5, blinds[5], tuple(tree.inclusion(5, 11, node))).to_dict(),
        "old": [4, b64(tree.root(4, node))], "growth": [b64(one) for one in tree.consistency(4, 11, node)],
    }  # fmt: skip
    return [good, *_lies(good, names, blinds, node, officer)]


def _lies(
    good: Json, names: list[bytes], blinds: list[bytes], node: tree.Node, other: Ed25519PrivateKey
) -> Cases:
    place = good["place"]
    lies: list[tuple[str, Json, str]] = [
        ("another act", {"act": names[6].hex()}, "log-proof"),
        ("another place", {"place": place | {"index": 6}}, "log-proof"),
        ("a place beyond the log", {"place": place | {"index": 11}}, "bad-size"),
        ("a path cut short", {"place": place | {"proof": place["proof"][:-1]}}, "log-proof"),
        ("another blind", {"place": place | {"blind": b64(blinds[4])}}, "log-proof"),
        ("history exchanged", {"old": [4, b64(tree.root(5, node))]}, "log-proof"),
        ("a log that shrank", {"old": [12, good["old"][1]]}, "bad-size"),
        ("another log", {"origin": "hub.example.com/log"}, "unknown-signer"),
        ("another key", {"key": b64(other.public_key().public_bytes_raw())}, "unknown-signer"),
        ("a changed size", {"note": good["note"].replace("\n11\n", "\n12\n")}, "bad-signature"),
        ("no gap", {"note": good["note"].replace("\n\n", "\n")}, "bad-checkpoint"),
        ("a size with a sign", {"note": good["note"].replace("\n11\n", "\n+11\n")}, "bad-checkpoint"),
    ]
    return [{**good, **changes, "name": what, "refused": code} for what, changes, code in lies]
