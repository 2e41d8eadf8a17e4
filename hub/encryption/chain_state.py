"""What a country chain adds up to: officers, focal points, seats and keys, at any point of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hub.encryption.keys import PublicKeys

ROLES = ("officer", "approver", "admin", "observer")
KEY_ROLES = frozenset({"officer", "approver", "admin"})
ADMIN = "admin"
RECOVERY = "recovery"  # stands in a wrap where an officer's id would


@dataclass(frozen=True)
class ChainOfficer:
    """An officer; `keys` are (from seq, public keys), newest last. Present from added to removed."""

    officer: str
    name: str
    keys: tuple[tuple[int, PublicKeys], ...]
    added_seq: int
    removed_seq: int | None = None
    founding: bool = False

    @property
    def kem(self) -> bytes:
        """The newest X25519 public key."""
        return self.keys[-1][1].kem

    @property
    def sig(self) -> bytes:
        """The newest Ed25519 public key."""
        return self.keys[-1][1].sig

    def present(self, seq: int) -> bool:
        """Say whether the officer belonged to the country after statement `seq`."""
        return _within(seq, self.added_seq, self.removed_seq)

    def keys_at(self, seq: int) -> PublicKeys | None:
        """Return the keys valid after statement `seq`, None if the officer was absent."""
        if not self.present(seq):
            return None
        return [keys for start, keys in self.keys if start <= seq][-1]


@dataclass(frozen=True)
class ChainFocalPoint:
    """A focal point and the public key (32 bytes) of each generation; `since[g]` is its seq."""

    focal_point: str
    name: str
    type: str
    generations: Mapping[int, bytes]
    since: Mapping[int, int]

    @property
    def current(self) -> int:
        """The newest generation."""
        return max(self.generations)

    def generation_at(self, seq: int) -> int | None:
        """Return the generation in use after statement `seq`, None before the focal point was."""
        return max((g for g, start in self.since.items() if start <= seq), default=None)


@dataclass(frozen=True)
class Seat:
    """Officer, focal point and role, from one statement to another (None: still)."""

    officer: str
    focal_point: str
    role: str
    from_seq: int
    to_seq: int | None = None

    def held(self, seq: int) -> bool:
        """Say whether the seat was held after statement `seq`."""
        return _within(seq, self.from_seq, self.to_seq)


@dataclass(frozen=True)
class ChainRecord:
    """The state after statement `head_seq`; never changed, only followed by a new one."""

    hub: str
    country: str
    fingerprint: str
    head_seq: int
    head_hash: str
    policy: int
    officers: Mapping[str, ChainOfficer]
    focal_points: Mapping[str, ChainFocalPoint] = field(default_factory=dict)
    seats: tuple[Seat, ...] = ()
    peers: Mapping[str, str] = field(default_factory=dict)
    recovery: bytes | None = None
    hashes: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()  # fingerprints from before the country began anew

    def keys_at(self, officer: str, seq: int) -> PublicKeys | None:
        """Return an officer's keys as of statement `seq`; None if absent, unknown or in the future."""
        found = self.officers.get(officer)
        return found.keys_at(seq) if found and 0 <= seq <= self.head_seq else None

    def admins(self, seq: int | None = None) -> frozenset[str]:
        """Return who may sign statements after `seq` (the head): founders and admin seats, present."""
        at = self.head_seq if seq is None else seq
        seated = {seat.officer for seat in self.seats if seat.role == ADMIN and seat.held(at)}
        founders = {one.officer for one in self.officers.values() if one.founding}
        return frozenset(name for name in seated | founders if self.officers[name].present(at))

    def roles(self, officer: str, focal_point: str, seq: int) -> frozenset[str]:
        """Return the roles an officer held at a focal point as of `seq`."""
        return frozenset(
            seat.role
            for seat in self.seats
            if (seat.officer, seat.focal_point) == (officer, focal_point) and seat.held(seq)
        )

    def holds_key(self, officer: str, focal_point: str, seq: int) -> bool:
        """Say whether the officer had, as of `seq`, a seat that holds the focal point's key."""
        present = self.keys_at(officer, seq) is not None
        return present and bool(KEY_ROLES & self.roles(officer, focal_point, seq))

    def key_holders(self, focal_point: str, seq: int | None = None) -> frozenset[str]:
        """Return the officers a focal point's key is wrapped to as of `seq` (the head)."""
        at = self.head_seq if seq is None else seq
        return frozenset(name for name in self.officers if self.holds_key(name, focal_point, at))


def _within(seq: int, start: int, end: int | None) -> bool:
    return start <= seq and (end is None or seq < end)
