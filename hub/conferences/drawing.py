"""The lineage of recommendations as numbers: the template draws them as SVG, a table beside says the same."""

from collections.abc import Iterable
from dataclasses import dataclass, field

COLUMN, BOX, TALL, GAP, HEAD = 220, 160, 40, 12, 30
LONGEST = 23


@dataclass(frozen=True)
class Node:
    """One recommendation: its edition (0 is the oldest), number, first words, what became of it.

    `fate` is "", "dropped", "implemented" or "open" (not accounted for yet).
    """

    id: str
    column: int
    number: str
    words: str
    url: str = ""
    fate: str = ""


@dataclass(frozen=True)
class Edge:
    """One typed link, from the later recommendation to its ancestor."""

    later: str
    ancestor: str
    kind: str


@dataclass(frozen=True)
class Box:
    """Where a node is drawn; `words` begins at `text`, in the direction of the script."""

    node: Node
    x: float
    y: float
    text: float
    words: str
    width: int = BOX
    height: int = TALL

    @property
    def number_y(self) -> float:
        """The line of the number."""
        return self.y + 16

    @property
    def words_y(self) -> float:
        """The line of the first words."""
        return self.y + 32


@dataclass(frozen=True)
class Line:
    """A curve between two boxes."""

    kind: str
    path: str


@dataclass(frozen=True)
class Heading:
    """The name of an edition above its column."""

    x: float
    text: str


@dataclass(frozen=True)
class Picture:
    """The whole drawing in units of its view box, and the kinds of link in it for the legend."""

    width: int
    height: int
    headings: tuple[Heading, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    kinds: tuple[str, ...] = field(default=())


def picture(
    editions: list[str], nodes: Iterable[Node], edges: Iterable[Edge], *, mirrored: bool
) -> Picture | None:
    """Place every recommendation in the column of its edition; None without anything to draw.

    Each stands as near as the numbers allow to what it came from, so that few lines cross. `mirrored` for
    scripts that run from right to left.
    """
    nodes, edges = list(nodes), list(edges)
    if not nodes:
        return None
    rows = _rows(nodes, edges, len(editions))
    width = (len(editions) - 1) * COLUMN + BOX + 2
    height = HEAD + (max(rows.values()) + 1) * (TALL + GAP)
    boxes = {one.id: _box(one, rows[one.id], width, mirrored=mirrored) for one in nodes}
    known = [one for one in edges if one.later in boxes and one.ancestor in boxes]
    lines = tuple(Line(one.kind, _path(boxes[one.ancestor], boxes[one.later])) for one in known)
    headings = tuple(_heading(i, name, width, mirrored=mirrored) for i, name in enumerate(editions))
    kinds = tuple(sorted({one.kind for one in known}))
    return Picture(width, height, headings, tuple(boxes.values()), lines, kinds)


def _rows(nodes: list[Node], edges: list[Edge], columns: int) -> dict[str, int]:
    """The line of each node: columns from the oldest on, each ordered by where its ancestors stand."""
    rows: dict[str, int] = {}
    for column in range(columns):
        here = [one for one in nodes if one.column == column]
        wanted = {one.id: _wish(one, i, edges, rows) for i, one in enumerate(here)}
        for row, one in enumerate(sorted(here, key=lambda one: wanted[one.id])):
            rows[one.id] = row
    return rows


def _wish(node: Node, place: int, edges: list[Edge], rows: dict[str, int]) -> tuple[float, int]:
    found = [rows[edge.ancestor] for edge in edges if edge.later == node.id and edge.ancestor in rows]
    return (sum(found) / len(found) if found else float(place), place)


def _box(node: Node, row: int, width: int, *, mirrored: bool) -> Box:
    left = node.column * COLUMN + 1
    x = width - left - BOX if mirrored else left
    text = x + BOX - 8 if mirrored else x + 8
    words = node.words if len(node.words) <= LONGEST else f"{node.words[: LONGEST - 1].rstrip()}…"
    return Box(node, x, HEAD + row * (TALL + GAP), text, words)


def _heading(column: int, name: str, width: int, *, mirrored: bool) -> Heading:
    left = column * COLUMN + 1
    return Heading(width - left if mirrored else left, name)


def _path(older: Box, later: Box) -> str:
    """A curve from the side of the older box that faces the later one to the later one."""
    to_the_right = later.x > older.x
    a = older.x + older.width if to_the_right else older.x
    b = later.x if to_the_right else later.x + later.width
    y, z = older.y + TALL / 2, later.y + TALL / 2
    middle = (a + b) / 2
    return f"M{a:g} {y:g}C{middle:g} {y:g} {middle:g} {z:g} {b:g} {z:g}"
