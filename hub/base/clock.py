"""Time is passed in; only the edges of the program ask what it is."""

from datetime import UTC, datetime, timedelta

EARLIEST = timedelta(days=8)
LATEST = timedelta(days=1)


def now() -> datetime:
    """Aware UTC time, whole seconds: signed texts carry no fractions."""
    return datetime.now(UTC).replace(microsecond=0)


def text(moment: datetime) -> str:
    """RFC 3339 in UTC with seconds, e.g. 2026-11-22T08:00:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def exactly(moment: datetime) -> str:
    """RFC 3339 in UTC with microseconds: what orders the acts of a request's two streams."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def parse(value: str) -> datetime:
    """The inverse of `text`. Raises ValueError."""
    return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def credible(signed: str, now: datetime) -> bool:
    """Whether a signed time can be true: devices' clocks err, and an act may wait a week for its uploads."""
    return now - EARLIEST <= parse(signed) <= now + LATEST
