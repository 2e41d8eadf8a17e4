"""Sealing parts with Cobblestone-256 (C2SP chunked-encryption), in a stream or in memory.

Chunks of 16 KiB under AES-256-GCM; key, nonce and a key commitment come from HKDF-Expand over
SHA-512 with a random salt and our context. Truncation, reordering and splicing do not open.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from hub.encryption.blocks import BLOCK, BlockHasher
from hub.encryption.canonical import frame
from hub.encryption.errors import BadFormat, BadKey, Tampered
from hub.encryption.keys import KEY_LENGTH
from hub.encryption.lanes import Background, Inline, Lane, Piece
from hub.encryption.padding import Unpadder, header, pad, padded_length, unpad

CHUNK = 1 << 14
TAG_LENGTH = 16
PREFIX_LENGTH = 56  # salt 24, commitment 32
_DEPTH = 3
_ROOM = BLOCK + PREFIX_LENGTH + (BLOCK // CHUNK + 2) * TAG_LENGTH + CHUNK


@dataclass(frozen=True)
class SealedPart:
    """What sealing a stream yields: ciphertext length (bytes) and root, SHA-256 of the data."""

    length: int
    blocks_root: str
    plain_sha256: str


def part_context(hub: str, stream: str, event: str, n: int, sender_sig: bytes) -> bytes:
    """Return the context that binds a part to its place and to the sender's signing key."""
    return frame("part", hub, stream, event, n, sender_sig)


def sealed_length(size: int) -> int:
    """Return how many bytes of ciphertext `size` bytes of data become."""
    padded = padded_length(size)
    return PREFIX_LENGTH + padded + (padded // CHUNK + 1) * TAG_LENGTH


def seal_bytes(data: bytes, key: bytes, context: bytes) -> bytes:
    """Return `data` padded and sealed under a 32-byte key."""
    sealer = Cobblestone256Encryptor(_checked(key), context)
    return sealer.update(pad(data)) + sealer.finalize()


def open_bytes(sealed: bytes, key: bytes, context: bytes) -> bytes:
    """Return the data inside; raises Tampered for a wrong key, context or any change."""
    opener = Cobblestone256Decryptor(_checked(key), context)
    try:
        padded = opener.update(sealed) + opener.finalize()
    except InvalidTag as error:
        raise _does_not_open() from error
    return unpad(padded)


def seal_stream(src: BinaryIO, size: int, dst: BinaryIO, key: bytes, context: bytes) -> SealedPart:
    """Seal exactly `size` bytes of `src` into `dst`; raises BadFormat if src holds more or less."""
    sealer = Cobblestone256Encryptor(_checked(key), context)
    plain, hasher = hashlib.sha256(), BlockHasher()
    with ExitStack() as stack:
        reading, writing = _lane(stack, size), _lane(stack, size)
        data = _told(reading, plain.update, _exactly(src, size))
        dst.writelines(_told(writing, hasher.update, _sealed(sealer, data, size)))
    return SealedPart(hasher.length, hasher.root(), plain.hexdigest())


def open_stream(src: BinaryIO, dst: BinaryIO, key: bytes, context: bytes) -> tuple[int, str]:
    """Open all of `src` into `dst`; return (size, SHA-256) of the data.

    Raises Tampered for any change. Pieces are written before the last one is checked: whoever
    catches an error must throw away what `dst` received.
    """
    opener = Cobblestone256Decryptor(_checked(key), context)
    plain, unpadder = hashlib.sha256(), Unpadder()
    with ExitStack() as stack:
        pieces = _pieces(src, _Ring(BLOCK))
        first = next(pieces, memoryview(b""))
        reading = _lane(stack, len(first))
        padded = _opened(opener, chain((first,), pieces))
        dst.writelines(_told(reading, plain.update, map(unpadder.feed, padded)))
    return unpadder.finish(), plain.hexdigest()


class _Ring:
    """Reused buffers: one more than the jobs that may still be waiting for theirs."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._buffers: list[memoryview] = []
        self._turn = 0

    def next(self) -> memoryview:
        """Return the buffer whose last use is over."""
        if len(self._buffers) <= _DEPTH:
            self._buffers.append(memoryview(bytearray(self._length)))
            return self._buffers[-1]
        self._turn += 1
        return self._buffers[(self._turn - 1) % len(self._buffers)]


def _lane(stack: ExitStack, size: int) -> Lane:
    return Inline() if size < BLOCK else stack.enter_context(Background(_DEPTH))


def _exactly(src: BinaryIO, size: int) -> Iterator[memoryview]:
    ring, left = _Ring(min(BLOCK, size + 1)), size
    for piece in _pieces(src, ring):
        left -= len(piece)
        if left < 0:
            break
        yield piece
    if left:
        raise BadFormat("size-changed", "the file changed its size while it was sealed")


def _pieces(src: BinaryIO, ring: _Ring) -> Iterator[memoryview]:
    readinto = getattr(src, "readinto", None)
    while True:
        buffer = ring.next()
        piece = buffer[: readinto(buffer)] if readinto else memoryview(src.read(len(buffer)))
        if not piece:
            return
        yield piece


def _zeros(size: int) -> Iterator[memoryview]:
    left = padded_length(size) - len(header(size)) - size
    zeros = memoryview(bytes(min(left, BLOCK)))
    while left:
        yield zeros[:left]
        left -= len(zeros[:left])


def _sealed(sealer: Cobblestone256Encryptor, data: Iterator[Piece], size: int) -> Iterator[Piece]:
    room = _Ring(_ROOM)
    yield sealer.update(header(size))
    for piece in chain(data, _zeros(size)):
        out = room.next()
        yield out[: sealer.update_into(piece, out)]
    yield sealer.finalize()


def _opened(opener: Cobblestone256Decryptor, sealed: Iterator[memoryview]) -> Iterator[memoryview]:
    room = _Ring(_ROOM)
    try:
        for piece in sealed:
            out = room.next()
            yield out[: opener.update_into(piece, out)]
        yield memoryview(opener.finalize())
    except InvalidTag as error:
        raise _does_not_open() from error


def _told(lane: Lane, hear: Callable[[Piece], object], pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pass the pieces on, each also told to `hear` on a lane; end when it has heard all."""
    for piece in pieces:
        lane.do(hear, piece)
        yield piece
    lane.finish()


def _does_not_open() -> Tampered:
    return Tampered("part-does-not-open", "wrong key, wrong place or changed ciphertext")


def _checked(key: bytes) -> bytes:
    if len(key) != KEY_LENGTH:
        raise BadKey("wrong-length", "an event key has 32 bytes")
    return key
