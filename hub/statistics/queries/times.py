"""Exact medians and 90th percentiles of the times between two steps."""

from collections.abc import Sequence
from dataclasses import dataclass

PHASES = (
    "deliver", "acknowledge", "decide", "decide_net", "execute", "execute_net", "total", "total_net",
)  # fmt: skip


@dataclass(frozen=True)
class Spread:
    """Of `n` cases that took this step, half needed at most `median` seconds, nine in ten at most `p90`."""

    n: int = 0
    median: int | None = None
    p90: int | None = None


def spread(values: Sequence[int | None]) -> Spread:
    """Exact quantiles by nearest rank: always a time that a case really took.

    Sorted here: one sort each in the database took twice as long on SQLite, and so every database gives the
    same figure.
    """
    known = sorted(value for value in values if value is not None)
    if not known:
        return Spread()
    return Spread(len(known), known[rank(len(known), 50)], known[rank(len(known), 90)])


def rank(n: int, percent: int) -> int:
    """The place of the nearest-rank percentile among n sorted values, from 0."""
    return max(-(-n * percent // 100) - 1, 0)
