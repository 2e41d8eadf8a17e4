"""Files in storage, wherever it is: a folder or an object store."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from hub.operations.backup.manifest import Bad, Entry

FOLDER = "storage"
PIECE = 1024 * 1024


def stored(below: str = "") -> Iterator[str]:
    """Names of all files in storage."""
    try:
        folders, files = default_storage.listdir(below)
    except FileNotFoundError:
        return
    start = f"{below}/" if below else ""
    yield from (f"{start}{name}" for name in sorted(files))
    for folder in sorted(folders):
        yield from stored(f"{start}{folder}")


def copy_out(folder: Path, names: Iterator[str]) -> Iterator[Entry]:
    """Copy files into the backup; one that went away meanwhile is left out."""
    for name in names:
        target = folder / FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        total, length = hashlib.sha256(), 0
        try:
            with default_storage.open(name) as source, target.open("xb") as out:
                while piece := source.read(PIECE):
                    out.write(piece)
                    total.update(piece)
                    length += len(piece)
        except FileNotFoundError:
            target.unlink(missing_ok=True)
            continue
        yield Entry(total.hexdigest(), length, f"{FOLDER}/{name}")


def copy_back(folder: Path, names: Iterator[str]) -> None:
    """Put files back under the names that rows know. Raises Bad if storage gives one another name."""
    for name in names:
        with (folder / FOLDER / name).open("rb") as source:
            kept = default_storage.save(name, File(source))
        if kept != name:
            raise Bad(f"storage already has {name}; it was not empty")


def require_empty() -> None:
    """Raises Bad if there is anything in storage."""
    first = next(stored(), None)
    if first is not None:
        raise Bad("The storage is not empty. Restore into a new one; nothing here was changed.")
