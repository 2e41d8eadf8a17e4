"""The follow-up of the demo: some countries report and clear, one waits for clearance, others say nothing."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files
from typing import Any
from uuid import uuid4

from focal_points.acting import Acting, open_seats
from focal_points.models import Officer
from hub.base import clock
from hub.conferences.actions.assessing import assess
from hub.conferences.actions.cycles import open_cycle
from hub.conferences.actions.importing import UPR, keep_outside
from hub.conferences.actions.reporting import clear, save_commitment, save_position, save_report, submit
from hub.conferences.imports.upr import read_upr
from hub.conferences.models import OutsideRecommendation, Recommendation, ReportingCycle, StatusReport
from hub.conferences.queries_imports import names
from hub.web.demo.meetings import secretariat

PK, NP = ("drafter@pk.example", "approver@pk.example"), ("officer@np.example", "approver@np.example")
EG, MA = ("officer@eg.example", "approver@eg.example"), ("officer@ma.example", "approver@ma.example")
R = "TIPSOM/2019/REC/1/"
# Drafter and approver, recommendation, status, words (demonstration), whether it was cleared.
REPORTS: tuple[tuple[tuple[str, str], str, str, str, bool], ...] = (
    (PK, f"{R}1", "fully_implemented", "Demonstration: deputies are named and reached at all hours.", True),
    (PK, f"{R}2", "in_progress", "Demonstration: requests are acknowledged within fourteen days now.", True),
    (PK, f"{R}3", "partially_implemented", "Demonstration: two academies use cases of the region.", False),
    (NP, f"{R}1", "in_progress", "Demonstration: a deputy is named, the channel is being tried out.", True),
    (NP, f"{R}2", "partially_implemented", "Demonstration: acknowledgements go out within ten days.", True),
    (EG, f"{R}1", "planned", "بيانات للعرض: من المقرر تسمية نائب هذا العام.", True),
    (EG, f"{R}5", "not_started", "بيانات للعرض: لم يبدأ العمل بعد.", True),
    (MA, f"{R}2", "in_progress", "Données de démonstration : les délais sont suivis depuis mars.", True),
    (MA, f"{R}4", "not_applicable", "Données de démonstration : aucune campagne de ce type.", True),
)


def tell() -> None:
    """Open a cycle, report, clear, assess; and keep recommendations of another body."""
    if ReportingCycle.objects.exists():
        return
    by, today = secretariat(), clock.now().date()
    cycle = open_cycle(by, _cycle(today), today)
    for pair, symbol, status, words, done in REPORTS:
        _report(cycle, pair, symbol, {"status": status, "narrative": words, "visibility": "public"}, done)
    report = StatusReport.objects.get(recommendation__symbol=f"{R}1", country="PK")
    assess(by, report, "differs", "Demonstration: at the last test call nobody answered.")
    _promises(today)
    _outside()


def _cycle(today: date) -> ReportingCycle:
    return ReportingCycle(
        series_id="TIPSOM", name=str(today.year), period_from=date(today.year, 1, 1),
        period_to=date(today.year, 12, 31), opens=today - timedelta(days=30), due=today + timedelta(days=23),
        closes=today + timedelta(days=90),
    )  # fmt: skip


def _report(
    cycle: ReportingCycle, pair: tuple[str, str], symbol: str, values: dict[str, Any], done: bool
) -> None:
    drafter, approver = (acting(email) for email in pair)
    today = clock.now().date()
    found = save_report(drafter, Recommendation.objects.get(symbol=symbol), cycle, values, today)
    submit(drafter, found, today)
    if done:
        clear(approver, found, today)


def _promises(today: date) -> None:
    """A position and a commitment of Pakistan, cleared."""
    drafter, approver = (acting(email) for email in PK)
    found = Recommendation.objects.get(symbol=f"{R}5")
    values = {"support": "in_part", "reservation": "Demonstration: two days are short for remote provinces."}
    place = save_position(drafter, found, values | {"visibility": "public"}, today)
    promise = {
        "action": "Demonstration: publish the list of shelters that accept referrals.",
        "lead": "Federal Investigation Agency",
        "deadline": today + timedelta(days=200),
        "visibility": "public",
    }
    commitment = save_commitment(drafter, found, uuid4(), promise, today)
    for text in (place, commitment):
        submit(drafter, text, today)
        clear(approver, text, today)


def _outside() -> None:
    if OutsideRecommendation.objects.exists():
        return
    raw = (files("hub.conferences") / "data" / "upr_trafficking_recommendations.csv").read_bytes()
    keep_outside([fate for fate in read_upr(raw, names()) if fate.taken], UPR, None)


def acting(email: str) -> Acting:
    """An officer of the cast at the first post."""
    officer = Officer.objects.select_related("country").get(email=email)
    seats = list(open_seats(officer).select_related("focal_point__country").order_by("pk"))
    post = seats[0].focal_point
    return Acting(officer, post, frozenset(seat.role for seat in seats if seat.focal_point_id == post.pk))
