"""Sending sealed parts in blocks of 1 MiB: checked one by one, and continued where a cut line left off."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hub.client.connection import Connection
from hub.client.errors import RefusedByHub, Unreachable
from hub.client.patience import pauses
from hub.encryption.blocks import BLOCK, block_hash

INLINE = 64 * 1024
DAMAGED = ("bad_block", "block_exists")

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Part:
    """A sealed part on disk: number, where it lies, ciphertext length in bytes and block root."""

    n: int
    path: Path
    length: int
    blocks_root: str


def upload(connection: Connection, stream: str, event: str, part: Part, progress: Progress) -> None:
    """Bring one part to the hub; blocks it already has are not sent again. `progress` gets bytes done.

    Raises Unreachable when the line stays broken; calling again later continues.
    """
    place = {"stream": stream, "event": event, "n": part.n, "length": part.length}
    given = connection.post("uploads/", place, repeat=True)
    have = {int(index) for index in given["have"]}
    for index, start in enumerate(range(0, part.length, BLOCK)):
        size = min(BLOCK, part.length - start)
        if index not in have:
            _send_block(connection, f"uploads/{given['id']}/blocks/{index}/", _read(part.path, start, size))
        progress(size)


def _send_block(connection: Connection, path: str, block: bytes) -> None:
    digest = block_hash(block).hex()
    for pause in (*pauses(), None):
        try:
            connection.put_block(path, block, digest)
        except (Unreachable, RefusedByHub) as error:
            damaged = isinstance(error, Unreachable) or error.code in DAMAGED
            if pause is None or not damaged:
                raise
            time.sleep(pause)
        else:
            return


def _read(path: Path, start: int, size: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(size)
