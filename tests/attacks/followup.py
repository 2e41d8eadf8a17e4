"""What attackers of the follow-up know or guess: a cycle, a draft report, a file between two steps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from hub.base.clock import now
from hub.conferences.actions.cycles import open_cycle
from hub.conferences.actions.importing import hold
from hub.conferences.actions.reporting import save_report
from hub.conferences.models import ReportingCycle
from tests.conferences.published import edition
from tests.conferences.stage import Stage


class Reporting:
    """Pakistan and Nepal owe a report on what a meeting for members adopted."""

    def __init__(self, old: Stage) -> None:
        today, cast = now().date(), old.cast
        first = old.made[0]
        cycle = open_cycle(old.organiser, _cycle(old, today), today)
        values = {"status": "planned", "narrative": "Soon.", "visibility": "public"}
        report = save_report(cast.sender.officer.acting, first, cycle, values, today)
        table = b"year,to,from,decision,text\n2010,Nepal,Japan,support,1.2. Act (Japan);\n"
        held = hold(cast.secretariat.officer.acting, "outside", None, "upr.csv", table)
        self.things: dict[str, dict[str, Any]] = {
            "followed": {"pk": first.pk, "cycle": cycle.pk, "cc": "PK", "thread": uuid4()},
            "followed conference": {"pk": old.conference.pk},
            "report": {"report": report.pk, "kind": "report", "text": report.pk},
            "held file": {"pk": held.pk},
            "public edition": _public(),
        }

    def values(self, thing: str) -> dict[str, Any]:
        """The parameters that name a thing in an address; empty for what is not of the follow-up."""
        return self.things.get(thing, {})


def _public() -> dict[str, Any]:
    """An edition that everybody reads."""
    found = edition(77, 2030)
    words = {"lang": "en", "series": found.conference.series_id, "which": "77"}
    return words | {"symbol": found.recommendations[0].symbol, "pk": found.conference.pk}


def _cycle(old: Stage, today: date) -> ReportingCycle:
    return ReportingCycle(
        series=old.series, name="2026", period_from=today - timedelta(days=365), period_to=today,
        opens=today, due=today + timedelta(days=60), closes=today + timedelta(days=90),
    )  # fmt: skip
