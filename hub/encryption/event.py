"""Making and opening events: sealed parts, wraps and the signed manifest together."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from hub.encryption import dsse, hpke
from hub.encryption.blocks import BlockHasher
from hub.encryption.body import FileEntry, check_body, commitment, make_body, read_body, read_files
from hub.encryption.canonical import Json, canonical
from hub.encryption.cobblestone import open_bytes, open_stream, part_context, seal_bytes, seal_stream
from hub.encryption.errors import Tampered
from hub.encryption.keys import KEY_LENGTH, OfficerKeys, keyid
from hub.encryption.manifest import Address, Manifest, Part, Sender, check_wraps, make_wrap, wraps_hash

__all__ = [
    "Address", "FileSource", "Manifest", "OpenedEvent", "Part", "Recipient", "SealedEvent",
    "SealedPartFile", "Sender", "build_event", "commitment", "open_event", "open_file", "open_shared",
    "wraps_hash",
]  # fmt: skip


@dataclass(frozen=True)
class Recipient:
    """A receiving focal point with the public key (32 bytes) of its current generation."""

    focal_point: str
    generation: int
    kem_public: bytes

    @property
    def address(self) -> Address:
        """What the manifest says of this recipient."""
        return Address(self.focal_point, self.generation)


@dataclass(frozen=True)
class FileSource:
    """A file to send: shown name, media type, and its bytes or where they are."""

    name: str
    type: str
    source: Path | bytes


@dataclass(frozen=True)
class SealedPartFile:
    """A sealed part ready for upload: ciphertext or where it is, its length and root."""

    n: int
    source: Path | bytes
    length: int
    blocks_root: str


@dataclass(frozen=True)
class SealedEvent:
    """Everything to hand to the hub, and the event's hash."""

    envelope: Json
    wraps: list[Json]
    parts: list[SealedPartFile]
    manifest: Manifest
    body: Json = field(repr=False)
    hash: str


@dataclass(frozen=True)
class OpenedEvent:
    """A checked and opened event; `key` opens its files."""

    manifest: Manifest
    body: Json = field(repr=False)
    key: bytes = field(repr=False)
    sender_sig: bytes

    @property
    def files(self) -> tuple[FileEntry, ...]:
        """The files, part 1 first."""
        return read_files(self.body)


@dataclass(frozen=True)
class _Sealing:
    """What every part of one event has in common."""

    hub: str
    stream: str
    event: str
    key: bytes
    sender_sig: bytes
    workdir: Path | None

    def context(self, n: int) -> bytes:
        return part_context(self.hub, self.stream, self.event, n, self.sender_sig)


def build_event(
    *,
    keys: OfficerKeys,
    hub: str,
    stream: str,
    event: str,
    kind: str,
    seq: int,
    prev: str,
    sender: Sender,
    recipients: Sequence[Recipient],
    body: Json,
    files: Sequence[FileSource] = (),
    facts: Json | Callable[[Json], Json],
    handling: str,
    created: str,
    workdir: Path | None = None,
    log_seen: str | None = None,
) -> SealedEvent:
    """Seal and sign one event. Files given as paths are sealed into `workdir` as `<n>.part`.

    `body` holds subject, reference, text and fields; `facts` may be a function of the whole body
    (for facts that need `commitment`). Raises BadFormat or BadKey; then nothing may be sent.
    """
    receivers = sorted(recipients, key=lambda one: one.focal_point)
    addresses = tuple(one.address for one in receivers)
    sealing = _Sealing(hub, stream, event, os.urandom(KEY_LENGTH), keys.public.sig, workdir)
    parts, whole = _seal_parts(sealing, body, sender, addresses, files)
    wraps = [_wrap(sealing, one) for one in receivers]
    manifest = Manifest(
        hub, stream, event, kind, seq, prev, sender, addresses,
        tuple(Part(one.n, one.length, one.blocks_root) for one in parts), wraps_hash(wraps), handling,
        facts(whole) if callable(facts) else facts, created, log_seen,
    )  # fmt: skip
    return _sign(keys, manifest, wraps, parts, whole)


def open_event(
    envelope: Any,
    wraps: Any,
    sender_sig_public: bytes,
    focal_point_private: X25519PrivateKey,
    focal_point: str,
    generation: int,
    part0: bytes,
) -> OpenedEvent:
    """Check and open an event with one receiving focal point's key.

    Signature, wraps, part 0's root, and the body's event, sender and recipients are all checked;
    that the sender's key was valid then is `verify_stream`'s matter. Raises Refused of all kinds.
    """
    manifest, sealed = _signed(envelope, wraps, sender_sig_public)
    if Address(focal_point, generation) not in manifest.recipients:
        raise Tampered("not-a-recipient", "this event was not sealed to this focal point's key")
    if focal_point not in sealed:
        raise Tampered("erased", "the key of this event was erased for this focal point")
    info = hpke.wrap_info(manifest.hub, manifest.stream, manifest.event, focal_point, generation)
    secret = hpke.unwrap(focal_point_private, sealed[focal_point], info)
    return _opened(manifest, secret, sender_sig_public, part0)


