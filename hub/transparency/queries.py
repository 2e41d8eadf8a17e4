"""Reads of the log: tiles, the newest checkpoint with its cosignatures, places and proofs."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Max

from hub.base.clock import text
from hub.encryption.canonical import Json, b64
from hub.encryption.checkpoint import origin_of
from hub.encryption.proofs import Place
from hub.encryption.tiles import Read, node_from
from hub.encryption.tree import consistency, entry_of, inclusion
from hub.tenancy.context import system
from hub.transparency.models import Checkpoint, Cosignature, Leaf, Log, Tile

WITNESSES = 500


def reader() -> Read:
    """How to read tiles, each once; an absent one is empty."""
    kept: dict[tuple[int, int], bytes] = {}

    def read(level: int, number: int) -> bytes:
        if (level, number) not in kept:
            kept[(level, number)] = tile(level, number) or b""
        return kept[(level, number)]

    return read


def tile(level: int, number: int) -> bytes | None:
    """The hashes of a tile, as many as there are now."""
    found = Tile.objects.filter(level=level, number=number).values_list("hashes", flat=True).first()
    return None if found is None else bytes(found)


def entry_bundle(first: int, count: int) -> bytes:
    """The entries from leaf `first` on, each 32 bytes with its length before it (tlog-tiles)."""
    rows = Leaf.objects.filter(index__gte=first, index__lt=first + count).order_by("index")
    with system():  # What is published of each is blinded.
        pairs = list(rows.values_list("blind", "name"))
    found = [entry_of(bytes(blind), bytes.fromhex(name)) for blind, name in pairs]
    return b"".join(len(one).to_bytes(2, "big") + one for one in found)


def size_now() -> int:
    """How many leaves the log has."""
    return int(Log.objects.filter(pk=1).values_list("size", flat=True).first() or 0)


def newest() -> Checkpoint | None:
    """The newest checkpoint."""
    return Checkpoint.objects.first()


def note_of(checkpoint: Checkpoint) -> str:
    """A checkpoint as a signed note with every cosignature under it."""
    lines = checkpoint.cosignatures.order_by("country_id", "officer_id").values_list("line", flat=True)
    return checkpoint.note + "".join(lines[:WITNESSES])


def growth(olds: Iterable[int], new: int) -> list[Json]:
    """The proofs that the log grew from each size in `olds` to `new`, all within the log as it is."""
    node = node_from(reader())
    return [{"old": old, "proof": [b64(one) for one in consistency(old, new, node)]} for old in olds]


def places(names: Iterable[str], size: int) -> dict[str, Json]:
    """Of each name in the log: index, blind, and the path to the root of the first `size` leaves."""
    node = node_from(reader())
    leaves = Leaf.objects.filter(name__in=list(names), index__lt=size)
    return {one.name: _place(one, inclusion(one.index, size, node)) for one in leaves}


def proven(names: list[str]) -> Json | None:
    """The newest checkpoint and each name's place under it (null: not logged yet); None without a log."""
    checkpoint = newest()
    if checkpoint is None:
        return None
    found = places(names, checkpoint.size)
    return {
        "checkpoint": note_of(checkpoint),
        "places": [{"name": name, "place": found.get(name)} for name in names],
    }


def witnesses() -> list[Json]:
    """Of each officer who cosigned: country, the newest checkpoint confirmed and when, the furthest first."""
    last = (
        Cosignature.objects.values("officer")
        .annotate(last=Max("checkpoint_id"))
        .values_list("officer", "last")
    )
    wanted = dict(last)
    rows = Cosignature.objects.filter(officer__in=wanted, checkpoint__in=set(wanted.values())).select_related(
        "country", "officer"
    )
    newest_of = [one for one in rows if wanted[one.officer_id] == one.checkpoint_id]
    return [
        {"country": one.country_id, "officer": str(one.officer_id), "size": one.checkpoint_id, "at": one.at}
        for one in sorted(newest_of, key=lambda one: (-one.checkpoint_id, one.country_id))
    ]


def state() -> Json:
    """The log for programs: the newest checkpoint and how far each witness is."""
    checkpoint = newest()
    return {
        "origin": origin_of(settings.HUB_ID),
        "checkpoint": note_of(checkpoint) if checkpoint else None,
        "made": text(checkpoint.made) if checkpoint else None,
        "witnesses": [{**one, "at": text(one["at"])} for one in witnesses()],
    }


def _place(leaf: Leaf, proof: list[bytes]) -> Any:
    return Place(leaf.index, bytes(leaf.blind), tuple(proof)).to_dict()
