"""What was opened on this machine, kept for searching: sealed under a key that only this officer opens.

The hub cannot search, since it cannot read. Every batch of opened messages becomes one sealed file in the
folder `search` of the home; many small ones are joined now and then.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hub.client.errors import Forged
from hub.client.home import Home
from hub.client.keyring import Keyring
from hub.encryption import hpke
from hub.encryption.canonical import frame
from hub.encryption.errors import Refused
from hub.words import found, line, needles

FOLDER = "search"
KEY = "search/key"
NONCE = 12
MANY = 32
MOST = 50
PARTS = ("words", "rows")
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Entry:
    """One message as it reads now: where it is, when it was sent, by which country, and its words."""

    thread: str
    event: str
    seq: int
    sent: str
    country: str
    subject: str
    text: str = field(repr=False)

    def row(self) -> Row:
        """As it is kept."""
        return astuple(self)


class Index:
    """The search index of one home. Opening it needs the unlocked keyring."""

    def __init__(self, home: Home, ring: Keyring, hub: str) -> None:
        self.home = home
        self.folder = home.make_folder(home.folder / FOLDER)
        self.context = frame("search-index", hub, ring.officer)
        self.key = AESGCM(self._own_key(ring))

    def add(self, entries: Iterable[Entry]) -> int:
        """Keep messages; one that is kept already is replaced, one without text is forgotten.

        Returns how many.
        """
        rows = [one.row() for one in entries]
        if rows:
            self._seal(rows)
            if len(self._batches()) > MANY:
                self.join()
        return len(rows)

    def search(self, query: str, most: int = MOST) -> list[Entry]:
        """At most so many messages that hold every word of the query, newest first.

        Raises Forged for a changed file.
        """
        wanted = needles(query)
        # First the words alone; what was written is opened only where something was found.
        newest = {
            event: (sent, name, kept) for name in self._batches() for event, sent, kept in self._words(name)
        }
        hits = [
            (sent, name, event)
            for event, (sent, name, kept) in newest.items()
            if kept and found(kept, wanted)
        ]
        chosen = sorted(hits, reverse=True)[:most]
        opened = {name: {str(row[1]): row for row in self._rows(name)} for name in {one[1] for one in chosen}}
        return [Entry(*opened[name][event]) for _, name, event in chosen if event in opened[name]]

    def entries(self) -> dict[str, Entry]:
        """Everything that is kept, by event."""
        return {str(row[1]): Entry(*row) for name in self._batches() for row in self._rows(name)}

    def join(self) -> None:
        """Put the many small files into one."""
        before = self._batches()
        rows = {row[1]: row for name in before for row in self._rows(name)}
        self._seal([row for row in rows.values() if row[-1]])
        for name in before:
            for part in PARTS:
                self.home.remove(f"{FOLDER}/{name}.{part}")

    def _batches(self) -> list[str]:
        return sorted(path.stem for path in self.folder.glob("*.words"))

    def _seal(self, rows: list[Row]) -> None:
        name = f"{time.time_ns():020d}-{secrets.token_hex(3)}"
        lines = [f"{row[1]}\t{row[3]}\t{_line(row)}" for row in rows]
        self._write(f"{name}.rows", json.dumps(rows, ensure_ascii=False, separators=(",", ":")))
        self._write(f"{name}.words", "\n".join(lines))

    def _write(self, file: str, text: str) -> None:
        nonce = os.urandom(NONCE)
        sealed = self.key.encrypt(nonce, text.encode(), self.context + file.encode())
        self.home.write_bytes(f"{FOLDER}/{file}", nonce + sealed)

    def _words(self, name: str) -> Iterator[list[str]]:
        """Event, moment and words of each message of a batch."""
        text = self._open(f"{name}.words")
        yield from (one.split("\t") for one in text.split("\n") if text)

    def _rows(self, name: str) -> Iterator[Row]:
        yield from (tuple(row) for row in json.loads(self._open(f"{name}.rows") or "[]"))

    def _open(self, file: str) -> str:
        path = self.folder / file
        try:
            sealed = path.read_bytes()
            return self.key.decrypt(sealed[:NONCE], sealed[NONCE:], self.context + file.encode()).decode()
        except FileNotFoundError:  # joined by another command meanwhile
            return ""
        except (InvalidTag, ValueError) as error:
            text = f"{path} was changed. Delete the folder {self.folder}; it grows anew as you read."
            raise Forged(text, "index-changed") from error

    def _own_key(self, ring: Keyring) -> bytes:
        """The key of this index, wrapped to the officer's own key; a new one if it does not open any more."""
        with contextlib.suppress(OSError, Refused):
            return hpke.unwrap(ring.keys.kem, (self.home.folder / KEY).read_bytes(), self.context)
        for path in self.folder.glob("*.*"):
            path.unlink(missing_ok=True)
        key = AESGCM.generate_key(256)
        self.home.write_bytes(KEY, hpke.wrap(ring.keys.public.kem, key, self.context))
        return key


def _line(row: Row) -> str:
    """The words of subject, text and country; none once a message is withdrawn."""
    *_, country, subject, text = row
    return line(str(subject), str(text), str(country)) if text else ""