def open_shared(
    envelope: Any, wraps: Any, sender_sig_public: bytes, secret: bytes, part0: bytes
) -> OpenedEvent:
    """Check and open an event with its own key, which one of its receivers wrapped for a newcomer.

    The same checks as `open_event`, except that the event was not sealed to whoever opens it here.
    """
    manifest, _ = _signed(envelope, wraps, sender_sig_public)
    return _opened(manifest, secret, sender_sig_public, part0)


def _signed(envelope: Any, wraps: Any, sender_sig_public: bytes) -> tuple[Manifest, dict[str, bytes]]:
    publics = {keyid(sender_sig_public): sender_sig_public}
    manifest = Manifest.parse(dsse.verify(envelope, dsse.EVENT, publics))
    return manifest, check_wraps(manifest, wraps, complete=False)


def _opened(manifest: Manifest, secret: bytes, sender_sig: bytes, part0: bytes) -> OpenedEvent:
    _check_part(manifest.parts[0], part0)
    body = read_body(open_bytes(part0, secret, _context(manifest, 0, sender_sig)))
    check_body(body, manifest)
    return OpenedEvent(manifest, body, secret, sender_sig)


def open_file(opened: OpenedEvent, n: int, src: BinaryIO, dst: BinaryIO) -> FileEntry:
    """Open part `n` (1 or more) into `dst` and check it against the body; raises Tampered.

    After an error throw away what `dst` received.
    """
    if not 1 <= n <= len(opened.files):
        raise Tampered("no-such-file", "the letter names no file of this number")
    entry = opened.files[n - 1]
    context = _context(opened.manifest, n, opened.sender_sig)
    if open_stream(src, dst, opened.key, context) != (entry.size, entry.sha256):
        raise Tampered("file-does-not-match", "the file is not the one the letter describes")
    return entry


def _context(manifest: Manifest, n: int, sender_sig: bytes) -> bytes:
    return part_context(manifest.hub, manifest.stream, manifest.event, n, sender_sig)


def _check_part(part: Part, data: bytes) -> None:
    hasher = BlockHasher()
    hasher.update(data)
    if hasher.length != part.length or hasher.root() != part.blocks_root:
        raise Tampered("part-does-not-match", "the sealed letter is not the one the sender signed")


def _seal_parts(
    sealing: _Sealing, written: Json, sender: Sender, to: Sequence[Address], files: Sequence[FileSource]
) -> tuple[list[SealedPartFile], Json]:
    sealed = [_seal_file(sealing, n, one) for n, one in enumerate(files, start=1)]
    whole = make_body(written, sealing.event, sender, to, [entry for _, entry in sealed])
    return [_seal_body(sealing, whole), *(part for part, _ in sealed)], whole


def _seal_file(sealing: _Sealing, n: int, file: FileSource) -> tuple[SealedPartFile, FileEntry]:
    source: Path | bytes
    if isinstance(file.source, bytes):
        size, out = len(file.source), io.BytesIO()
        done = seal_stream(io.BytesIO(file.source), size, out, sealing.key, sealing.context(n))
        source = out.getvalue()
    else:
        size, source = file.source.stat().st_size, _place(sealing, n)
        with file.source.open("rb", buffering=0) as src, source.open("wb") as dst:
            done = seal_stream(src, size, dst, sealing.key, sealing.context(n))
    entry = FileEntry(n, file.name, file.type, size, done.plain_sha256)
    return SealedPartFile(n, source, done.length, done.blocks_root), entry


def _place(sealing: _Sealing, n: int) -> Path:
    if sealing.workdir is None:
        raise ValueError("files given as paths need a workdir")
    return sealing.workdir / f"{n}.part"


def _seal_body(sealing: _Sealing, body: Json) -> SealedPartFile:
    sealed = seal_bytes(canonical(body), sealing.key, sealing.context(0))
    hasher = BlockHasher()
    hasher.update(sealed)
    return SealedPartFile(0, sealed, hasher.length, hasher.root())


def _wrap(sealing: _Sealing, to: Recipient) -> Json:
    info = hpke.wrap_info(sealing.hub, sealing.stream, sealing.event, to.focal_point, to.generation)
    return make_wrap(to.address, hpke.wrap(to.kem_public, sealing.key, info))


def _sign(
    keys: OfficerKeys, manifest: Manifest, wraps: list[Json], parts: list[SealedPartFile], body: Json
) -> SealedEvent:
    payload = manifest.canonical()
    envelope = dsse.sign(dsse.EVENT, payload, [(keys.public.keyid, keys.sig)])
    return SealedEvent(envelope, wraps, parts, Manifest.parse(payload), body, dsse.envelope_hash(envelope))
