"""Hashing ciphertext in 1 MiB blocks, so that an upload is checked and resumed block by block."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from hub.encryption.canonical import sha256hex
from hub.encryption.errors import BadFormat

BLOCK = 1 << 20


def block_hash(block: bytes) -> bytes:
    """Return the raw SHA-256 of one block."""
    return hashlib.sha256(block).digest()


def blocks_root(hashes: Sequence[bytes]) -> str:
    """Return the root over raw block hashes, in order; raises BadFormat if there are none."""
    if not hashes:
        raise BadFormat("no-blocks", "a sealed part is never empty")
    return sha256hex(b"".join(hashes))


class BlockHasher:
    """Takes ciphertext in pieces of any size and knows its blocks, length and root."""

    def __init__(self) -> None:
        self.length = 0
        self._done: list[bytes] = []
        self._current = hashlib.sha256()

    def update(self, data: bytes | memoryview) -> None:
        """Take the next bytes."""
        view = memoryview(data)
        while view:
            room = BLOCK - self.length % BLOCK
            piece = view[:room]
            self._current.update(piece)
            self.length += len(piece)
            view = view[room:]
            if self.length % BLOCK == 0:
                self._done.append(self._current.digest())
                self._current = hashlib.sha256()

    def blocks(self) -> list[bytes]:
        """Return the raw hashes so far; the last block may be a short one."""
        if self.length % BLOCK == 0:
            return list(self._done)
        return [*self._done, self._current.digest()]

    def root(self) -> str:
        """Return the hexadecimal root of everything taken so far."""
        return blocks_root(self.blocks())
