"""Seal and open a 100 MB file in Python, against the `age` tool on the same file."""

import os
import subprocess
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from benchmarks.figures import Figure, best_in_turns
from hub.encryption import hpke
from hub.encryption.cobblestone import open_stream, part_context, seal_stream

SIZE = 100 * 1000 * 1000
ROUNDS = 3
HUB, STREAM, EVENT, POST = "hub.localhost", *("00000000-0000-4000-8000-00000000000" + n for n in "123")


class Ours:
    """The whole way of one part: fresh key, wrap for one recipient, padding, ciphertext, hashes; and back."""

    def __init__(self, plain: Path, folder: Path) -> None:
        self.plain, self.sealed, self.opened = plain, folder / "ours", folder / "ours.plain"
        self.recipient = X25519PrivateKey.generate()
        self.context = part_context(HUB, STREAM, EVENT, 1, bytes(range(32)))
        self.info = hpke.wrap_info(HUB, STREAM, EVENT, POST, 1)
        self.wrapped = b""

    def seal(self) -> None:
        """Seal the file."""
        key = os.urandom(32)
        self.wrapped = hpke.wrap(self.recipient.public_key().public_bytes_raw(), key, self.info)
        with self.plain.open("rb") as src, self.sealed.open("wb") as dst:
            seal_stream(src, SIZE, dst, key, self.context)

    def open(self) -> None:
        """Open it again."""
        key = hpke.unwrap(self.recipient, self.wrapped, self.info)
        with self.sealed.open("rb") as src, self.opened.open("wb") as dst:
            open_stream(src, dst, key, self.context)


class Age:
    """The tool, as people call it."""

    def __init__(self, plain: Path, folder: Path) -> None:
        self.plain, self.sealed, self.opened = plain, folder / "age", folder / "age.plain"
        self.identity = folder / "identity"
        made = subprocess.run(["age-keygen", "-o", self.identity], check=True, capture_output=True, text=True)  # noqa: S607
        self.recipient = made.stderr.split()[-1]

    def seal(self) -> None:
        """Seal the file."""
        subprocess.run(["age", "-r", self.recipient, "-o", self.sealed, self.plain], check=True)  # noqa: S607

    def open(self) -> None:
        """Open it again."""
        subprocess.run(["age", "-d", "-i", self.identity, "-o", self.opened, self.sealed], check=True)  # noqa: S607


def measure(folder: Path) -> list[Figure]:
    """Both ways, in turns, best of three."""
    plain = folder / "plain"
    plain.write_bytes(os.urandom(SIZE))
    ours, age = Ours(plain, folder), Age(plain, folder)
    times = best_in_turns(ROUNDS, ours.seal, age.seal, ours.open, age.open)
    assert ours.opened.read_bytes() == age.opened.read_bytes() == plain.read_bytes()
    return [figure("seal 100 MB", *times[:2]), figure("open 100 MB", *times[2:])]


def figure(name: str, ours: float, age: float) -> Figure:
    """Time of ours by time of age: below 1 is faster."""
    speeds = [f"{SIZE / 1e6 / t:.0f} MB/s" for t in (ours, age)]
    return Figure(name, speeds[0], f"{speeds[1]} (age)", ours / age, "time below 1", ours < age)
