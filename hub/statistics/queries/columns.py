"""The columns that are counted in many ways, read in one scan and counted here.

A query for each table would scan the same rows a dozen times. Counting in Python runs over whole columns and
takes about as long as one of those scans.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connections
from django.db.models import F, QuerySet

from hub.statistics.figure import measures_of
from hub.statistics.models import Figure
from hub.statistics.queries.times import PHASES, Spread, spread

KEYS = ("month", "sender", "receiver", "basis", "offence", "urgent", "measures", "outcome")
GROUPED = ("cases", "executed", "partial", "refused", "pending")


@dataclass(frozen=True)
class Columns:
    """The cases of one selection and direction, column by column."""

    columns: dict[str, Sequence[Any]]

    @cached_property
    def pending(self) -> Sequence[bool]:
        """Which cases are open."""
        return [ended is None for ended in self.columns["ended_at"]]

    def grouped(self, dimension: str) -> dict[Any, dict[str, int]]:
        """The main counters by the values of one column."""
        found: dict[Any, dict[str, int]] = {}
        counted = Counter(zip(self.columns[dimension], self.columns["outcome"], self.pending, strict=True))
        for (value, outcome, pending), number in counted.items():
            line = found.setdefault(value, dict.fromkeys(GROUPED, 0))
            for name in ("cases", outcome, "pending" if pending else ""):
                if name in line:
                    line[name] += number
        return found

    def measures(self) -> dict[tuple[str, str, str], int]:
        """How many measures there are: (code, status, ground of refusal) -> count."""
        found: Counter[tuple[str, str, str]] = Counter()
        for text, number in Counter(self.columns["measures"]).items():
            for one in measures_of(text):
                found[one.code, one.status, one.ground] += number
        return dict(found)

    def times(self) -> dict[str, Spread]:
        """The spread of each phase over the cases that have been through it."""
        return {name: spread(self.columns[name]) for name in PHASES}


def columns(rows: QuerySet[Figure]) -> Columns:
    """Read the columns. Rows come as the database gives them: nothing here needs a date or an id."""
    names = (*KEYS, "ended_at", *PHASES)
    query = rows.order_by().values_list(*(F(name) for name in names)).query
    statement, values = query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(statement, values)
        found: Iterable[Sequence[Any]] = zip(*cursor.fetchall(), strict=True)
    read = dict(zip(names, found, strict=False))
    kept: dict[str, Sequence[Any]] = {name: read.get(name, ()) for name in names}
    kept["urgent"] = [bool(value) for value in kept["urgent"]]
    return Columns(kept)
