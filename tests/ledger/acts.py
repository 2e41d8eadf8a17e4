"""Acts as clients send them.

Really signed and wrapped; the ciphertext is random bytes, which the hub cannot tell apart.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from focal_points.models import Country
from hub.base import clock
from hub.encryption import dsse
from hub.encryption.blocks import BlockHasher
from hub.encryption.canonical import Json, b64
from hub.encryption.hpke import wrap, wrap_info
from hub.encryption.manifest import Address, Manifest, Part, Sender, make_wrap, wraps_hash
from hub.ledger.actions import Accepted, accept_event
from hub.ledger.incoming import read
from hub.ledger.models import Stream
from tests.factories.people import Person, Post


def signed_part(n: int, data: bytes) -> Part:
    """What the manifest says of a part."""
    hasher = BlockHasher()
    hasher.update(data)
    return Part(n, len(data), hasher.root())


@dataclass
class Act:
    """An act in the making.

    Change `manifest`, `wraps` or `parts`, then `body()` signs and gives the JSON to post.
    """

    by: Person
    manifest: Manifest
    wraps: list[Json]
    parts: dict[int, bytes] = field(default_factory=dict)

    def but(self, **changes: Any) -> Act:
        """The same act with other values in the manifest."""
        return replace(self, manifest=replace(self.manifest, **changes))

    def body(self, by: Person | None = None) -> Json:
        """The JSON of POST …/events/, signed by the sender (or by somebody else)."""
        keys = (by or self.by).keys
        envelope = dsse.sign(dsse.EVENT, self.manifest.canonical(), [(keys.public.keyid, keys.sig)])
        parts = [{"n": n, "data": b64(data)} for n, data in self.parts.items()]
        return {"envelope": envelope, "wraps": self.wraps, "parts": parts}


@dataclass
class Thread:
    """A stream of the tests, between posts."""

    posts: list[Post]
    id: UUID = field(default_factory=uuid4)

    def act(
        self,
        by: Person,
        *,
        event: UUID | None = None,
        to: list[Post] | None = None,
        parts: dict[int, bytes] | None = None,
        uploaded: dict[int, bytes] | None = None,
    ) -> Act:
        """The next act of the stream, as a client with fresh knowledge would make it."""
        event, inline = event or uuid4(), parts or {0: os.urandom(300)}
        wraps = self._wraps(event, to or self.posts)
        return Act(by, self._manifest(by, event, wraps, inline | (uploaded or {})), wraps, inline)

    def post(self, act: Act, body: Json | None = None, by: Person | None = None) -> Accepted:
        """Hand an act over as the door does: read, then accept in one transaction."""
        acting = (by or act.by).acting
        incoming = read(body or act.body(), by=acting, stream=self.id)
        rows = [post.row for post in self.posts]
        with transaction.atomic():
            return accept_event(incoming, by=acting, stream_kind="thread", parties=rows, now=clock.now())

    def say(self, by: Person, **options: Any) -> Accepted:
        """Make and hand over the next act."""
        return self.post(self.act(by, **options))

    def _wraps(self, event: UUID, posts: list[Post]) -> list[Json]:
        secret, wraps = os.urandom(32), []
        for post in sorted(posts, key=lambda one: str(one.id)):
            info = wrap_info(settings.HUB_ID, str(self.id), str(event), str(post.id), post.generation)
            sealed = wrap(post.key().kem_public, secret, info)
            wraps.append(make_wrap(Address(str(post.id), post.generation), sealed))
        return wraps

    def _manifest(self, by: Person, event: UUID, wraps: list[Json], parts: dict[int, bytes]) -> Manifest:
        assert by.post is not None
        head = Stream.objects.filter(pk=self.id).first() or Stream(pk=self.id)
        chain_seq = Country.objects.get(officers=by.id).head_seq
        return Manifest(
            hub=settings.HUB_ID,
            stream=str(self.id),
            event=str(event),
            kind="test.word",
            seq=head.head_seq + 1,
            prev=head.head_hash,
            sender=Sender(str(by.post.id), str(by.id), chain_seq),
            recipients=tuple(Address(w["focal_point"], w["generation"]) for w in wraps),
            parts=tuple(signed_part(n, parts[n]) for n in sorted(parts)),
            wraps_sha256=wraps_hash(wraps),
            handling="H0",
            facts={},
            created=clock.text(clock.now()),
            log_seen=None,
        )
