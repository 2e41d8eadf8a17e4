"""A former officer who kept every secret and stole the whole database and storage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings

from focal_points.models import FocalPointKey as KeyRow
from focal_points.models import SeedWrap
from hub.encryption.canonical import unb64
from hub.encryption.cobblestone import open_bytes, part_context
from hub.encryption.errors import Refused
from hub.encryption.hpke import seed_info, unwrap, wrap_info
from hub.encryption.seeds import FocalPointKey
from hub.ledger.models import Event, Wrap


@dataclass
class Thief:
    """Private keys and seeds; `grow` adds what they open in the stolen tables, until nothing new opens."""

    privates: list[X25519PrivateKey]
    seeds: set[bytes]
    secrets: set[bytes] = field(default_factory=set)

    def grow(self) -> Thief:
        """Try every key on every seed wrap and every seed on every box, again and again."""
        known = -1
        while known != len(self.seeds):
            known = len(self.seeds)
            self.seeds |= set(self._from_wraps()) | set(self._from_boxes())
        return self

    def _from_wraps(self) -> Iterator[bytes]:
        """Every private key on every seed wrap, under the name of every officer."""
        rows = list(SeedWrap.objects.select_related("key__focal_point"))
        officers = {str(row.officer_id or "recovery") for row in rows}
        for row in rows:
            key = row.key
            for officer in officers:
                place = (key.focal_point.country_id, str(key.focal_point_id), key.generation, officer)
                info = seed_info(settings.HUB_ID, *place)
                yield from _opened(self._keys(str(key.focal_point_id), key.generation), unb64(row.wrap), info)

    def _from_boxes(self) -> Iterator[bytes]:
        """Every seed on every box, as if it were of the box's generation."""
        for row in KeyRow.objects.exclude(box=""):
            for seed in list(self.seeds):
                key = FocalPointKey(settings.HUB_ID, str(row.focal_point_id), row.generation, seed)
                with suppress(Refused):
                    yield key.open_box(unb64(row.box))

    def _keys(self, post: str, generation: int) -> Iterator[X25519PrivateKey]:
        """The own keys, and what each seed gives for a post, in this generation or any before."""
        yield from self.privates
        for seed in self.seeds:
            for number in range(1, generation + 1):
                yield FocalPointKey(settings.HUB_ID, post, number, seed).kem_private

    def event_keys(self, event: Event) -> set[bytes]:
        """Keys of the event from every one of its wraps, and every secret found so far."""
        found: set[bytes] = set()
        for row in Wrap.objects.filter(event=event):
            post = str(row.focal_point_id)
            for generation in range(1, row.generation + 1):
                info = wrap_info(settings.HUB_ID, str(event.stream_id), str(event.pk), post, generation)
                found |= set(_opened(self._keys(post, row.generation), unb64(row.wrap), info))
        return found

    def letters(self, event: Event) -> list[bytes]:
        """Part 0 of the event, opened with anything that opens it."""
        return list(self._letters(event))

    def _letters(self, event: Event) -> Iterator[bytes]:
        sealed = bytes(event.parts.get(n=0).inline or b"")
        context = part_context(
            settings.HUB_ID, str(event.stream_id), str(event.pk), 0, unb64(event.officer.sig, 32)
        )
        for secret in self.event_keys(event) | self.seeds | {k.private_bytes_raw() for k in self.privates}:
            with suppress(Refused):
                yield open_bytes(sealed, secret, context)


def _opened(keys: Iterable[X25519PrivateKey], sealed: bytes, info: bytes) -> Iterator[bytes]:
    for key in keys:
        with suppress(Refused):
            yield unwrap(key, sealed, info)
