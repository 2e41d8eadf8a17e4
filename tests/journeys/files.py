"""Files that officers attach, too large or too random to be guessed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

MEGABYTE = 1_000_000


def random_file(path: Path, megabytes: int) -> Path:
    """A file of random bytes, written piece by piece."""
    with path.open("wb") as target:
        for _ in range(megabytes):
            target.write(os.urandom(MEGABYTE))
    return path


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
