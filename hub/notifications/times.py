"""Quiet hours and the hour of the digest, by the wall clock of a time zone. Pure: the moment is passed in.

Wall clocks jump twice a year. A time that a day skips comes as much later as the clock jumped; of a time that
a day has twice, a digest takes the first, and quiet hours end with the one that is still ahead.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY = timedelta(days=1)


def zone(name: str) -> ZoneInfo:
    """The IANA time zone; UTC if there is none of this name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def quiet_end(hours: tuple[time, time] | None, where: ZoneInfo, now: datetime) -> datetime | None:
    """When the quiet hours end that hold at `now` (UTC); None if none hold. They may pass midnight."""
    if hours is None or not _within(hours, now.astimezone(where).time()):
        return None
    today = now.astimezone(where).date()
    ends = [_utc(today + n * DAY, hours[1], where, fold) for n in (0, 1) for fold in (0, 1)]
    return min(end for end in ends if end > now)


def next_digest(hour: int, where: ZoneInfo, now: datetime) -> datetime:
    """The first moment (UTC) after `now` at which it is this hour there: once on every day."""
    today = now.astimezone(where).date()
    return next(at for n in (0, 1, 2) if (at := _utc(today + n * DAY, time(hour), where, 0)) > now)


def _within(hours: tuple[time, time], at: time) -> bool:
    begin, end = hours
    return begin <= at < end if begin < end else at >= begin or at < end


def _utc(day: date, at: time, where: ZoneInfo, fold: int) -> datetime:
    local = datetime.combine(day, at, where).replace(fold=fold)
    found = local.astimezone(UTC)
    if found.astimezone(where).replace(tzinfo=None) != local.replace(tzinfo=None):
        # A skipped time: with fold 0 the offset of before, which lands after the jump (PEP 495).
        found = local.replace(fold=0).astimezone(UTC)
    return found
