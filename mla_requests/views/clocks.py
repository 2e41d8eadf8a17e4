"""A wanted date at both posts' clocks: the day of the one is not quite the day of the other."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from focal_points.models import DirectoryEntry, FocalPoint


@dataclass(frozen=True)
class DayEnd:
    """When a day ends: midnight at the one country, `at` (its local time, without zone) at the other."""

    there: str
    here: str
    at: datetime


def day_end(day: date | None, asked: FocalPoint, asking: FocalPoint) -> DayEnd | None:
    """The end of a day at the asked post, by both clocks.

    None without a date, if the directory knows no time zone of either, or if both clocks agree.
    """
    if day is None:
        return None
    entries = DirectoryEntry.objects.filter(focal_point__in=(asked, asking))
    zones = dict(entries.values_list("focal_point_id", "time_zone"))
    there, here = _zone(zones.get(asked.pk, "")), _zone(zones.get(asking.pk, ""))
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
