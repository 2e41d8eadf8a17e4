"""Counting cases: every counter is one conditional sum, all of them in one scan of the table."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from hub.statistics.figure import COUNTED, USEFULNESS, USES
from hub.statistics.models import Figure

# Age of a pending case in days: from, to (not included).
BANDS = {"0-3": (0, 91), "3-6": (91, 183), "6-12": (183, 365), "12-24": (365, 730), "24+": (730, 36500)}
COUNTERS: dict[str, Q] = {
    "cases": Q(),
    "paper": Q(source="paper"),
    "urgent": Q(urgent=True),
    "acknowledged": Q(acknowledged=True),
    "in_time": Q(in_time=True),
    "returned": Q(returned=True),
    "redirected": Q(outcome="redirected"),
    "asked": Q(rounds__gt=0),
    "accepted": Q(accepted=True),
    "conditions": Q(conditions=True),
    "postponed": Q(postponed=True),
    "executed": Q(outcome="executed"),
    "partial": Q(outcome="partial"),
    "not_possible": Q(outcome="not_possible"),
    "refused": Q(outcome="refused"),
    "withdrawn": Q(outcome="withdrawn"),
    "pending": Q(ended_at=None),
}
SUMS = ("rounds", "uses_asked", "uses_granted", "uses_denied", "held_sender", "held_receiver", *COUNTED)


def tally(rows: QuerySet[Figure], now: datetime) -> dict[str, int]:
    """Every counter over `rows` in one query; pending cases by age at `now`. Sums are in whole units."""
    asked: dict[str, Any] = {name: Count("pk", filter=q) if q else Count("*") for name, q in COUNTERS.items()}
    asked |= {f"pending_{band}": Count("pk", filter=older(band, now)) for band in BANDS}
    asked |= {f"useful_{word}": Count("pk", filter=Q(useful=word)) for word in USEFULNESS}
    asked |= {f"used_{use}": Count("pk", filter=Q(**{f"used_{use}": True})) for use in USES}
    asked |= {f"sum_{name}": Sum(name) for name in SUMS}
    return {name: found or 0 for name, found in rows.aggregate(**asked).items()}


def older(band: str, now: datetime) -> Q:
    """Pending, and sent as long ago as the band says."""
    youngest, oldest = BANDS[band]
    sent = {"sent_at__lte": now - timedelta(days=youngest), "sent_at__gt": now - timedelta(days=oldest)}
    if not youngest:
        del sent["sent_at__lte"]
    return Q(ended_at=None, **sent)
