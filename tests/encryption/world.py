"""Countries, officers and events for tests: keys come from names, so runs differ only in randomness."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field
from typing import Any

from hub.encryption import hpke
from hub.encryption.canonical import Json, b64
from hub.encryption.chain import ChainState, Rotation, make_seed_wrap, make_statement, material_hash, start
from hub.encryption.event import FileSource, Recipient, SealedEvent, Sender, build_event
from hub.encryption.fields import ZERO_HASH
from hub.encryption.keys import OfficerKeys
from hub.encryption.seeds import FocalPointKey

HUB = "hub.example"
CREATED = "2026-03-02T09:30:00Z"


def secret(label: str, length: int = 32) -> bytes:
    """Return secret bytes that follow from a name."""
    return hashlib.sha256(f"test vector: {label}".encode()).digest()[:length]


def ident(label: str) -> str:
    """Return an id that follows from a name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://hub.example/{label}"))


def officer_keys(label: str) -> OfficerKeys:
    """Return an officer's keys that follow from a name."""
    return OfficerKeys.from_bytes(secret(f"{label} kem"), secret(f"{label} sig"))


@dataclass
class Nation:
    """A country with its chain, its officers' keys and its focal points' keys."""

    country: str
    admins: list[str]
    policy: int = 1
    envelopes: list[Json] = field(default_factory=list)
    keys: dict[str, OfficerKeys] = field(default_factory=dict)
    posts: dict[str, dict[int, FocalPointKey]] = field(default_factory=dict)
    material: list[tuple[list[Json], list[Json]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        admins = [self.describe(name) for name in self.admins]
        body = {"policy": self.policy, "admins": admins}
        signers = [self.keys[name] for name in self.admins]
        envelope = self.draft("genesis", body, self.admins[0], signers, seq=0, prev=ZERO_HASH)
        self.state: ChainState = start(envelope, HUB, self.country)
        self.envelopes.append(envelope)
        self.material.append(([], []))

    def id(self, name: str) -> str:
        return ident(f"{self.country}/{name}")

    def describe(self, name: str, keys: OfficerKeys | None = None) -> Json:
        self.keys[name] = keys or officer_keys(f"{self.country} {name}")
        public = self.keys[name].public
        return {"officer": self.id(name), "name": name, "kem": b64(public.kem), "sig": b64(public.sig)}

    def draft(
        self,
        kind: str,
        body: Json,
        by: str | None = None,
        signers: list[OfficerKeys] | None = None,
        seq: int | None = None,
        prev: str | None = None,
    ) -> Json:
        """Return a signed next statement without admitting it."""
        name = by or self.admins[0]
        return make_statement(
            hub=HUB, country=self.country, kind=kind, body=body, by=self.id(name), created=CREATED,
            seq=self.state.head_seq + 1 if seq is None else seq,
            prev=self.state.head_hash if prev is None else prev,
            signers=signers or [self.keys[one] for one in self.admins[: self.policy]],
        )  # fmt: skip

    def say(
        self,
        kind: str,
        body: Json,
        wraps: Any = (),
        boxes: Any = (),
        by: str | None = None,
        signers: list[OfficerKeys] | None = None,
    ) -> None:
        """Make, sign and admit the next statement."""
        envelope = self.draft(kind, body, by, signers)
        self.state = self.state.admit(envelope)
        self.envelopes.append(envelope)
        self.material.append((list(wraps), list(boxes)))

    def add_officer(self, name: str) -> None:
        self.say("officer_add", self.describe(name))

    def add_post(self, post: str, kind: str = "central_authority") -> None:
        rotation, wraps, boxes = self.turn(post, [])
        place = {"focal_point": self.id(post), "name": post, "type": kind, "rotation": rotation}
        self.say("focal_point_add", place, wraps, boxes)

    def seat(self, name: str, post: str, role: str = "officer") -> None:
        wraps = [] if role == "observer" else [self.seed_wrap(self.newest(post), name)]
        place = {"officer": self.id(name), "focal_point": self.id(post), "role": role}
        self.say("seat", place | {"wraps_sha256": material_hash(wraps)}, wraps)

    def remove(self, name: str) -> None:
        held = [post for post in self.posts if self.holds(name, post)]
        turned = [self.turn(post, self.holders(post) - {name}) for post in sorted(held, key=self.id)]
        body = {"officer": self.id(name), "rotations": [one[0] for one in turned]}
        wraps, boxes = [w for one in turned for w in one[1]], [b for one in turned for b in one[2]]
        self.say("officer_remove", body, wraps, boxes)

    def turn(self, post: str, holders: Any) -> tuple[Json, list[Json], list[Json]]:
        """Return rotation, wraps and boxes of a post's next generation, and keep its key."""
        known = self.posts.setdefault(post, {})
        generation = max(known, default=0) + 1
        seed = secret(f"{self.country} {post} {generation}")
        key = known[generation] = FocalPointKey(HUB, self.id(post), generation, seed)
        box = key.box_previous(known[generation - 1].seed) if generation > 1 else None
        wraps = [self.seed_wrap(key, name) for name in sorted(holders)]
        rotation = Rotation(key.focal_point, generation, key.kem_public, material_hash(wraps, box))
        place = {"focal_point": key.focal_point, "generation": generation}
        boxes = [] if box is None else [place | {"box": b64(box)}]
        return rotation.to_dict(), wraps, boxes

    def seed_wrap(self, key: FocalPointKey, name: str) -> Json:
        info = hpke.seed_info(HUB, self.country, key.focal_point, key.generation, self.id(name))
        sealed = hpke.wrap(self.keys[name].public.kem, key.seed, info)
        return make_seed_wrap(key.focal_point, key.generation, self.id(name), sealed)

    def newest(self, post: str) -> FocalPointKey:
        return self.posts[post][max(self.posts[post])]

    def holds(self, name: str, post: str) -> bool:
        return self.id(name) in self.state.key_holders(self.id(post))

    def holders(self, post: str) -> set[str]:
        return {name for name in self.keys if self.holds(name, post)}

    def recipient(self, post: str) -> Recipient:
        key = self.newest(post)
        return Recipient(key.focal_point, key.generation, key.kem_public)

    def sender(self, name: str, post: str, chain_seq: int | None = None) -> Sender:
        seq = self.state.head_seq if chain_seq is None else chain_seq
        return Sender(self.id(post), self.id(name), seq)


def make_nation(country: str, policy: int = 1) -> Nation:
    """Return a country with two administrators, an officer and a central authority."""
    nation = Nation(country, ["Amina", "Bilal"], policy)
    nation.add_officer("Chandra")
    nation.add_post("Central authority")
    nation.seat("Amina", "Central authority", "admin")
    nation.seat("Chandra", "Central authority")
    return nation


LETTER: Json = {
    "subject": "Witness statement — café ledger",
    "reference": "PK/2026/17",
    "text": "Please take the statement of the witness named in the annex.\n",
    "fields": {"urgency": "ordinary", "measures": ["evidence"]},
}


def make_event(
    by: Nation, to: Nation, seq: int = 0, prev: str = ZERO_HASH, name: str = "Chandra", **changed: Any
) -> SealedEvent:
    """Return an event from one central authority to another; any argument can be changed."""
    post = "Central authority"
    values: dict[str, Any] = {
        "keys": by.keys[name],
        "hub": HUB,
        "stream": ident("stream 1"),
        "event": ident(f"event {seq}"),
        "kind": "mla.draft" if seq == 0 else "mla.message",
        "seq": seq,
        "prev": prev,
        "sender": by.sender(name, post),
        "recipients": [by.recipient(post), to.recipient(post)],
        "body": LETTER,
        "files": [FileSource("annex.txt", "text/plain", b"The witness is A. B.\n")],
        "facts": {"measures": ["evidence"]},
        "handling": "H1",
        "created": CREATED,
    }
    return build_event(**(values | changed))
