"""The clocks of a request as people see them, and the earliest one that runs."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from hub.base.clock import text


def clock_rows(request: Any, standing: Any, now: datetime) -> list[dict[str, Any]]:
    """Every running or paused clock: [{code, ref, side, due, overdue, paused, source}], the earliest first.

    `due` is RFC 3339 or None while the clock is paused; `paused` is since when, or None.
    """
    rows = []
    for clock in standing.clocks:
        if clock.stopped is not None:
            continue
        due = due_of(request, standing, clock)
        paused = clock.paused_since
        rows.append(
            {
                "code": clock.code,
                "ref": clock.ref,
                "side": str(clock.side),
                "due": None if paused else text(due),
                "overdue": not paused and due < now,
                "paused": text(paused) if paused else None,
                "source": "",
            }
        )
    return sorted(rows, key=lambda row: (row["due"] is None, row["due"] or "", row["code"], row["ref"]))


def next_due(standing: Any, request: Any) -> tuple[datetime | None, str, str]:
    """(when, side, code) of the earliest running clock, or (None, "", "")."""
    running = [c for c in standing.clocks if c.stopped is None and c.paused_since is None and not c.lapsed]
    if not running:
        return None, "", ""
    due, clock = min(((due_of(request, standing, c), c) for c in running), key=lambda pair: pair[0])
    return due, str(clock.side), clock.code


def due_of(request: Any, standing: Any, clock: Any) -> datetime:
    """When a clock runs out: the end of its day at the post that must act."""
    del request, standing
    if clock.by is not None:
        return datetime.combine(clock.by + timedelta(days=1), time(), UTC)
    days = 30 + clock.extended
    return clock.started + timedelta(days=days, seconds=clock.paused)  # type: ignore[no-any-return]
