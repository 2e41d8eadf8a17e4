"""Checkpoints: how long the log is and what its root is, signed by the hub and cosigned by countries.

C2SP tlog-checkpoint in a C2SP signed-note; cosignatures are C2SP tlog-cosignature, version 1 (Ed25519).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.encryption.canonical import b64, unb64
from hub.encryption.dsse import verify_signature
from hub.encryption.errors import BadFormat, BadSignature, Refused
from hub.encryption.tree import HASH, MOST

LONGEST = 64 * 1024
MOST_LINES = 1000
_LOG, _COSIGNATURE = b"\x01", b"\x04"
_DASH = "\u2014 "


@dataclass(frozen=True)
class Line:
    """A signature on a note: who claims it (`name`), which key (4 bytes), and the rest (64 or 72 bytes)."""

    name: str
    key_id: bytes
    signature: bytes

    def text(self) -> str:
        """Return the line of the note."""
        return f"{_DASH}{self.name} {b64(self.key_id + self.signature)}\n"


@dataclass(frozen=True)
class Checkpoint:
    """A state of the log: name of the log, number of leaves, root; and its signatures, unchecked."""

    origin: str
    size: int
    root: bytes
    lines: tuple[Line, ...] = field(default=(), compare=False)

    @property
    def body(self) -> bytes:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{b64(self.root)}\n".encode()

    @property
    def seen(self) -> str:
        """How an act names the checkpoint that its sender last saw."""
        return f"{self.size} {b64(self.root)}"

    def text(self) -> str:
        """Return the signed note."""
        return self.body.decode() + "\n" + "".join(line.text() for line in self.lines)


@dataclass(frozen=True)
class Cosigned:
    """A checked cosignature: who, and when (seconds since 1970)."""

    name: str
    at: int


def origin_of(hub: str) -> str:
    """Return the name of a hub's log."""
    return f"{hub}/log"


def witness_name(hub: str, country: str, officer: str) -> str:
    """Return the name under which an officer cosigns for the country."""
    return f"{hub}/witness/{country}/{officer}"


def sign_checkpoint(key: Ed25519PrivateKey, origin: str, size: int, root: bytes) -> Checkpoint:
    """Return a checkpoint signed by the log."""
    plain = Checkpoint(_name(origin), size, root)
    line = Line(origin, key_id(origin, _LOG, key.public_key().public_bytes_raw()), key.sign(plain.body))
    return Checkpoint(origin, size, root, (line,))


def read_checkpoint(text: str) -> Checkpoint:
    """Read a note without believing it; raises BadFormat."""
    body, gap, rest = text.rpartition("\n\n")
    parts = body.split("\n")
    if len(text) > LONGEST or not gap or len(parts) != 3 or not rest.endswith("\n"):
        raise BadFormat("bad-checkpoint", "a checkpoint has three lines, a gap, and signatures")
    size = parts[1]
    if not (size.isascii() and size.isdigit()) or str(int(size[:20])) != size or int(size) > MOST:
        raise BadFormat("bad-checkpoint", "a size is a whole number")
    lines = tuple(_read_line(one) for one in rest[:-1].split("\n")[: MOST_LINES + 1])
    if len(lines) > MOST_LINES:
        raise BadFormat("bad-checkpoint", "too many signatures")
    return Checkpoint(_name(parts[0]), int(size), unb64(parts[2], HASH), lines)


def check_checkpoint(text: str, origin: str, log_key: bytes) -> Checkpoint:
    """Return the checkpoint if it is of this log and signed with its key (32 bytes); raises Refused."""
    found = read_checkpoint(text)
    wanted = key_id(origin, _LOG, log_key)
    signed = [one for one in found.lines if (one.name, one.key_id) == (origin, wanted)]
    if found.origin != origin or not signed:
        raise BadSignature("unknown-signer", "the checkpoint is not signed by this log")
    for one in signed:
        verify_signature(log_key, one.signature, found.body)
    return found


def cosign(key: Ed25519PrivateKey, name: str, checkpoint: Checkpoint, at: int) -> Line:
    """Return a witness's signature under a checkpoint, dated `at` (seconds since 1970)."""
    stated = at.to_bytes(8, "big")
    public = key.public_key().public_bytes_raw()
    signature = key.sign(_cosigned(checkpoint, at))
    return Line(_name(name), key_id(name, _COSIGNATURE, public), stated + signature)


def check_cosignature(line: Line, checkpoint: Checkpoint, name: str, public: bytes) -> Cosigned:
    """Return who cosigned when, if `line` is a cosignature of `name` with this key; raises Refused."""
    if (line.name, line.key_id) != (name, key_id(name, _COSIGNATURE, public)) or len(line.signature) != 72:
        raise BadSignature("unknown-signer", "the line is not this witness's")
    at = int.from_bytes(line.signature[:8], "big")
    if at >= 2**40:
        raise BadFormat("bad-time", "the date of a cosignature cannot be right")
    verify_signature(public, line.signature[8:], _cosigned(checkpoint, at))
    return Cosigned(name, at)


def read_line(text: str) -> Line:
    """Read one signature line; raises BadFormat."""
    if not text.endswith("\n"):
        raise BadFormat("bad-checkpoint", "a signature is one whole line")
    return _read_line(text[:-1])


def read_seen(text: str | None) -> tuple[int, bytes] | None:
    """Read the checkpoint that an act names: size and root; None if it names none; raises BadFormat."""
    if text is None:
        return None
    size, _, root = text.partition(" ")
    if not (size.isascii() and size.isdigit()) or len(size) > 19 or str(int(size)) != size:
        raise BadFormat("bad-log-seen", "an act names a checkpoint by size and root")
    return int(size), unb64(root, HASH)


def key_id(name: str, kind: bytes, public: bytes) -> bytes:
    """Return the 4 bytes by which a note names a key (C2SP signed-note)."""
    return hashlib.sha256(name.encode() + b"\n" + kind + public).digest()[:4]


def _cosigned(checkpoint: Checkpoint, at: int) -> bytes:
    return b"cosignature/v1\ntime %d\n" % at + checkpoint.body


def _read_line(text: str) -> Line:
    name, _, data = text.removeprefix(_DASH).rpartition(" ")
    try:
        raw = unb64(data)
    except Refused as error:
        raise BadFormat("bad-checkpoint", "a signature is in base64") from error
    if not text.startswith(_DASH) or len(raw) < 5:
        raise BadFormat("bad-checkpoint", "a signature line begins with a dash, a name and a key")
    return Line(_name(name), raw[:4], raw[4:])


def _name(name: str) -> str:
    if (
        not name
        or len(name) > 200
        or "+" in name
        or any(one.isspace() or not one.isprintable() for one in name)
    ):
        raise BadFormat("bad-checkpoint", "a name has no spaces and no plus sign")
    return name
