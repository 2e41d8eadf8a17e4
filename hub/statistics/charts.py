"""Charts as numbers: the template draws them as SVG, and the table beside each says the same."""

from dataclasses import dataclass

from hub.statistics.queries.report import Table

WIDTH, BAR, GAP = 600, 14, 6
HEIGHT, MOST_COLUMNS = 160, 60


@dataclass(frozen=True)
class Mark:
    """One rectangle: its series (0, 1 …) and its place, in units of the view box."""

    series: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    """A drawing: the view box, the marks, and the series' names for the legend."""

    width: int
    height: int
    marks: tuple[Mark, ...]
    series: tuple[str, ...]


def chart(table: Table, *, mirrored: bool) -> Chart | None:
    """The drawing of a table, or None without anything to draw. `mirrored` for right-to-left scripts."""
    if not table.chart or table.empty:
        return None
    drawn = _upright(table) if table.chart == "months" else _lying(table)
    if not mirrored:
        return drawn
    marks = tuple(Mark(m.series, drawn.width - m.x - m.width, m.y, m.width, m.height) for m in drawn.marks)
    return Chart(drawn.width, drawn.height, marks, drawn.series)


def _drawn(table: Table) -> list[int]:
    """The columns that are drawn: of times the medians, of everything else all."""
    if table.chart == "times":
        return [i for i, column in enumerate(table.columns) if column.id.endswith("_median")]
    return list(range(len(table.columns)))


def _lying(table: Table) -> Chart:
    """Horizontal bars, one group for each line."""
    places = _drawn(table)
    most = max(row.values[place] or 0 for row in table.rows for place in places) or 1
    step = len(places) * BAR + GAP
    marks = [
        Mark(series, 0, line * step + series * BAR, _fit((row.values[place] or 0) / most * WIDTH), BAR - 2)
        for line, row in enumerate(table.rows)
        for series, place in enumerate(places)
    ]
    return Chart(WIDTH, len(table.rows) * step, tuple(marks), _names(table, places))


def _upright(table: Table) -> Chart:
    """Columns along the time, the newest months if there are too many to draw."""
    rows = table.rows[-MOST_COLUMNS:]
    places = _drawn(table)
    most = max(row.values[place] or 0 for row in rows for place in places) or 1
    step = WIDTH / len(rows)
    wide = step * 0.8 / len(places)
    marks = []
    for line, row in enumerate(rows):
        for series, place in enumerate(places):
            tall = _fit((row.values[place] or 0) / most * HEIGHT)
            marks.append(Mark(series, _fit(line * step + series * wide), HEIGHT - tall, _fit(wide), tall))
    return Chart(WIDTH, HEIGHT, tuple(marks), _names(table, places))


def _names(table: Table, places: list[int]) -> tuple[str, ...]:
    return tuple(str(table.columns[place].over or table.columns[place].label) for place in places)


def _fit(value: float) -> float:
    return round(value, 1)
