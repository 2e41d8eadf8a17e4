"""Sign statements for a country and post them through the real action, with real wraps and boxes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from focal_points.actions import Admitted, admit_statement
from focal_points.models import Country, Seat
from hub.base import clock
from hub.encryption.canonical import Json, b64
from hub.encryption.chain import make_seed_wrap, make_statement, material_hash, sort_wraps
from hub.encryption.chain_state import KEY_ROLES
from hub.encryption.hpke import seed_info, wrap
from hub.encryption.seeds import FocalPointKey
from tests.factories.people import Person, Post


@dataclass
class Signed:
    """What a client posts: a signed statement and the key material beside it."""

    envelope: Json
    wraps: list[Json] = field(default_factory=list)
    boxes: list[Json] = field(default_factory=list)

    @property
    def body(self) -> Json:
        """The JSON of POST …/chain/."""
        return {"envelope": self.envelope, "wraps": self.wraps, "boxes": self.boxes}


@dataclass
class Chancery:
    """Who keeps a country's chain: signs as `admin` (policy 1), knows all people and posts."""

    code: str
    admin: Person
    people: dict[UUID, Person] = field(default_factory=dict)
    posts: dict[UUID, Post] = field(default_factory=dict)

    @property
    def country(self) -> Country:
        """The row as it is now."""
        return Country.objects.get(pk=self.code)

    def sign(
        self,
        kind: str,
        body: Json,
        wraps: Sequence[Json] = (),
        boxes: Sequence[Json] = (),
        by: Person | None = None,
    ) -> Signed:
        """Sign the next statement without posting it."""
        signer, country = by or self.admin, self.country
        envelope = make_statement(
            hub=settings.HUB_ID,
            country=self.code,
            seq=country.head_seq + 1,
            prev=country.head_hash or "0" * 64,
            kind=kind,
            by=str(signer.id),
            created=clock.text(clock.now()),
            body=body,
            signers=[signer.keys],
        )
        return Signed(envelope, sort_wraps(wraps), list(boxes))

    def post(self, signed: Signed, by: Person | None = None) -> Admitted:
        """Post a signed statement as an officer (the administrator)."""
        officer = (by or self.admin).officer
        return admit_statement(
            self.code, signed.envelope, signed.wraps, signed.boxes, by=officer, now=clock.now()
        )

    def state(
        self, kind: str, body: Json, wraps: Sequence[Json] = (), boxes: Sequence[Json] = ()
    ) -> Admitted:
        """Sign and post."""
        return self.post(self.sign(kind, body, wraps, boxes))

    def genesis(self) -> Admitted:
        """Begin the chain with the administrator as the only founder."""
        founder = {"officer": str(self.admin.id), "name": self.admin.name, **self.admin.public}
        self.people[self.admin.id] = self.admin
        return self.state("genesis", {"policy": 1, "admins": [founder]})

    def add_post(self, name: str, type_: str, post_id: UUID | None = None) -> Post:
        """Add a focal point with its first key, which nobody but its maker holds yet."""
        post = Post(post_id or uuid4(), {1: os.urandom(32)})
        rotation = _rotation(post.key(), [], None)
        body = {"focal_point": str(post.id), "name": name, "type": type_, "rotation": rotation}
        self.state("focal_point_add", body)
        self.posts[post.id] = post
        return post

    def add_officer(self, person: Person) -> Admitted:
        """Sign the keys of somebody who answered an invitation."""
        self.people[person.id] = person
        return self.state("officer_add", {"officer": str(person.id), "name": person.name, **person.public})

    def seat(self, person: Person, post: Post, role: str) -> Admitted:
        """Give a seat; the first key-holding one brings the post's current seed."""
        wraps = []
        if role in KEY_ROLES and person.id not in self.holders(post):
            wraps = [self._wrap(post.key(), person)]
        body = {"officer": str(person.id), "focal_point": str(post.id), "role": role}
        admitted = self.state("seat", body | {"wraps_sha256": material_hash(wraps)}, wraps)
        person.post = person.post or post
        return admitted

    def unseat(self, person: Person, post: Post, role: str) -> Admitted:
        """End a seat, and turn the key if it was the person's last key-holding one there."""
        seats = Seat.objects.filter(
            officer=person.id, focal_point=post.id, to_seq__isnull=True, role__in=KEY_ROLES
        )
        left = set(seats.values_list("role", flat=True)) - {role}
        turned = [post] if role in KEY_ROLES and not left else []
        return self._turn(
            "unseat",
            turned,
            {person.id},
            {
                "officer": str(person.id),
                "focal_point": str(post.id),
                "role": role,
            },
        )

    def remove(self, person: Person) -> Admitted:
        """Remove an officer and turn every key the officer held."""
        return self.post(self.sign_removal(person))

    def sign_removal(self, person: Person) -> Signed:
        """Sign a removal without posting it; new seeds are kept as if it were posted."""
        turned = [post for post in self.posts.values() if person.id in self.holders(post)]
        return self._sign_turn("officer_remove", turned, {person.id}, {"officer": str(person.id)})

    def rotate(self, post: Post) -> Admitted:
        """Turn a key for everybody who holds it."""
        return self._turn("key_rotate", [post], set(), {})

    def verify_peer(self, other: str) -> Admitted:
        """State another country's fingerprint as verified."""
        fingerprint = Country.objects.get(pk=other).fingerprint
        return self.state("peer_verified", {"country": other, "fingerprint": fingerprint})

    def holders(self, post: Post) -> set[UUID]:
        """Officers who hold the post's key now."""
        seats = Seat.objects.filter(focal_point=post.id, to_seq__isnull=True, role__in=KEY_ROLES)
        return set(seats.values_list("officer_id", flat=True))

    def _turn(self, kind: str, posts: Sequence[Post], without: set[UUID], body: Json) -> Admitted:
        return self.post(self._sign_turn(kind, posts, without, body))

    def _sign_turn(self, kind: str, posts: Sequence[Post], without: set[UUID], body: Json) -> Signed:
        rotations, wraps, boxes = [], [], []
        for post in posts:
            before, new = (
                post.key(),
                FocalPointKey.generate(settings.HUB_ID, str(post.id), post.generation + 1),
            )
            box = new.box_previous(before.seed)
            mine = [self._wrap(new, self.people[one]) for one in self.holders(post) - without]
            rotations.append(_rotation(new, mine, box))
            wraps += mine
            boxes.append({"focal_point": str(post.id), "generation": new.generation, "box": b64(box)})
            post.seeds[new.generation] = new.seed
        return self.sign(kind, {**body, "rotations": rotations}, wraps, boxes)

    def _wrap(self, key: FocalPointKey, person: Person) -> Json:
        info = seed_info(settings.HUB_ID, self.code, key.focal_point, key.generation, str(person.id))
        sealed = wrap(person.keys.public.kem, key.seed, info)
        return make_seed_wrap(key.focal_point, key.generation, str(person.id), sealed)


def _rotation(key: FocalPointKey, wraps: Sequence[Json], box: bytes | None) -> dict[str, Any]:
    return {
        "focal_point": key.focal_point,
        "generation": key.generation,
        "kem": b64(key.kem_public),
        "wraps_sha256": material_hash(wraps, box),
    }
