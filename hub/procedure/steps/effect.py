"""What the files of this folder are made of: changes of a standing, and small helps to write them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeAlias

from hub.procedure.standing import Act, MeasureStanding, Standing
from hub.procedure.statuses import MeasureStatus

Changes: TypeAlias = dict[str, Any]
Effect: TypeAlias = Callable[[Standing, Act], Changes]
Measures: TypeAlias = dict[str, MeasureStanding]


def number(label: str) -> int:
    """The number in a label: 12 in "q12"."""
    return int(label[1:])


def last(before: int, labels: Iterable[str]) -> int:
    """The highest number used so far."""
    return max([before, *(number(label) for label in labels)])


def put(before: Standing, labels: Iterable[str], status: MeasureStatus) -> Measures:
    """All measures, the named ones in a new status."""
    chosen = set(labels)
    return {k: replace(m, status=status) if k in chosen else m for k, m in before.measures.items()}


def to_work(before: Standing) -> MeasureStatus:
    """Where an accepted measure goes: straight into execution, once that has begun."""
    return MeasureStatus.IN_EXECUTION if before.executing else MeasureStatus.ACCEPTED


def talked(measures: Measures) -> Changes:
    """A consultation is over: what waited only for a word on costs is being executed again."""
    waiting = MeasureStatus.COST_CONSULT
    back = {
        k: replace(m, status=MeasureStatus.IN_EXECUTION) if m.status == waiting else m
        for k, m in measures.items()
    }
    return {"measures": back, "consultation": None, "conditions": ()}
