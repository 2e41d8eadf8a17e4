"""Signing a sealed act again when its place, the receivers' keys or the own chain changed.

Files stay as they are.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from hub.client.clock import now_text
from hub.client.session import Session
from hub.encryption import dsse, hpke
from hub.encryption.blocks import BlockHasher
from hub.encryption.body import read_body
from hub.encryption.canonical import Json, canonical, unb64
from hub.encryption.cobblestone import open_bytes, part_context, seal_bytes
from hub.encryption.manifest import Manifest, Part, make_wrap, wraps_hash


def manifest_of(envelope: Any) -> Manifest:
    """The manifest inside an envelope made here."""
    return Manifest.parse(dsse.peek(envelope)[1])


def hash_of(envelope: Any) -> str:
    """The act's hash."""
    return dsse.envelope_hash(envelope)


def reseal(
    session: Session, act: Json, room: Path, *, seq: int | None = None, prev: str | None = None
) -> Json:
    """The same act with the present chain seq, the receivers' newest keys and, if given, another place."""
    old = manifest_of(act["envelope"])
    recipients = [session.recipient(one.focal_point, refresh=True) for one in old.recipients]
    manifest = replace(
        old, seq=old.seq if seq is None else seq, prev=old.prev if prev is None else prev, created=now_text(),
        sender=replace(old.sender, chain_seq=session.own_chain().head_seq),
        recipients=tuple(one.address for one in recipients),
    )  # fmt: skip
    secret = _event_key(session, act, old)
    sealed = _seal_body(session, old, manifest, secret, (room / "0.part").read_bytes())
    wraps = [
        make_wrap(to.address, hpke.wrap(to.kem_public, secret, hpke.wrap_info(
            manifest.hub, manifest.stream, manifest.event, to.focal_point, to.generation)))
        for to in recipients
    ]  # fmt: skip
    hasher = BlockHasher()
    hasher.update(sealed)
    first = Part(0, hasher.length, hasher.root())
    manifest = replace(manifest, parts=(first, *old.parts[1:]), wraps_sha256=wraps_hash(wraps))
    session.home.write_bytes(str((room / "0.part").relative_to(session.home.folder)), sealed)
    keys = session.ring.keys
    envelope = dsse.sign(dsse.EVENT, manifest.canonical(), [(keys.public.keyid, keys.sig)])
    return {**act, "envelope": envelope, "wraps": wraps, "parts": [one.to_dict() for one in manifest.parts]}


def _event_key(session: Session, act: Json, old: Manifest) -> bytes:
    mine = next(one for one in act["wraps"] if one["focal_point"] in session.ring.posts)
    key = session.ring.post_key(mine["focal_point"], mine["generation"])
    info = hpke.wrap_info(old.hub, old.stream, old.event, mine["focal_point"], mine["generation"])
    return hpke.unwrap(key.kem_private, unb64(mine["wrap"]), info)


def _seal_body(session: Session, old: Manifest, new: Manifest, secret: bytes, part0: bytes) -> bytes:
    context = part_context(old.hub, old.stream, old.event, 0, session.ring.keys.public.sig)
    body = read_body(open_bytes(part0, secret, context))
    changed = {
        **body,
        "sender": new.sender.to_dict(),
        "recipients": [one.to_dict() for one in new.recipients],
    }
    return seal_bytes(canonical(changed), secret, context)
