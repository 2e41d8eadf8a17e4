"""When the clocks of an exchange run out, by the calendar of the side that must act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from exchanges.states import Running, Side, Standing
from focal_points.models import DirectoryEntry
from hub.base.clock import text
from hub.clocks import PLAIN, Calendar, due, read_calendar
from hub.forms.exchanges import CLOCKS
from hub.forms.rulesets import quick_rule


@dataclass(frozen=True)
class _Clock:
    """A running clock in the form that hub.clocks counts with."""

    started: datetime
    by: date | None = None
    extended: int = 0
    paused: float = 0


def calendars(posts: Iterable[UUID]) -> dict[UUID, Calendar]:
    """The working weeks that posts have stated; a post without an entry has the plain one."""
    wanted = list(posts)
    columns = ("focal_point_id", "time_zone", "weekend", "holidays")
    rows = DirectoryEntry.objects.filter(focal_point__in=wanted).values_list(*columns)
    found = {post: read_calendar(*words) for post, *words in rows}
    return {post: found.get(post, PLAIN) for post in wanted}


def ends(running: Running, calendar: Calendar) -> datetime:
    """When a clock runs out: the moment the sender asked for, or what its rule says."""
    if running.until is not None:
        return running.until
    end = due(_Clock(running.started), quick_rule(CLOCKS[running.code].rule), calendar)
    return running.started if end is None else end


def next_due(standing: Standing) -> tuple[datetime | None, str, str]:
    """(when, side, code) of the clock that runs out first, or (None, "", "")."""
    rows = _ended(standing)
    return (rows[0][0], str(rows[0][1].side), rows[0][1].code) if rows else (None, "", "")


def clock_rows(standing: Standing, now: datetime) -> list[dict[str, Any]]:
    """Every running clock as the API shows it, the earliest first."""
    return [_row(end, clock, now) for end, clock in _ended(standing)]


def _ended(standing: Standing) -> list[tuple[datetime, Running]]:
    if not standing.clocks:
        return []
    posts = {Side.SENDER: standing.sender, Side.RECEIVER: standing.receiver}
    known = calendars(posts.values())
    rows = [(ends(clock, known[posts[clock.side]]), clock) for clock in standing.clocks]
    return sorted(rows, key=lambda row: row[0])


def _row(end: datetime, clock: Running, now: datetime) -> dict[str, Any]:
    source = CLOCKS[clock.code].source
    return {
        "code": clock.code, "side": str(clock.side), "due": text(end), "overdue": end < now,
        "asked": clock.until is not None, "source": source,
    }  # fmt: skip
