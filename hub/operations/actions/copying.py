"""Make a backup, and put one back: everything is checked before, and proved after."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

from focal_points.actions import end_all_access
from hub.base import clock
from hub.encryption.canonical import Json
from hub.ledger.actions import erase_again
from hub.operations.backup import engines, files, manifest
from hub.operations.backup.heads import heads, named_files
from hub.operations.backup.manifest import Bad, Entry
from hub.operations.integrity import Seen, walk

Say = Callable[[str], object]


def make_backup(folder: Path, say: Say = lambda _line: None) -> Json:
    """Write a copy of database and storage into a new or empty folder; answers what was signed of it.

    The database first: files are written before the rows that name them, so the later copy of storage has all
    that the copied rows name. Raises Bad.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Bad(f"{folder} is not empty. Name a new folder.")
    say("Copying the database …")
    with engines.copied(folder) as ask:
        said, needed = heads(ask), set(named_files(ask))
    entries = [manifest.measured(folder / engines.DUMP, engines.DUMP)]
    say("Copying the storage …")
    entries += files.copy_out(folder, files.stored())
    _require_all(needed, entries)
    said |= {"hub": settings.HUB_ID, "made_at": clock.text(clock.now()), "engine": connection.vendor}
    manifest.write(folder, said, entries)
    return said


def _require_all(needed: set[str], entries: list[Entry]) -> None:
    lost = needed - {entry.name.removeprefix(f"{files.FOLDER}/") for entry in entries}
    if lost:
        raise Bad(*(f"storage lacks {name}, which the database names" for name in sorted(lost)))


def restore_backup(folder: Path, say: Say = lambda _line: None) -> Seen:
    """Put a copy back into an empty system and prove it; answers what was looked at.

    Raises Bad, before anything is written if the copy is not as it was signed or the system not empty.
    """
    say("Checking the copy …")
    said, entries = manifest.read(folder)
    if lines := manifest.broken(folder, entries):
        raise Bad(*lines)
    if said["engine"] != connection.vendor:
        raise Bad(f"The copy is of {said['engine']}, this hub runs on {connection.vendor}.")
    engines.require_empty()
    files.require_empty()
    say("Filling the database …")
    engines.put_back(folder)
    say("Filling the storage …")
    start = f"{files.FOLDER}/"
    files.copy_back(folder, (one.name.removeprefix(start) for one in entries if one.name.startswith(start)))
    # Rows and files were copied one after the other: what was erased in between must not come back.
    erase_again()
    end_all_access()
    say("Proving every chain, event, receipt and file …")
    return _proved(said)


def _proved(said: Json) -> Seen:
    seen = walk()
    lines = [str(one) for one in seen.findings]
    now = heads(engines.ask_here)
    lines += [f"{name}: differs from what was signed of the copy" for name in now if now[name] != said[name]]
    if lines:
        raise Bad(*lines)
    return seen
