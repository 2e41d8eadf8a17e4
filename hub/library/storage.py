"""Files of the library in Django's default storage, each under a random name that only rows know."""

from collections.abc import Iterator
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "library"
PIECE = 256 * 1024


def keep(data: bytes) -> str:
    """Write a file; answers its name. It is there before its row is committed, never the reverse."""
    token = uuid4().hex
    return default_storage.save(f"{FOLDER}/{token[:2]}/{token}", ContentFile(data))


def pieces(name: str) -> Iterator[bytes]:
    """The bytes of a file, a piece at a time."""
    with default_storage.open(name) as file:
        while piece := file.read(PIECE):
            yield piece


def discard(name: str) -> None:
    """Remove a file; one that is gone already is fine."""
    default_storage.delete(name)
