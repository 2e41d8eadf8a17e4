"""Blocks of ciphertext in Django's default storage, each under a random name that only a row knows.

A block is on the disk before its row is committed: after a crash there may be a block without a row,
never the reverse.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "blocks"


def keep(data: bytes) -> str:
    """Write one block so that it survives a crash; answers its name."""
    token = uuid4().hex
    name = default_storage.save(f"{FOLDER}/{token[:2]}/{token}", ContentFile(data))
    with suppress(NotImplementedError):  # object stores have no path and are durable by themselves
        _settle(Path(default_storage.path(name)))
    return name


def pieces(name: str, start: int, stop: int, size: int) -> Iterator[bytes]:
    """The bytes of a block from `start` up to `stop`, at most `size` at a time."""
    with default_storage.open(name) as file:
        file.seek(start)
        while start < stop and (piece := file.read(min(size, stop - start))):
            start += len(piece)
            yield piece


def discard(names: Iterable[str]) -> None:
    """Remove blocks; one that is gone already is fine."""
    for name in names:
        default_storage.delete(name)


def folders() -> Iterator[list[str]]:
    """The names of all blocks, folder by folder."""
    try:
        found = default_storage.listdir(FOLDER)[0]
    except FileNotFoundError:  # nothing was ever kept; object stores have no folders and answer with none
        return
    for folder in found:
        yield [f"{FOLDER}/{folder}/{one}" for one in default_storage.listdir(f"{FOLDER}/{folder}")[1]]


def older_than(names: Iterable[str], moment: datetime) -> list[str]:
    """Those of `names` that were last written before `moment`."""
    return [name for name in names if default_storage.get_modified_time(name) < moment]


def _settle(path: Path) -> None:
    for one in (path, path.parent, path.parent.parent):
        handle = os.open(one, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
