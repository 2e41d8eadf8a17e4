"""The restore drill: a backup of a hub is made, put into an empty system, and proved byte for byte.

python -m benchmarks restore_drill
"""

import os
from pathlib import Path

from benchmarks import world
from benchmarks.figures import Figure, seconds

EVENTS = 200
LARGE = 4
MIB = 1 << 20
FILE = 8 * MIB


def measure(folder: Path) -> list[Figure]:
    """Seconds of backup, restore with proof, and the scrub alone, on SQLite."""
    _fill(folder)
    from hub.operations.actions import make_backup
    from hub.operations.integrity import walk
    from tests.operations.test_backup import elsewhere

    copy, new = folder / "copy", folder / "new"
    made = seconds(lambda: make_backup(copy))
    walked = seconds(lambda: _require(not walk().findings))
    restored = seconds(lambda: _require(elsewhere("restore", new, str(copy)).returncode == 0))
    same = _bytes(folder / "storage") == _bytes(new / "storage")
    _require(same and bool(_bytes(new / "storage")))
    name = f"{EVENTS} events, {LARGE} files of {FILE // MIB} MiB"
    return [
        Figure(f"{name}: backup", f"{made:.1f} s", f"{walked:.1f} s (scrub)", made / walked, "", None),
        Figure(
            f"{name}: restore, proved",
            f"{restored:.1f} s",
            f"{made:.1f} s (backup)",
            restored / made,
            "",
            same,
        ),
    ]


def _fill(folder: Path) -> None:
    cast = world.start(folder)
    from tests.ledger.acts import Thread
    from tests.ledger.test_parts_api import sent

    thread = Thread([cast.sender.post, cast.recipient.post])
    for _ in range(LARGE):
        sent(thread, cast.sender.officer, os.urandom(FILE))
    for _ in range(EVENTS - LARGE):
        thread.say(cast.sender.officer)


def _bytes(storage: Path) -> dict[str, bytes]:
    return {str(one.relative_to(storage)): one.read_bytes() for one in storage.rglob("*") if one.is_file()}


def _require(well: bool) -> None:
    if not well:
        raise RuntimeError("The drill failed: what was restored is not what was kept.")
