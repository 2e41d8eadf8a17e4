"""Everything that writes figures."""

from datetime import datetime
from typing import Any
from uuid import UUID

from hub.statistics.figure import COUNTED, USES, FigureRow, measures_text
from hub.statistics.models import Figure, Release
from hub.statistics.queries.releasing import closed_years, release_of

SAME = (
    "source", "sender", "receiver", "owner", "kind", "basis", "offence", "urgent", "sent_at", "ended_at",
    "outcome", "acknowledged", "in_time", "returned", "rounds", "accepted", "conditions", "postponed",
    "converted", "uses_asked", "uses_granted", "uses_denied", "deliver", "acknowledge", "decide",
    "decide_net", "execute", "execute_net", "total", "total_net", "held_sender", "held_receiver", "useful",
)  # fmt: skip
COLUMNS = (*SAME, "month", "measures", *(f"used_{use}" for use in USES), *COUNTED)


def put(row: FigureRow) -> bool:
    """Keep one case's figures inside the caller's transaction; says whether anything changed.

    Putting the same row again changes nothing, so that a recount of a sound hub is without effect.
    """
    kept = Figure.objects.filter(pk=row.id).values(*COLUMNS).first()
    columns = columns_of(row)
    if kept is None:
        Figure.objects.create(pk=row.id, **columns)
    elif kept != columns:
        Figure.objects.filter(pk=row.id).update(**columns)
    return bool(kept != columns)


def columns_of(row: FigureRow) -> dict[str, Any]:
    """The columns of a figure, by name, without its id."""
    return {
        **{name: getattr(row, name) for name in SAME},
        "month": row.sent_at.year * 100 + row.sent_at.month,
        "measures": measures_text(row.measures),
        **{f"used_{use}": use in row.used_in for use in USES},
        **{name: row.counts.get(name, 0) for name in COUNTED},
    }


def drop(kept: set[UUID], source: str) -> int:
    """Remove the figures of cases of a source that no longer exist; answers how many there were."""
    lost = set(Figure.objects.filter(source=source).values_list("pk", flat=True)) - kept
    for one in lost:
        Figure.objects.filter(pk=one).delete()
    return len(lost)


def publish(now: datetime) -> list[Release]:
    """Make the releases that are due at `now` and were not made yet; an existing one is never touched."""
    made = []
    for year, source in closed_years(now):
        if not Release.objects.filter(year=year, source=source).exists():
            made.append(release_of(year, source, now))
    return Release.objects.bulk_create(made, ignore_conflicts=True)
