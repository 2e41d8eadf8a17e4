"""Exact medians and 90th percentiles of the times between two steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from hub.statistics.models import Figure

PHASES = (
    "deliver", "acknowledge", "decide", "decide_net", "execute", "execute_net", "total", "total_net",
)  # fmt: skip


@dataclass(frozen=True)
class Spread:
    """Of `n` cases that took this step, half needed at most `median` seconds, nine in ten at most `p90`."""

    n: int = 0
    median: int | None = None
    p90: int | None = None


def times(rows: QuerySet[Figure]) -> dict[str, Spread]:
    """The spread of each phase, in seconds, over the cases that have been through it.

    The columns come in one scan and are sorted here: one sort each in the database took twice as long on
    SQLite, and this way both databases give the same figure.
    """
    table = rows.order_by().values_list(*PHASES)
    columns: list[Sequence[int | None]] = list(zip(*table, strict=True)) or [()] * len(PHASES)
    return {name: spread(column) for name, column in zip(PHASES, columns, strict=True)}


def spread(values: Sequence[int | None]) -> Spread:
    """Nearest-rank quantiles: always a time that a case really took."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return Spread()
    return Spread(len(known), known[rank(len(known), 50)], known[rank(len(known), 90)])


def rank(n: int, percent: int) -> int:
    """The place of the nearest-rank percentile among n sorted values, from 0."""
    return max(-(-n * percent // 100) - 1, 0)
