"""Charts as numbers: the template draws them as SVG, and the table beside each says the same."""

from dataclasses import dataclass, replace

from hub.statistics.queries.report import Table

WIDTH, BAR, GAP = 720, 18, 10
# Room for the words of a line and for the number behind its bar.
NAMES, NUMBERS = 240, 80
HEIGHT, FOOT, MOST_COLUMNS = 160, 24, 60
LONGEST = 34


@dataclass(frozen=True)
class Mark:
    """One rectangle: its series (0, 1 …) and its place, in units of the view box."""

    series: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Words:
    """One text: where it begins (in the direction of the script), and what it says; `value` has a unit."""

    x: float
    y: float
    text: str = ""
    value: int | None = None
    unit: str = ""


@dataclass(frozen=True)
class Chart:
    """A drawing: the view box, the marks, the words, and the series' names for the legend."""

    width: int
    height: int
    marks: tuple[Mark, ...]
    words: tuple[Words, ...]
    series: tuple[str, ...]


def chart(table: Table, *, mirrored: bool) -> Chart | None:
    """The drawing of a table, or None without anything to draw. `mirrored` for right-to-left scripts."""
    if not table.chart or table.empty:
        return None
    drawn = _upright(table) if table.chart == "months" else _lying(table)
    if not mirrored:
        return drawn
    marks = tuple(replace(m, x=_fit(drawn.width - m.x - m.width)) for m in drawn.marks)
    words = tuple(replace(w, x=_fit(drawn.width - w.x)) for w in drawn.words)
    return replace(drawn, marks=marks, words=words)


def _drawn(table: Table) -> list[int]:
    """The columns that are drawn: of times the medians, of everything else all."""
    if table.chart == "times":
        return [i for i, column in enumerate(table.columns) if column.id.endswith("_median")]
    return list(range(len(table.columns)))


def _lying(table: Table) -> Chart:
    """Horizontal bars, one group for each line, with its words before and the number behind each bar."""
    places = _drawn(table)
    most = max(row.values[place] or 0 for row in table.rows for place in places) or 1
    step = len(places) * BAR + GAP
    marks, words = [], []
    for line, row in enumerate(table.rows):
        words.append(Words(0, line * step + BAR - 5, _short(str(row.label))))
        for series, place in enumerate(places):
            long = _fit((row.values[place] or 0) / most * (WIDTH - NAMES - NUMBERS))
            top = line * step + series * BAR
            marks.append(Mark(series, NAMES, top, long, BAR - 3))
            end = _fit(NAMES + long + 6)
            words.append(Words(end, top + BAR - 5, value=row.values[place], unit=table.columns[place].unit))
    return Chart(WIDTH, len(table.rows) * step, tuple(marks), tuple(words), _names(table, places))


def _upright(table: Table) -> Chart:
    """Columns along the time, the newest months if there are too many to draw; first and last are named."""
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
    every = max(len(rows) // 6, 1)
    words = [
        Words(_fit(line * step), HEIGHT + FOOT - 6, str(row.label))
        for line, row in enumerate(rows)
        if line % every == 0 and line * step < WIDTH - 60
    ]
    return Chart(WIDTH, HEIGHT + FOOT, tuple(marks), tuple(words), _names(table, places))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _names(table: Table, places: list[int]) -> tuple[str, ...]:
    return tuple(str(table.columns[place].over or table.columns[place].label) for place in places)


def _fit(value: float) -> float:
    return round(value, 1)
