"""Sending ciphertext in pieces, and stopping when the officer may no longer have it."""

from collections.abc import AsyncIterator, Callable, Iterator

from asgiref.sync import sync_to_async

from hub.encryption.blocks import BLOCK
from hub.ledger import storage
from hub.ledger.models import Part
from hub.ledger.ranges import Span

PIECE = 256 * 1024
RECHECK = 4 * 1024 * 1024


def pieces(part: Part, span: Span, allowed: Callable[[], bool]) -> Iterator[bytes]:
    """The bytes of `span`.

    Every 4 MiB `allowed` is asked again; after a no the answer ends short of its length.
    """
    sent = 0
    for piece in _all_pieces(part, span):
        if sent >= RECHECK:
            if not allowed():
                return
            sent = 0
        sent += len(piece)
        yield piece


def _all_pieces(part: Part, span: Span) -> Iterator[bytes]:
    if part.upload is None:
        yield bytes(part.inline or b"")[span.start : span.stop]
        return
    first, last = span.start // BLOCK, (span.stop - 1) // BLOCK
    blocks = part.upload.blocks.filter(index__gte=first, index__lte=last).values_list("index", "file")
    for index, name in list(blocks):
        base = index * BLOCK
        try:
            yield from storage.pieces(name, max(span.start - base, 0), min(span.stop - base, BLOCK), PIECE)
        except FileNotFoundError:  # erased meanwhile, or lost: the answer ends short, and the client notices
            return


async def stepwise(source: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The same pieces under ASGI.

    Each is fetched in the thread of the database, none is held back in memory.
    """
    step = sync_to_async(lambda: next(source, None), thread_sensitive=True)
    while (piece := await step()) is not None:
        yield piece
