"""Counting again in the plainest way, from the rows themselves, to compare with what the database says."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import timedelta

from hub.statistics.figure import FigureRow
from hub.statistics.queries.report import share
from hub.statistics.queries.selection import Selection
from tests.statistics.cases import NOW

Rows = list[FigureRow]
TESTS: dict[str, Callable[[FigureRow], bool]] = {
    "cases": lambda row: row.source in ("request", "paper"),
    "paper": lambda row: row.source == "paper",
    "urgent": lambda row: row.urgent,
    "acknowledged": lambda row: row.acknowledged,
    "in_time": lambda row: row.in_time is True,
    "returned": lambda row: row.returned,
    "redirected": lambda row: row.outcome == "redirected",
    "asked": lambda row: row.rounds > 0,
    "accepted": lambda row: row.accepted,
    "conditions": lambda row: row.conditions,
    "postponed": lambda row: row.postponed,
    "executed": lambda row: row.outcome == "executed",
    "partial": lambda row: row.outcome == "partial",
    "not_possible": lambda row: row.outcome == "not_possible",
    "refused": lambda row: row.outcome == "refused",
    "withdrawn": lambda row: row.outcome == "withdrawn",
    "pending": lambda row: row.ended_at is None,
}


def chosen(rows: Iterable[FigureRow], selection: Selection, way: str) -> Rows:
    """The cases of a selection, one condition after the other."""
    found = []
    for row in rows:
        own, other = (row.receiver, row.sender) if way == "received" else (row.sender, row.receiver)
        month = f"{row.sent_at:%Y-%m}"
        wanted = [
            own == selection.country,
            row.owner in ("", selection.country),
            row.source in ("request", "paper"),
            not selection.source or row.source == selection.source,
            not selection.partner or other == selection.partner,
            not selection.basis or row.basis == selection.basis,
            not selection.offence or row.offence == selection.offence,
            not selection.urgency or row.urgent == (selection.urgency == "urgent"),
            not selection.measure or selection.measure in [one.code for one in row.measures],
            not selection.since or month >= selection.since,
            not selection.until or month <= selection.until,
        ]
        if all(wanted):
            found.append(row)
    return found


def counts(rows: Rows) -> dict[str, int]:
    """Every counter of the first table."""
    found = {name: sum(map(test, rows)) for name, test in TESTS.items()}
    return found | {"rounds": sum(row.rounds for row in rows)}


def ages(rows: Rows) -> dict[str, int]:
    """Pending cases by age."""
    found = dict.fromkeys(("0-3", "3-6", "6-12", "12-24", "24+"), 0)
    for row in rows:
        if row.ended_at is None:
            days = (NOW - row.sent_at) / timedelta(days=1)
            band = next((name for name, most in LIMITS.items() if days < most), "24+")
            found[band] += 1
    return found


LIMITS = {"0-3": 91, "3-6": 183, "6-12": 365, "12-24": 730}


def spread(values: Iterable[int | None]) -> tuple[int, int | None, int | None]:
    """Number, median and 90th percentile by nearest rank."""
    known = sorted(one for one in values if one is not None)
    if not known:
        return 0, None, None
    return len(known), known[math.ceil(0.5 * len(known)) - 1], known[math.ceil(0.9 * len(known) - 1e-9) - 1]


def held(rows: Rows) -> list[int | None]:
    """Percent of the time with the asking side and with the asked side."""
    sender, receiver = sum(r.held_sender for r in rows), sum(r.held_receiver for r in rows)
    return [share(sender, sender + receiver), share(receiver, sender + receiver)]
