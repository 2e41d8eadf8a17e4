"""The public log: leaves against what they name, tiles against leaves, checkpoints against tiles."""

from collections.abc import Iterator

from django.conf import settings

from hub.encryption.checkpoint import check_checkpoint, origin_of
from hub.encryption.tiles import WIDTH, Read, fold, node_from, widths
from hub.encryption.tree import HASH, entry_of, leaf_hash, root
from hub.ledger import signing
from hub.operations.integrity.findings import Finding, Findings
from hub.transparency.models import Checkpoint, Leaf, Tile
from hub.transparency.queries import reader, size_now
from hub.transparency.sources import SOURCES

Leaves = dict[int, Leaf]


def log() -> Iterator[Finding]:
    """Findings of the whole log, as long as it is at the beginning of the look."""
    findings, size = Findings(), size_now()
    for number in range(-(-size // WIDTH)):
        first = number * WIDTH
        leaves = Leaf.objects.in_bulk(range(first, min(first + WIDTH, size)))
        _named(leaves, findings)
        _hashed(number, leaves, size, findings)
        yield from findings.take()
    read = reader()
    yield from upper(read, size)
    yield from _checkpoints(read)


def _named(leaves: Leaves, findings: Findings) -> None:
    """Each leaf must name the act, statement or lapse that stands in its row."""
    for source in SOURCES:
        own = {one.row: one for one in leaves.values() if one.kind == source.kind}
        kept = dict(source.rows().filter(pk__in=own).values_list("pk", source.column)) if own else {}
        for row, leaf in own.items():
            what = f"leaf {leaf.index} of the log"
            with findings.of(what):
                if row not in kept:
                    findings.add(what, "what it names is gone")
                elif source.named(kept[row]) != leaf.name:
                    findings.add(what, "names something else than its row")


def _hashed(number: int, leaves: Leaves, size: int, findings: Findings) -> None:
    found = _hashes(Tile.objects.filter(level=0, number=number).first())
    for place in range(widths(size, 0, number)):
        index = number * WIDTH + place
        what = f"leaf {index} of the log"
        with findings.of(what):
            leaf = leaves.get(index)
            if leaf is None:
                findings.add(what, "is gone")
            elif found[place] != leaf_hash(entry_of(bytes(leaf.blind), bytes.fromhex(leaf.name))):
                findings.add(what, "differs from tile 0/" + str(number))


def _hashes(tile: Tile | None) -> list[bytes]:
    data = bytes(tile.hashes) if tile else b""
    return [data[at : at + HASH] for at in range(0, len(data), HASH)]


def upper(read: Read, size: int) -> Iterator[Finding]:
    """Each hash of a higher level stands over one whole tile below it."""
    findings, level = Findings(), 1
    while size >> 8 * level:
        for place in range(size >> 8 * level):
            number, within = divmod(place, WIDTH)
            what = f"tile {level}/{number} of the log"
            with findings.of(what):
                below = read(level - 1, place)
                over = fold([below[at : at + HASH] for at in range(0, len(below), HASH)], WIDTH)
                if read(level, number)[within * HASH : (within + 1) * HASH] != over:
                    findings.add(what, "differs from the tiles below it")
        level += 1
    return iter(findings.take())


def _checkpoints(read: Read) -> Iterator[Finding]:
    findings, node = Findings(), node_from(read)
    origin, key = origin_of(settings.HUB_ID), signing.public_key()
    for row in Checkpoint.objects.iterator(500):
        what = f"checkpoint {row.size} of the log"
        with findings.of(what):
            said = check_checkpoint(row.note, origin, key)
            findings.same(what, "size", row.size, said.size)
            findings.same(what, "root", row.root, said.root.hex())
            if root(said.size, node) != said.root:
                findings.add(what, "is not the root of the tiles")
    return iter(findings.take())
