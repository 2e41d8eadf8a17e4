"""When the clocks of a request run out: by the rules frozen for it and the calendar of who must act."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from agreements.queries import rules_of
from focal_points.working_week import calendars_of
from hub.base.clock import text
from hub.clocks import PLAIN, Calendar, due
from hub.forms.rulesets import ClockRule
from hub.procedure import Clock, Side, Standing
from mla_requests.models import MlaRequest

NEVER = datetime.max.replace(tzinfo=UTC)
# Once their day has come there is nothing left to wait for; the others stay overdue until the act is done.
ENDS = frozenset({"delivery", "safe_conduct", "preservation"})


class Reckoning:
    """The rules and calendars of one request, read once: at most two queries for all its clocks.

    `calendars` are those of its posts, if they are known already.
    """

    def __init__(self, standing: Standing, calendars: Mapping[UUID, Calendar] | None = None) -> None:
        # What the other side was told counts; a version that is being rewritten at home does not.
        told = standing.told or standing
        self.urgent = told.urgent
        self.rules = rules_of(standing.agreement, told.legal_basis or standing.legal_basis)
        self._posts = {Side.REQUESTING: standing.requesting, Side.REQUESTED: standing.requested}
        self._calendars = calendars_of(self._posts.values()) if calendars is None else calendars

    def rule(self, clock: Clock) -> ClockRule | None:
        """The limit of a clock; None if a day was named for it, and where there is none."""
        return None if clock.by else self.rules.clock(clock.code, urgent=self.urgent)

    def source(self, clock: Clock) -> str:
        """Where the limit comes from: an article, practice, or the agreement of the two countries."""
        found = self.rules.clocks.get(clock.code)
        return found[0].source if found else ""

    def calendar(self, side: Side) -> Calendar:
        """The working week where the clock runs: that of the side that must act."""
        post = self._posts.get(side)
        return self._calendars[post] if post else PLAIN

    def due(self, clock: Clock) -> datetime:
        """When it runs out, as if no further pause came; the end of time if nothing limits it."""
        return due(clock, self.rule(clock), self.calendar(clock.side)) or NEVER


def next_due(standing: Standing, request: MlaRequest) -> tuple[datetime | None, str, str]:
    """(when, side, code) of the clock that runs out first, also if it has; (None, "", "") if none runs."""
    del request
    clocks = [clock for clock in standing.clocks if counts(clock)]
    if not clocks:
        return None, "", ""
    reckoning = Reckoning(standing)
    when, first = min(((reckoning.due(clock), clock) for clock in clocks), key=lambda pair: pair[0])
    return (None, "", "") if when == NEVER else (when, first.side.value, first.code)


def counts(clock: Clock) -> bool:
    """Whether somebody waits for this clock now."""
    return clock.runs and clock.paused_since is None and not (clock.lapsed and clock.code in ENDS)


def clock_rows(request: MlaRequest, standing: Standing, now: datetime) -> list[dict[str, Any]]:
    """Every clock that runs or stands still, the earliest first.

    [{code, ref, side, due, overdue, paused, source}]; `due` is RFC 3339, or None while the clock stands
    still, and `paused` since when it does.
    """
    del request
    reckoning = Reckoning(standing)
    rows = list(_rows(reckoning, standing, now))
    return sorted(rows, key=lambda row: (row["due"] is None, row["due"] or "", row["code"], row["ref"]))


def due_of(request: MlaRequest, standing: Standing, clock: Clock) -> datetime:
    """When one clock runs out. For several clocks of a request take one `Reckoning`."""
    del request
    return Reckoning(standing).due(clock)


def _rows(reckoning: Reckoning, standing: Standing, now: datetime) -> Iterator[dict[str, Any]]:
    for clock in standing.clocks:
        when = reckoning.due(clock) if clock.runs else NEVER
        if when == NEVER or (clock.lapsed and clock.code in ENDS):
            continue
        still = clock.paused_since
        yield {
            "code": clock.code,
            "ref": clock.ref,
            "side": clock.side.value,
            "due": None if still else text(when),
            "overdue": still is None and when <= now,
            "paused": text(still) if still else None,
            "source": reckoning.source(clock),
        }
