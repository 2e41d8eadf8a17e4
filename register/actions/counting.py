"""What a request on paper gives to the statistics of its own country. Days count as 24 hours."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from hub.statistics.actions import put
from hub.statistics.figure import FigureRow, MeasureRow
from register.models import PaperRequest

DAY = 86400
# The targets of the hub's own clock, in days; the working week of an office is not in the register.
TARGET, URGENT_TARGET = 7, 1
RESULTS = ("executed", "partial", "not_possible", "withdrawn", "refused")


def count(entry: PaperRequest) -> None:
    """Keep the figures of an entry, inside the caller's transaction."""
    put(figure(entry))


def figures() -> Iterator[FigureRow]:
    """The rows of all entries again, for a recount."""
    rows = PaperRequest.objects.select_related("focal_point").order_by("pk")
    return (figure(one) for one in rows.iterator(chunk_size=500))


def figure(entry: PaperRequest) -> FigureRow:
    """The row of an entry; the same entry always gives the same row."""
    own = entry.focal_point.country_id
    sender, receiver = (own, entry.partner) if entry.direction == "out" else (entry.partner, own)
    return FigureRow(
        id=entry.pk,
        source="paper",
        owner=own,
        sender=sender,
        receiver=receiver,
        sent_at=_midnight(entry.sent_on),
        basis=entry.basis,
        offence=entry.offence,
        urgent=entry.urgent,
        measures=tuple(_measure(code, entry) for code in entry.measures),
        ended_at=_midnight(entry.ended_on) if entry.ended_on else None,
        outcome=entry.outcome,
        returned=entry.outcome == "returned",
        rounds=entry.rounds,
        accepted=entry.outcome in ("executed", "partial", "not_possible"),
        counts=dict(entry.counts),
        **_steps(entry),
    )


def _steps(entry: PaperRequest) -> dict[str, Any]:
    """What happened when; the clock of paper never stands still, so net and gross are the same."""
    arrived = entry.received_on or entry.sent_on
    decide = _days(entry.acknowledged_on or arrived, entry.decided_on)
    execute, total = _days(entry.decided_on, entry.ended_on), _days(entry.sent_on, entry.ended_on)
    return {
        "acknowledged": entry.acknowledged_on is not None,
        "in_time": _in_time(entry, arrived),
        "deliver": _days(entry.sent_on, entry.received_on),
        "acknowledge": _days(arrived, entry.acknowledged_on),
        "decide": decide,
        "decide_net": decide,
        "execute": execute,
        "execute_net": execute,
        "total": total,
        "total_net": total,
    }


def _measure(code: str, entry: PaperRequest) -> MeasureRow:
    refused = entry.outcome == "refused"
    return MeasureRow(
        code, entry.outcome if entry.outcome in RESULTS else "", entry.ground if refused else ""
    )


def _in_time(entry: PaperRequest, arrived: date) -> bool | None:
    if entry.acknowledged_on is None:
        return None
    return (entry.acknowledged_on - arrived).days <= (URGENT_TARGET if entry.urgent else TARGET)


def _days(first: date | None, last: date | None) -> int | None:
    return None if first is None or last is None else (last - first).days * DAY


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
