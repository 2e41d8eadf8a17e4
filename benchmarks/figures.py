"""One line of the table, and how to time a piece of work."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured pair: what the hub needs, what the baseline needs, their ratio and its goal, if any."""

    name: str
    ours: str
    baseline: str
    ratio: float
    goal: str
    met: bool | None

    def cells(self) -> list[str]:
        """The line of the table."""
        met = {True: "yes", False: "NO", None: ""}[self.met]
        return [self.name, self.ours, self.baseline, f"{self.ratio:.2f}", self.goal, met]


HEADINGS = ["figure", "hub", "baseline", "ratio", "goal", "met"]


def table(figures: list[Figure]) -> str:
    """A plain-text table, readable as Markdown."""
    rows = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADINGS))]
    lines = [
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *lines[1:]])


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call, without the garbage of earlier ones."""
    gc.collect()
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def best_in_turns(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The best time of each piece of work, taken in turns so that a busy moment hits all alike."""
    times = [[seconds(work) for work in works] for _ in range(rounds)]
    return [min(column) for column in zip(*times, strict=True)]


def median(values: list[float]) -> float:
    """The middle value; the upper one of two."""
    return sorted(values)[len(values) // 2]
