"""Putting what has no leaf into the log, in batches, and signing the new state of it."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from hub.encryption.checkpoint import origin_of, sign_checkpoint
from hub.encryption.tiles import grow, node_from
from hub.encryption.tree import entry_of, leaf_hash, root
from hub.ledger import signing
from hub.transparency.models import Checkpoint, Leaf, Log, Tile
from hub.transparency.queries import reader
from hub.transparency.sources import SOURCES

BATCH = 5000
SETTLED = timedelta(minutes=1)
"""No transaction that accepts something stays open longer."""

New = list[tuple[Leaf.Kind, int, str]]


def append_all(now: datetime) -> int:
    """Append until nothing is missing; answers how many leaves are new."""
    total = 0
    while done := append_some(now):
        total += done
    return total


@transaction.atomic
def append_some(now: datetime, *, from_the_beginning: bool = False) -> int:
    """Append at most one batch and sign a checkpoint; answers how many leaves are new.

    `from_the_beginning` looks through everything again, in place of what came since the last pass. Two that
    run at once wait for each other.
    """
    log, _made = Log.objects.select_for_update().get_or_create(pk=1)
    new = _missing(log, now, from_the_beginning=from_the_beginning)
    if new:
        _append(log, new, now)
    log.save()
    return len(new)


def _missing(log: Log, now: datetime, *, from_the_beginning: bool) -> New:
    found: New = []
    for source in SOURCES:
        after = 0 if from_the_beginning else int(log.read_to.get(source.kind.value, 0))
        most = BATCH - len(found)
        rows = source.missing(after, most) if most else []
        found += [(source.kind, row, name) for row, name in rows]
        if len(rows) < most:
            log.read_to[source.kind.value] = source.settled(after, now - SETTLED)
    return found


def _append(log: Log, new: New, now: datetime) -> None:
    leaves = [
        Leaf(index=log.size + n, kind=kind, row=row, name=name, blind=secrets.token_bytes(32))
        for n, (kind, row, name) in enumerate(new)
    ]
    hashes = [leaf_hash(entry_of(bytes(one.blind), bytes.fromhex(one.name))) for one in leaves]
    changed = grow(reader(), log.size, hashes)
    Leaf.objects.bulk_create(leaves, batch_size=1000)
    Tile.objects.bulk_create(
        [Tile(level=level, number=number, hashes=data) for (level, number), data in changed.items()],
        update_conflicts=True,
        unique_fields=["level", "number"],
        update_fields=["hashes"],
        batch_size=100,
    )
    log.size += len(leaves)
    _sign(log.size, now)


def _sign(size: int, now: datetime) -> None:
    found = root(size, node_from(reader()))
    note = sign_checkpoint(signing.private_key(), origin_of(settings.HUB_ID), size, found)
    Checkpoint.objects.create(size=size, root=found.hex(), note=note.text(), made=now)
