"""A second log of a malicious hub: signed with its true key, holding what it likes, proved by the book."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.encryption import tree
from hub.encryption.canonical import Json, b64, unb64
from hub.encryption.checkpoint import origin_of, sign_checkpoint
from hub.encryption.proofs import Place
from hub.encryption.tiles import grow, node_from
from tests.story.hub_process import HubProcess
from tests.story.proxy import Exchange

PLACES = re.compile(r"/api/v1/streams/[0-9a-f-]{36}/places/")


def key_of(hub: HubProcess) -> Ed25519PrivateKey:
    """The hub's signing key, as its operator has it."""
    (found,) = hub.folder.rglob("hub-signing-key")
    return Ed25519PrivateKey.from_private_bytes(unb64(found.read_text().strip(), 32))


@dataclass
class Forked:
    """A log of these names (hexadecimal hashes), in this order, shown in place of the true one."""

    hub: HubProcess
    names: list[str]
    blinds: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.blinds = {name: secrets.token_bytes(32) for name in self.names}
        leaves = [
            tree.leaf_hash(tree.entry_of(self.blinds[name], bytes.fromhex(name))) for name in self.names
        ]
        tiles = grow(lambda _level, _number: b"", 0, leaves)
        self.node = node_from(lambda level, number: tiles[level, number])

    @property
    def note(self) -> str:
        """Its checkpoint, signed by the hub."""
        size = len(self.names)
        return sign_checkpoint(
            key_of(self.hub), origin_of("hub.test"), size, tree.root(size, self.node)
        ).text()

    def place(self, name: str) -> Json | None:
        """Where it stands in this log."""
        if name not in self.blinds:
            return None
        index = self.names.index(name)
        proof = tree.inclusion(index, len(self.names), self.node)
        return Place(index, self.blinds[name], tuple(proof)).to_dict()

    def __call__(self, exchange: Exchange) -> None:
        """Answer for the true log."""
        path = urlsplit(exchange.path)
        if path.path == "/api/v1/log/":
            exchange.answer({**exchange.json(), "checkpoint": self.note})
        elif path.path == "/api/v1/log/consistency/":
            exchange.status = 200
            exchange.answer(self._growth(parse_qs(path.query)))
        elif PLACES.match(path.path):
            said = exchange.json()
            places = [{"name": one["name"], "place": self.place(one["name"])} for one in said["places"]]
            exchange.answer({**said, "checkpoint": self.note, "places": places})

    def _growth(self, query: dict[str, list[str]]) -> Json:
        new = int(query["new"][0])
        olds = [min(int(one), new) for one in query["old"]]
        proofs = [[b64(each) for each in tree.consistency(old, new, self.node)] for old in olds]
        listed = [{"old": int(old), "proof": one} for old, one in zip(query["old"], proofs, strict=True)]
        return {"new": new, "proofs": listed}
