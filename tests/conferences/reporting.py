"""A follow-up on stage: an edition with adopted texts, an open cycle, and countries that owe reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from focal_points.models import Country
from hub.base import clock
from hub.conferences.actions.cycles import open_cycle
from hub.conferences.actions.reporting import clear, save_position, save_report, submit
from hub.conferences.models import Delegation, NationalPosition, ReportingCycle, StatusReport
from tests.cast import Cast, Side
from tests.conferences.published import Edition, edition

REPORT = {
    "status": "in_progress",
    "narrative": "A law is before parliament.",
    "evidence": [{"title": "Bill 12", "url": "https://parliament.example/12"}],
    "obstacles": "Translation.",
    "needs": "Model provisions.",
    "visibility": "public",
}


def today() -> date:
    """The day of the test."""
    return clock.now().date()


@dataclass
class Followed:
    """An edition with its cycle; Pakistan and Nepal were there and owe a report on each recommendation."""

    cast: Cast
    edition: Edition
    cycle: ReportingCycle

    def drafted(self, side: Side | None = None, n: int = 0, **changes: Any) -> StatusReport:
        """A report as its drafter left it."""
        by = (side or self.cast.sender).officer.acting
        found = self.edition.recommendations[n]
        return save_report(by, found, self.cycle, {**REPORT, **changes}, today())

    def submitted(self, side: Side | None = None, n: int = 0, **changes: Any) -> StatusReport:
        """A report that waits for clearance."""
        side = side or self.cast.sender
        report = self.drafted(side, n, **changes)
        submit(side.officer.acting, report, today())
        return fresh(report)

    def cleared(self, side: Side | None = None, n: int = 0, **changes: Any) -> StatusReport:
        """A report that another officer cleared."""
        side = side or self.cast.sender
        report = self.submitted(side, n, **changes)
        clear(side.approver.acting, report, today())
        return fresh(report)

    def position(self, side: Side | None = None, n: int = 0, **values: Any) -> NationalPosition:
        """A cleared position."""
        side = side or self.cast.sender
        given = {"support": "supported", "visibility": "public", **values}
        found = save_position(side.officer.acting, self.edition.recommendations[n], given, today())
        submit(side.officer.acting, found, today())
        clear(side.approver.acting, found, today())
        return NationalPosition.objects.get(pk=found.pk)


def fresh(report: StatusReport) -> StatusReport:
    """The row as it is now."""
    return StatusReport.objects.get(pk=report.pk)


def unsaved(found: Edition, **changes: Any) -> ReportingCycle:
    """A cycle of the edition's series, open today."""
    now = today()
    days = {
        "period_from": now - timedelta(days=365),
        "period_to": now - timedelta(days=1),
        "opens": now - timedelta(days=10),
        "due": now + timedelta(days=60),
        "closes": now + timedelta(days=120),
    }
    return ReportingCycle(series=found.conference.series, **{"name": "2026", **days, **changes})


def followed(cast: Cast, **changes: Any) -> Followed:
    """Two recommendations, two countries that owe reports, one open cycle."""
    found = edition(5, 2026)
    for code in ("PK", "NP"):
        Delegation.objects.create(
            conference=found.conference,
            country=Country.objects.get(pk=code),
            source="test",
            status="attended",
        )
    cycle = open_cycle(cast.secretariat.officer.acting, unsaved(found, **changes), today())
    return Followed(cast, found, cycle)
