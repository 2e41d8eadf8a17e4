"""Days and hours at both posts' clocks: the day of the one is not quite the day of the other."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import translation

from focal_points.models import DirectoryEntry, FocalPoint
from hub.forms import schema
from hub.forms.rulesets import clock_label
from hub.procedure import Side
from mla_requests.models import MlaRequest
from mla_requests.queries.clocks import clock_rows

MIDNIGHT = timedelta(minutes=1)


@dataclass(frozen=True)
class DayEnd:
    """When a day ends: midnight at the one country, `at` (its local time, without zone) at the other."""

    there: str
    here: str
    at: datetime


@dataclass(frozen=True)
class Moment:
    """A moment at a post's own clock, without zone; `ends` if it is the end of that day."""

    country: str
    at: datetime
    ends: bool


@dataclass(frozen=True)
class ClockLine:
    """One running or paused clock as a person reads it; `there` is the clock of the side that must act."""

    code: str
    label: str
    ref: str
    country: str
    mine: bool
    overdue: bool
    paused: datetime | None
    source: str
    there: Moment | None
    here: Moment | None

    @property
    def day(self) -> date | None:
        """The last day on which it can be done, where it must be done."""
        return self.there.at.date() if self.there else None


def clock_lines(found: MlaRequest, side: Side, now: datetime) -> list[ClockLine]:
    """All clocks of a request, the earliest first, at both sides' times."""
    zones = _zones(found.requesting, found.requested)
    return [_line(row, found, side, zones) for row in clock_rows(found, found.standing(), now)]


def _line(row: dict[str, Any], found: MlaRequest, side: Side, zones: dict[Any, ZoneInfo]) -> ClockLine:
    acts, other = found.requested, found.requesting
    if row["side"] != Side.REQUESTED:
        acts, other = other, acts
    due = _parsed(row["due"])
    there = _moment(due, acts, zones)
    here = _moment(due, other, zones)
    return ClockLine(
        code=row["code"],
        label=schema.words(clock_label(row["code"]), translation.get_language() or "en"),
        ref=row["ref"],
        country=str(acts.country),
        mine=row["side"] == side,
        overdue=row["overdue"],
        paused=_parsed(row["paused"]),
        source=row["source"],
        there=there,
        here=here if there and here and there.at != here.at else None,
    )


def _parsed(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _moment(due: datetime | None, post: FocalPoint, zones: dict[Any, ZoneInfo]) -> Moment | None:
    if due is None:
        return None
    at = due.astimezone(zones.get(post.pk, UTC)).replace(tzinfo=None)
    ends = at.time() == time()
    return Moment(str(post.country), at - MIDNIGHT if ends else at, ends)


def _zones(*posts: FocalPoint) -> dict[Any, ZoneInfo]:
    """Zones of the posts whose directory entry names one."""
    entries = DirectoryEntry.objects.filter(focal_point__in=posts)
    named = dict(entries.values_list("focal_point_id", "time_zone"))
    found = {post: _zone(name) for post, name in named.items()}
    return {post: zone for post, zone in found.items() if zone is not None}


def day_end(day: date | None, asked: FocalPoint, asking: FocalPoint) -> DayEnd | None:
    """The end of a day at the asked post, by both clocks.

    None without a date, if the directory knows no time zone of either, or if both clocks agree.
    """
    if day is None:
        return None
    zones = _zones(asked, asking)
    there, here = zones.get(asked.pk), zones.get(asking.pk)
    if there is None or here is None:
        return None
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=there)
    at = end.astimezone(here)
    if at.utcoffset() == end.utcoffset():
        return None
    return DayEnd(str(asked.country), str(asking.country), at.replace(tzinfo=None))


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
