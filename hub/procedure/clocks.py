"""Clocks of a request as plain values: what is owed, by whom, since when, and how long it stood still.

How long a clock runs is not known here: rules by legal basis and agreement say it (see hub.clocks).
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from hub.procedure.statuses import Side

Clocks = tuple["Clock", ...]
# They go on after the request is over.
AFTER = frozenset({"duty", "use", "safe_conduct"})


@dataclass(frozen=True)
class Clock:
    """One clock. `ref` is a label (m1, d1, u1) or empty; `by` a day fixed by an act instead of by a rule.

    `extended` counts days granted beyond the rule, `paused` seconds it stood still before `paused_since`.
    """

    code: str
    ref: str
    side: Side
    started: datetime
    by: date | None = None
    extended: int = 0
    paused_since: datetime | None = None
    paused: int = 0
    stopped: datetime | None = None
    lapsed: datetime | None = None

    @property
    def runs(self) -> bool:
        """Whether it has not been stopped; it may be paused, or run out."""
        return self.stopped is None


def seconds(start: datetime, end: datetime) -> int:
    """Whole seconds between two moments; sums over neighbouring spans are exact."""
    return math.floor(end.timestamp()) - math.floor(start.timestamp())


def find(clocks: Clocks, code: str, ref: str = "") -> Clock | None:
    """The running clock of this code and label."""
    return next((c for c in clocks if c.runs and (c.code, c.ref) == (code, ref)), None)


def start(clocks: Clocks, new: Clock) -> Clocks:
    """With the new clock in place of a running one of the same code and label."""
    return (*stop(clocks, new.started, lambda c: (c.code, c.ref) == (new.code, new.ref)), new)


def stop(clocks: Clocks, at: datetime, which: Callable[[Clock], bool]) -> Clocks:
    """With the chosen running clocks stopped; the time since a pause counts as paused."""
    return tuple(replace(_resumed(c, at), stopped=at) if c.runs and which(c) else c for c in clocks)


def set_paused(clocks: Clocks, at: datetime, which: Callable[[Clock], bool]) -> Clocks:
    """With exactly the chosen running clocks standing still."""
    return tuple(_set_paused(c, at, which(c)) if c.runs else c for c in clocks)


def _set_paused(clock: Clock, at: datetime, still: bool) -> Clock:
    if still and clock.paused_since is None:
        return replace(clock, paused_since=at)
    return clock if still else _resumed(clock, at)


def _resumed(clock: Clock, at: datetime) -> Clock:
    if clock.paused_since is None:
        return clock
    return replace(clock, paused_since=None, paused=clock.paused + seconds(clock.paused_since, at))


def codes(*names: str) -> Callable[[Clock], bool]:
    """Choose clocks by code."""
    return lambda clock: clock.code in names


def change(clocks: Clocks, chosen: Clock, changed: Clock) -> Clocks:
    """With one clock replaced."""
    return tuple(changed if c is chosen else c for c in clocks)


def running(clocks: Clocks) -> Iterable[Clock]:
    """Those not stopped."""
    return (c for c in clocks if c.runs)
