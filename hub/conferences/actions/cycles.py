"""Reporting cycles: what they make countries owe, and who is reminded when."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Forbidden, Invalid
from hub.base.results import Denied
from hub.conferences.models import ReportingCycle, ReportingDue
from hub.conferences.models.followup import DueState
from hub.conferences.queries_followup import organises, owing, writers_of
from hub.conferences.rules_followup import WRITERS
from hub.notifications.actions import tell_once
from hub.publishing.actions import changed

DUE_SOON, OVERDUE = "followup.due_soon", "followup.overdue"
# Days before the day on which a report is due, each told once.
REMINDERS = (30, 7)
DATES = ("period_from", "period_to", "opens", "due", "closes")


@transaction.atomic
def open_cycle(by: Acting, cycle: ReportingCycle, today: date) -> ReportingCycle:
    """Keep a new cycle and generate what is due in it. `cycle` is unsaved. Raises Forbidden, Invalid."""
    if not organises(by, cycle) or not by.roles & WRITERS:
        denied = _("Only the secretariat of the mechanism opens reporting cycles.")
        raise Forbidden(Denied(denied, code="not_the_secretariat"))
    days = [getattr(cycle, name) for name in DATES]
    if any(later < earlier for earlier, later in pairwise(days[2:])) or days[1] < days[0]:
        text = _("The days must follow each other: the period from and to; then opens, due, closes.")
        raise Invalid("dates", text, field="due")
    cycle.created_by = by.officer
    cycle.save(force_insert=True)
    record(Kind.CONFERENCE_ACTED, who=by.officer.pk, country=by.country, what=f"cycle {cycle.pk}")
    generate(cycle, today)
    return cycle


def generate(cycle: ReportingCycle, today: date) -> int:
    """Add what is owed and not there yet; what is there stays, with what was reported. Answers how many."""
    wanted = {(pk, one) for pk, countries in owing(cycle, today).items() for one in countries}
    there = set(cycle.dues.values_list("recommendation_id", "country_id"))
    rows = [
        ReportingDue(cycle=cycle, recommendation_id=pk, country_id=country)
        for pk, country in sorted(wanted - there, key=str)
    ]
    ReportingDue.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def run_cycles(now: datetime) -> int:
    """One pass: owe what was published since, state what is overdue, remind each country once of each term.

    Several may run at once and any may be killed. Answers how many countries were told.
    """
    told = 0
    today = now.date()
    for cycle in ReportingCycle.objects.filter(opens__lte=today, closes__gte=today):
        generate(cycle, today)
        told += _pass(cycle, now)
    return told


def _pass(cycle: ReportingCycle, now: datetime) -> int:
    today, told = now.date(), 0
    if today > cycle.due and cycle.dues.filter(state=DueState.DUE).update(state=DueState.OVERDUE):
        changed()
    stage = _stage(cycle, today)
    if stage is None:
        return 0
    kind = OVERDUE if stage == "overdue" else DUE_SOON
    for country in _owers(cycle):
        with transaction.atomic():
            name = f"{kind}:{cycle.pk}:{country}:{stage}"
            told += tell_once(name, writers_of([country], WRITERS), kind, cycle.pk, now)
    return told


def _stage(cycle: ReportingCycle, today: date) -> str | None:
    if today > cycle.due:
        return "overdue"
    near = [days for days in REMINDERS if today >= cycle.due - timedelta(days=days)]
    return str(min(near)) if near else None


def _owers(cycle: ReportingCycle) -> Iterable[str]:
    rows = cycle.dues.exclude(state=DueState.REPORTED).values_list("country_id", flat=True)
    return sorted(set(rows))
