"""What a backup says of itself, signed with the hub's key: which files, which heads.

`files.txt` has a line for each file of the copy: SHA-256, length in bytes, name. The manifest names its hash.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson
from django.conf import settings

from hub.encryption import dsse, fields
from hub.encryption.canonical import Json, canonical, parse
from hub.encryption.errors import Refused
from hub.encryption.keys import keyid
from hub.ledger import signing

MANIFEST, FILES = "manifest.json", "files.txt"
NAMES = {"hub", "made_at", "engine", "migrations", "chains", "streams", "events", "files_sha256"}
PIECE = 1024 * 1024


class Bad(Exception):  # noqa: N818 - a word for people, not an error of the program
    """A backup that cannot be trusted or put back; `lines` name what is wrong."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class Entry:
    """One file of the copy; `name` is relative to its folder."""

    sha256: str
    length: int
    name: str

    def line(self) -> str:
        """As it stands in files.txt."""
        return f"{self.sha256} {self.length} {self.name}\n"


def measured(path: Path, name: str) -> Entry:
    """The entry of a file as it is on the disk now."""
    total, length = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            total.update(piece)
            length += len(piece)
    return Entry(total.hexdigest(), length, name)


def write(folder: Path, said: Json, entries: Iterable[Entry]) -> None:
    """Sign what a backup is. Written last: a copy without it is none."""
    with (folder / FILES).open("x", encoding="utf-8") as file:
        file.writelines(entry.line() for entry in entries)
    said = said | {"v": fields.VERSION, "files_sha256": measured(folder / FILES, FILES).sha256}
    key = signing.private_key()
    envelope = dsse.sign(dsse.BACKUP, canonical(said), [(keyid(signing.public_key()), key)])
    with (folder / MANIFEST).open("xb") as out:
        out.write(orjson.dumps(envelope))


def read(folder: Path) -> tuple[Json, list[Entry]]:
    """The manifest and the entries of a copy of this hub; raises Bad."""
    try:
        envelope = orjson.loads((folder / MANIFEST).read_bytes())
        public = signing.public_key()
        payload = dsse.verify(envelope, dsse.BACKUP, {keyid(public): public})
        said = fields.versioned(parse(payload), NAMES)
    except (OSError, ValueError, Refused) as error:
        raise Bad(f"{MANIFEST}: missing, damaged, or not signed with this hub's key") from error
    if said["hub"] != settings.HUB_ID:
        raise Bad(f"{MANIFEST}: the backup is of the hub {said['hub']}")
    if not (folder / FILES).is_file() or measured(folder / FILES, FILES).sha256 != said["files_sha256"]:
        raise Bad(f"{FILES}: missing, or not the list that was signed")
    return said, list(_entries(folder))


def _entries(folder: Path) -> Iterator[Entry]:
    for line in (folder / FILES).read_text(encoding="utf-8").splitlines():
        sha256, length, name = line.split(" ", 2)
        yield Entry(sha256, int(length), name)


def broken(folder: Path, entries: Iterable[Entry]) -> list[str]:
    """Every file of the copy that is missing, changed, or was never signed."""
    lines, known = [], {MANIFEST, FILES}
    for entry in entries:
        known.add(entry.name)
        path = folder / entry.name
        if not path.is_file():
            lines.append(f"{entry.name}: missing")
        elif measured(path, entry.name) != entry:
            lines.append(f"{entry.name}: its bytes are not the ones that were signed")
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return lines + [f"{name}: nobody signed that it belongs here" for name in sorted(here - known)]
