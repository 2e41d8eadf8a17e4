"""Progress as numbers: a bar for each group, divided by status; a table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hub.conferences.queries_matrix import ORDER, Share

WIDTH, BAR, GAP, NAMES = 720, 22, 12, 220
LONGEST = 30


@dataclass(frozen=True)
class Piece:
    """One part of a bar: its status, its place in units of the view box, and how many cells it stands for."""

    status: str
    x: float
    y: float
    width: float
    count: int


@dataclass(frozen=True)
class Words:
    """The name before a bar: where it begins in the direction of the script."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Bars:
    """A drawing: the view box, the pieces and the names."""

    width: int
    height: int
    bar: int
    pieces: tuple[Piece, ...]
    words: tuple[Words, ...]


def bars(shares: Sequence[Share], *, mirrored: bool) -> Bars | None:
    """The drawing of some shares, or None without any cell. `mirrored` for right-to-left scripts."""
    shown = [share for share in shares if share.total]
    if not shown:
        return None
    pieces: list[Piece] = []
    words: list[Words] = []
    for line, share in enumerate(shown):
        top = line * (BAR + GAP)
        words.append(Words(0, top + BAR - 6, _short(share.name)))
        pieces += _pieces(share, top)
    drawn = Bars(WIDTH, len(shown) * (BAR + GAP), BAR, tuple(pieces), tuple(words))
    return _mirrored(drawn) if mirrored else drawn


def _pieces(share: Share, top: float) -> list[Piece]:
    found, x = [], float(NAMES)
    for status, count in zip(ORDER, share.counts, strict=True):
        wide = count / share.total * (WIDTH - NAMES)
        if count:
            found.append(Piece(status, round(x, 1), top, round(wide, 1), count))
        x += wide
    return found


def _mirrored(drawn: Bars) -> Bars:
    pieces = tuple(replace(one, x=round(WIDTH - one.x - one.width, 1)) for one in drawn.pieces)
    return replace(drawn, pieces=pieces, words=tuple(replace(one, x=WIDTH - one.x) for one in drawn.words))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
