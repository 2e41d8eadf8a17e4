"""What this machine saw of the hub's log: it may only grow, hold every act, and be the same for everybody.

Kept in `log.json`: the newest checkpoint, when which size was first seen, checkpoints of others that agreed,
and up to where the acts of each stream were found in the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from hub.client.connection import Connection
from hub.client.errors import Forged, RefusedByHub
from hub.client.home import Home, Json
from hub.encryption.checkpoint import Checkpoint, check_checkpoint, origin_of, read_seen
from hub.encryption.errors import BadFormat, Refused
from hub.encryption.manifest import Manifest
from hub.encryption.proofs import Place, check_growth, check_place, read_hashes, read_place

FILE = "log.json"
LATE = timedelta(days=1)
"""How long a hub may take to log what it took: its job may stand still for a night."""
SKEW = timedelta(minutes=10)
KEPT = 400
PAGE = 200


class Act(Protocol):
    """A verified act: its name, what was signed, and when the hub took it."""

    @property
    def hash(self) -> str:
        """Its name in the history."""

    @property
    def manifest(self) -> Manifest:
        """What its sender signed."""

    @property
    def at(self) -> datetime:
        """When the hub took it."""


class Logbook:
    """One machine's view of the log. Every method raises Forged when the hub's word does not fit it."""

    def __init__(self, home: Home, connection: Connection, hub: str, hub_key: bytes) -> None:
        self.home = home
        self.connection = connection
        self.origin = origin_of(hub)
        self.hub_key = hub_key
        found = home.read(FILE)
        empty: Json = {"note": None, "sightings": [], "agreed": [], "streams": {}}
        self.kept: Json = {**empty, **found} if isinstance(found, dict) else empty
        self._asked = False
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def newest(self) -> Checkpoint | None:
        """The newest checkpoint this machine checked."""
        note = self.kept["note"]
        return check_checkpoint(note, self.origin, self.hub_key) if note else None

    def seen(self) -> str | None:
        """The newest checkpoint as an act names it; None while the log is empty."""
        self.look()
        newest = self.newest
        return newest.seen if newest else None

    def look(self, *, again: bool = False) -> Checkpoint | None:
        """Ask for the newest checkpoint, once a run unless `again`."""
        if again or not self._asked:
            self.advance(self.connection.get("log/")["checkpoint"])
            self._asked = True
        return self.newest

    def advance(self, note: Any) -> Checkpoint | None:
        """Take a checkpoint from the hub: signed by it, and a longer version of what was seen before."""
        before = self.newest
        if note is None and before is None:
            return None
        found = self._signed(note)
        if before and found.size < before.size:
            raise _rewound(before, found)
        if before and found.size == before.size and found.root != before.root:
            raise _rewritten()
        if before and before.size < found.size:
            self._require_growth([(before.size, before.root)], found, _rewritten())
        self._asked = True
        if before is None or before.size < found.size:
            self.kept["sightings"] = [*self.kept["sightings"], [self.now().timestamp(), found.size]][-KEPT:]
        if note != self.kept["note"]:
            self._keep(note=note)
        return found

    def compare(self, seen: Iterable[str | None], who: str) -> None:
        """What the senders of acts saw must be earlier states of the very log that is shown here."""
        told = {one for one in map(_told, seen) if one} - {_told(one) for one in self.kept["agreed"]}
        if not told:
            return
        mine = self.look()
        if mine is None or max(told)[0] > mine.size:
            mine = self.look(again=True)
        if mine is None or max(told)[0] > mine.size:
            raise _split(who)
        self._require_growth(sorted(told), mine, _split(who))
        named = [Checkpoint(self.origin, size, root).seen for size, root in sorted(told)]
        self._keep(agreed=[*self.kept["agreed"], *named][-KEPT:])

    def check_acts(self, stream: str, acts: Sequence[Act]) -> None:
        """Every act of a stream that this machine has not found in the log yet must be there by now."""
        known = int(self.kept["streams"].get(stream, -1))
        new = {act.hash: act for act in acts if act.manifest.seq > known}
        if not new:
            return
        # An empty log has no place to ask for.
        places = self._places(stream, known) if self.look() else {}
        found = [(act, places.get(name)) for name, act in new.items()]
        self._require_in_time(found)
        _require_order(found)
        reached = known
        for act, place in found:
            if place is None:
                break
            reached = act.manifest.seq
        self._keep(streams={**self.kept["streams"], stream: reached})

    def check_names(self, said: Json, names: Sequence[str]) -> list[str]:
        """Check the places the hub gave for `names`; answers those that it gave none for."""
        point = self.advance(said["checkpoint"])
        return [name for name in names if name not in _proved(said, point)]

    def _places(self, stream: str, after: int) -> dict[str, Place]:
        found: dict[str, Place] = {}
        following: int | None = after
        while following is not None:
            said = self.connection.get(f"streams/{stream}/places/", after=following, limit=PAGE)
            found |= _proved(said, self.advance(said["checkpoint"]))
            following = said["next"]
        return found

    def _require_in_time(self, found: Sequence[tuple[Act, Place | None]]) -> None:
        sightings = [(datetime.fromtimestamp(at, UTC), size) for at, size in self.kept["sightings"]]
        for act, place in found:
            if place is None:
                if act.at < self.now() - LATE:
                    raise _withheld(act)
                continue
            if any(act.at < at - LATE and place.index >= size for at, size in sightings):
                raise _dated(act)
            if any(act.at > at + SKEW and place.index < size for at, size in sightings):
                raise _dated(act)

    def _require_growth(self, olds: Sequence[tuple[int, bytes]], new: Checkpoint, alarm: Forged) -> None:
        for at in range(0, len(olds), PAGE):
            some = olds[at : at + PAGE]
            try:
                said = self.connection.get("log/consistency/", old=[size for size, _ in some], new=new.size)
                proofs = {one["old"]: read_hashes(one["proof"]) for one in said["proofs"]}
                for old in some:
                    check_growth(old, (new.size, new.root), proofs[old[0]])
            except (Refused, RefusedByHub, KeyError) as error:
                raise alarm from error

    def _signed(self, note: Any) -> Checkpoint:
        try:
            return check_checkpoint(str(note), self.origin, self.hub_key)
        except Refused as error:
            raise Forged(
                "The state of the log is not signed by this hub. Somebody may stand in between.", error.code
            ) from error

    def _keep(self, **changes: Any) -> None:
        self.kept |= changes
        self.home.write(FILE, self.kept)


def _proved(said: Json, point: Checkpoint | None) -> dict[str, Place]:
    """The places in an answer of the hub, each checked against its checkpoint."""
    found: dict[str, Place] = {}
    for one in said["places"]:
        if one["place"] is None:
            continue
        if point is None:
            raise Forged("The hub proves an act by a log that it does not show.", "log-proof")
        try:
            found[one["name"]] = read_place(one["place"])
            check_place(found[one["name"]], one["name"], point)
        except Refused as error:
            raise Forged(
                "The hub's proof that an act is in its log is wrong: the act is not in the log it shows.",
                error.code,
            ) from error
    return found


def _require_order(found: Sequence[tuple[Act, Place | None]]) -> None:
    """Acts of one stream stand in the log in their order."""
    placed = [place.index for act, place in sorted(found, key=lambda one: one[0].manifest.seq) if place]
    if placed != sorted(set(placed)):
        raise Forged("The log holds the acts of this history in another order.", "log-order")


def _told(text: str | None) -> tuple[int, bytes] | None:
    try:
        return read_seen(text)
    except BadFormat:
        # Only its sender signed it: a word that names no checkpoint says nothing about the hub.
        return None


_NEXT = (
    "Nothing was sent. Keep this machine's folder as it is: it holds the proof. "
    "Tell the other countries outside the hub."
)


def _rewound(before: Checkpoint, found: Checkpoint) -> Forged:
    return Forged(
        f"The log of the hub is shorter than this machine has seen it ({found.size} lines, seen were "
        f"{before.size}). "
        f"What was there was taken back. {_NEXT}",
        "log-rewound",
    )


def _rewritten() -> Forged:
    return Forged(
        f"The log of the hub was rewritten: what this machine saw is no longer in it. {_NEXT}",
        "log-rewritten",
    )


def _split(who: str) -> Forged:
    return Forged(
        f"The hub shows this machine another log than it showed the sender of an act ({who}). "
        f"One of the two was given a false history. {_NEXT}",
        "log-split",
    )


def _withheld(act: Act) -> Forged:
    return Forged(
        f"The hub took act {act.manifest.seq + 1} more than a day ago and has not put it into its log. "
        "It could still deny it to others. Ask the operators of the hub.",
        "log-withheld",
    )


def _dated(act: Act) -> Forged:
    return Forged(
        f"The hub's date of act {act.manifest.seq + 1} cannot be true: the log that this machine saw at "
        f"the time says otherwise. {_NEXT}",
        "log-dated",
    )
