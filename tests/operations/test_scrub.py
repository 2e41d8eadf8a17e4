"""A flipped bit anywhere is found and named."""

import io
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from focal_points.models import ChainStatement
from hub.base import clock
from hub.encryption.blocks import BLOCK
from hub.encryption.tiles import grow
from hub.ledger.models import Event, Part, Receipt, Stream, UploadBlock, Wrap
from hub.operations.integrity.log import upper
from hub.transparency.actions import append_all
from hub.transparency.models import Checkpoint, Leaf, Tile
from hub.transparency.queries import reader
from tests.cast import Cast
from tests.ledger.acts import Thread
from tests.ledger.test_parts_api import sent


@pytest.fixture
def thread(cast: Cast) -> Thread:
    """Two events: a large part in storage, then a small one in its row."""
    found = Thread([cast.sender.post, cast.recipient.post])
    sent(found, cast.sender.officer, os.urandom(BLOCK + 99))
    found.say(cast.recipient.officer)
    append_all(clock.now())
    return found


def flipped(data: bytes) -> bytes:
    """The same with one bit changed in the middle."""
    at = len(data) // 2
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def in_storage() -> str:
    block = UploadBlock.objects.get(index=1)
    with default_storage.open(block.file) as file:
        data = file.read()
    default_storage.delete(block.file)
    default_storage.save(block.file, ContentFile(flipped(data)))
    return block.file


def lost_in_storage() -> str:
    block = UploadBlock.objects.get(index=0)
    default_storage.delete(block.file)
    return block.file


def in_a_row() -> str:
    part = Part.objects.get(event__seq=1, n=0)
    Part.objects.filter(pk=part.pk).update(inline=flipped(bytes(part.inline or b"")))
    return f"part 0 of event {part.event_id}"


def in_an_envelope(model: Any, **which: Any) -> Any:
    row = model.objects.filter(**which).latest("pk")
    mark = row.envelope["signatures"][0]["sig"]
    new = ("B" if mark[5] == "A" else "A").join((mark[:5], mark[6:]))
    row.envelope["signatures"][0]["sig"] = new
    model.objects.filter(pk=row.pk).update(envelope=row.envelope)
    return row


def in_an_event() -> str:
    return f"event {in_an_envelope(Event, seq=1).pk}"


def in_a_statement() -> str:
    row = in_an_envelope(ChainStatement, country="EG")
    return f"statement {row.seq} of the chain of EG"


def in_a_receipt() -> str:
    return f"receipt submission_accepted of event {in_an_envelope(Receipt).event_id}"


def in_facts() -> str:
    Event.objects.filter(seq=0).update(facts={"x": 1})
    return "the column facts"


def in_a_wrap() -> str:
    row = Wrap.objects.latest("pk")
    Wrap.objects.filter(pk=row.pk).update(generation=row.generation + 1)
    return f"event {row.event_id}"


def in_the_head() -> str:
    stream = Stream.objects.get()
    Stream.objects.filter(pk=stream.pk).update(head_seq=0)
    return f"stream {stream.pk}"


def in_a_leaf() -> str:
    leaf = Leaf.objects.latest("pk")
    Leaf.objects.filter(pk=leaf.pk).update(blind=flipped(bytes(leaf.blind)))
    return f"leaf {leaf.index} of the log: differs from tile 0/0"


def in_what_a_leaf_names() -> str:
    leaf = Leaf.objects.filter(kind="event").latest("pk")
    other = Leaf.objects.exclude(kind="event").latest("pk")
    Leaf.objects.filter(pk=other.pk).update(name="0" * 64)
    Leaf.objects.filter(pk=leaf.pk).update(row=leaf.row + 999)
    return f"leaf {leaf.index} of the log: what it names is gone"


def in_a_lost_leaf() -> str:
    Leaf.objects.filter(index=1).delete()
    return "leaf 1 of the log: is gone"


def in_a_tile() -> str:
    tile = Tile.objects.get(level=0, number=0)
    hashes = bytes(tile.hashes)
    Tile.objects.filter(pk=tile.pk).update(hashes=flipped(hashes))
    return f"leaf {len(hashes) // 2 // 32} of the log: differs from tile 0/0"


def in_a_checkpoint() -> str:
    row = Checkpoint.objects.latest("pk")
    size, root = str(row.size), row.note.split("\n")[2]
    Checkpoint.objects.filter(pk=row.pk).update(note=row.note.replace(root, root[::-1], 1))
    return f"checkpoint {size} of the log: "


def in_a_root() -> str:
    row = Checkpoint.objects.latest("pk")
    Checkpoint.objects.filter(pk=row.pk).update(root="0" * 64)
    return f"checkpoint {row.size} of the log: the column root"


CHANGES = [
    in_storage, lost_in_storage, in_a_row, in_an_event, in_a_statement, in_a_receipt, in_facts, in_a_wrap,
    in_the_head, in_a_leaf, in_what_a_leaf_names, in_a_lost_leaf, in_a_tile, in_a_checkpoint, in_a_root,
]  # fmt: skip


@pytest.mark.usefixtures("thread")
def test_what_is_whole_is_called_whole() -> None:
    said = io.StringIO()
    call_command("scrub", stdout=said)
    assert said.getvalue() == "4 chains and 2 events looked at, 0 broken.\n"


@pytest.mark.usefixtures("thread")
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found_and_named(change: Callable[[], str]) -> None:
    name = change()
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("scrub", stdout=said)
    assert name in said.getvalue()


@pytest.mark.django_db
def test_a_higher_tile_stands_over_those_below_it() -> None:
    tiles = grow(lambda *_place: b"", 0, [os.urandom(32) for _ in range(600)])
    kept = [Tile(level=level, number=number, hashes=data) for (level, number), data in tiles.items()]
    Tile.objects.bulk_create(kept)
    assert list(upper(reader(), 600)) == []
    Tile.objects.filter(level=1).update(hashes=flipped(tiles[(1, 0)]))
    assert [str(one) for one in upper(reader(), 600)] == [
        "tile 1/0 of the log: differs from the tiles below it"
    ]
