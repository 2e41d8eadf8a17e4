"""Reads of the follow-up: what is followed up, what a country owes, who writes for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from focal_points.acting import Acting
from focal_points.models import NetworkMember, PostType, Seat
from focal_points.queries_networks import current
from hub.conferences.models import (
    Commitment,
    Delegation,
    NationalPosition,
    Recommendation,
    ReportingCycle,
    ReportingDue,
    StatusReport,
)
from hub.conferences.models.followup import DueState, NationalText, TextState
from hub.conferences.states import SHOWN


def followed(reader: Acting | None) -> QuerySet[Recommendation]:
    """Recommendations that were adopted and published, of those the reader sees: what can be followed up."""
    rows = Recommendation.objects.visible_to(reader).filter(set__state__in=SHOWN, withdrawn=False)
    return rows.exclude(symbol="").select_related("set__conference__series").order_by("set", "para_no")


def writers_of(countries: Collection[str], roles: Collection[str]) -> set[UUID]:
    """Officers with a seat in one of the roles at any post of the countries now."""
    seats = Seat.objects.filter(focal_point__country__in=list(countries), to_seq__isnull=True)
    seats = seats.filter(officer__is_active=True, role__in=list(roles))
    return set(seats.values_list("officer_id", flat=True))


def cycles_of(reader: Acting | None) -> QuerySet[ReportingCycle]:
    """Cycles with at least one recommendation that the reader sees, newest first."""
    seen = ReportingDue.objects.filter(recommendation__in=followed(reader).values("pk"))
    return ReportingCycle.objects.filter(pk__in=seen.values("cycle")).select_related("series", "network")


@dataclass(frozen=True)
class Duty:
    """One line of “my dues”: what is owed, and the own newest version if there is one."""

    due: ReportingDue
    report: StatusReport | None
    late: bool

    @property
    def state(self) -> str:
        """due, overdue, reported; or where the own draft stands."""
        if self.report and not self.report.cleared:
            return str(self.report.state)
        return "overdue" if self.late and self.due.state == "due" else str(self.due.state)


def duties(by: Acting, today: date) -> list[Duty]:
    """Everything the own country owes in cycles that are open, the most urgent first; three queries."""
    owed = ReportingDue.objects.filter(country=by.country, cycle__opens__lte=today, cycle__closes__gte=today)
    owed = owed.select_related("cycle", "recommendation__set__conference__series")
    rows = list(owed.order_by("cycle__due", "recommendation__symbol"))
    newest = _newest(by.country, {row.cycle_id for row in rows})
    found = [
        Duty(row, newest.get((row.cycle_id, row.recommendation_id)), today > row.cycle.due) for row in rows
    ]
    return sorted(found, key=lambda one: one.due.state == "reported")


def owed_by(countries: Collection[str], today: date) -> list[tuple[ReportingCycle, int]]:
    """Open cycles in which these countries still owe reports, the next due first, each with how many."""
    owed = ReportingDue.objects.filter(country__in=countries, state=DueState.DUE)
    owed = owed.filter(cycle__opens__lte=today, cycle__closes__gte=today)
    rows = dict(owed.values_list("cycle").annotate(Count("pk")).order_by("cycle"))
    cycles = ReportingCycle.objects.filter(pk__in=rows).order_by("due", "pk")
    return [(one, rows[one.pk]) for one in cycles]


def _newest(country: str, cycles: Collection[UUID]) -> dict[tuple[UUID, UUID], StatusReport]:
    rows = StatusReport.objects.filter(country=country, cycle__in=cycles).order_by("number")
    return {(row.cycle_id, row.recommendation_id): row for row in rows}


def waiting(by: Acting) -> list[NationalText]:
    """Texts of the own country that wait for clearance, and that this officer did not write."""
    found: list[NationalText] = []
    for table in (StatusReport, NationalPosition, Commitment):
        rows = table.objects.filter(country=by.country, state=TextState.SUBMITTED)
        found += rows.select_related("recommendation__set__conference__series").order_by("changed")
    return [one for one in found if str(by.officer.pk) not in one.authors]


@dataclass(frozen=True)
class File:
    """All that the reader may see of one country's follow-up of one recommendation, newest first."""

    positions: list[NationalPosition]
    commitments: list[Commitment]
    reports: list[StatusReport]


def file_of(reader: Acting | None, recommendation: UUID, country: str) -> File:
    """Three queries, each through visible_to."""

    def rows(table: Any) -> Any:
        found = table.objects.visible_to(reader).filter(recommendation=recommendation, country=country)
        return found.select_related("drafted_by", "cleared_by").order_by("-number", "-changed")

    reports = rows(StatusReport).select_related("cycle").order_by("-cycle__due", "-number")
    return File(
        list(rows(NationalPosition)), list(rows(Commitment)), list(reports.prefetch_related("assessments"))
    )


def organises(by: Acting, cycle: ReportingCycle) -> bool:
    """Whether the acting post is the secretariat of the hub or of the cycle's network."""
    network = cycle.network or (cycle.series.network if cycle.series else None)
    if by.focal_point.type == PostType.SECRETARIAT:
        return True
    return network is not None and network.secretariat_id == by.focal_point.pk


def owing(cycle: ReportingCycle, on: date) -> dict[UUID, set[str]]:
    """{recommendation: countries that report on it in a cycle}: members of the mechanism on that day, and
    whoever came as delegate or host; narrowed to the addressees if the recommendation names countries.

    What a later edition took up, or settled, is reported on there and no longer here.
    """
    mine = (
        Q(set__conference__series=cycle.series_id)
        if cycle.series_id
        else Q(set__conference__series__network=cycle.network_id)
    )
    rows = Recommendation.objects.filter(mine, set__state__in=SHOWN, withdrawn=False).exclude(symbol="")
    rows = rows.exclude(descendants__start__set__state__in=SHOWN).exclude(fates__set__state__in=SHOWN)
    rows = rows.select_related("set__conference__series__network")
    members = _members(cycle, on)
    found: dict[UUID, set[str]] = {}
    came = _came({row.set.conference_id for row in rows})
    for row in rows:
        named = {one for one in row.addressees if len(one) == 2 and one.isupper()}
        everybody = members | came.get(row.set.conference_id, set())
        found[row.pk] = everybody & named if named else everybody
    return found


def _members(cycle: ReportingCycle, on: date) -> set[str]:
    network = cycle.network_id or (cycle.series.network_id if cycle.series else None)
    if network is None:
        return set()
    rows = NetworkMember.objects.filter(
        current(on), network=network, status="member", country__kind="country"
    )
    return set(rows.values_list("country_id", flat=True))


def _came(conferences: Collection[UUID]) -> dict[UUID, set[str]]:
    rows = Delegation.objects.filter(
        conference__in=conferences, country__isnull=False, country__kind="country"
    )
    rows = rows.filter(role__in=("delegate", "host"), status="attended")
    found: dict[UUID, set[str]] = {}
    for conference, country in rows.values_list("conference_id", "country_id"):
        found.setdefault(conference, set()).add(str(country))
    return found
