"""Figures as tables: what the page, the files and the API all show."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from hub.statistics.queries.words import Label

COUNT, SECONDS, PERCENT = "count", "seconds", "percent"
Value = int | None


@dataclass(frozen=True)
class Column:
    """A column: its name in the API, its words, what its numbers are (count, seconds, percent).

    `over` is a heading that it shares with its neighbours.
    """

    id: str
    label: Label
    unit: str = COUNT
    over: Label = ""

    @property
    def name(self) -> str:
        """Its words where it stands alone."""
        return f"{self.over}: {self.label}" if self.over else str(self.label)


@dataclass(frozen=True)
class Row:
    """A line: its name in the API, its words, one value for each column (None: there is none)."""

    id: str
    label: Label
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """One table. `group` is what a pair of countries agrees to share; `chart` how it is drawn, if at all."""

    id: str
    group: str
    title: Label
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: Label = ""
    chart: str = ""
    head: Label = ""

    @property
    def overs(self) -> list[tuple[Label, int]]:
        """The shared headings with how many columns each spans; none if no column has one."""
        groups = [(over, len(list(found))) for over, found in groupby(self.columns, lambda c: c.over)]
        return groups if any(over for over, _width in groups) else []

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see."""
        return not any(value for row in self.rows for value in row.values)

    def json(self) -> dict[str, Any]:
        """As the API shows it: values by row and column."""
        return {
            "id": self.id,
            "group": self.group,
            "title": str(self.title),
            "note": str(self.note),
            "columns": [{"id": c.id, "label": c.name, "unit": c.unit} for c in self.columns],
            "rows": [{"id": r.id, "label": str(r.label), "values": list(r.values)} for r in self.rows],
        }


@dataclass(frozen=True)
class Report:
    """Tables in the order of the page."""

    tables: Sequence[Table] = field(default_factory=tuple)

    def table(self, name: str) -> Table:
        """The table of that id. Raises KeyError."""
        return {one.id: one for one in self.tables}[name]

    def only(self, groups: Sequence[str]) -> "Report":
        """The tables of some groups."""
        return Report(tuple(one for one in self.tables if one.group in groups))


def share(part: int, whole: int) -> int | None:
    """Whole percent, or None of nothing."""
    return round(100 * part / whole) if whole else None
