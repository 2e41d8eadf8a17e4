"""The matrix of recommendations and countries, and what it adds up to. “Not reported” is a status of its own.

A cell shows what the country cleared for the reader, and nothing else: a draft, a submitted text and a report
for the own country only leave the cell as it would be without them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from focal_points.acting import Acting
from focal_points.models import Country
from hub.conferences.models import (
    Assessment,
    NationalPosition,
    Recommendation,
    ReportingCycle,
    ReportingDue,
    StatusReport,
)
from hub.conferences.models.followup import Status, Support, Verdict
from hub.conferences.queries_followup import followed

ORDER = tuple(Status.values)


@dataclass(frozen=True)
class Cell:
    """What one country says of one recommendation in one cycle, as the reader may see it."""

    country: str
    status: str = Status.NOT_REPORTED
    report: UUID | None = None
    verdict: str = Verdict.NOT_ASSESSED
    support: str = ""
    asked: bool = True
    late: bool = False

    @property
    def label(self) -> str:
        """The status in words."""
        return str(Status(self.status).label)

    @property
    def position(self) -> str:
        """The position in words; empty without one."""
        return str(Support(self.support).label) if self.support else ""

    @property
    def assessed(self) -> str:
        """The verdict in words; empty without one."""
        return str(Verdict(self.verdict).label) if self.verdict != Verdict.NOT_ASSESSED else ""


@dataclass(frozen=True)
class Line:
    """A recommendation with a cell for every country of the matrix."""

    recommendation: Recommendation
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """The lines, the countries in the order of their cells, and the cycle that was asked for."""

    cycle: ReportingCycle | None
    countries: tuple[Country, ...]
    lines: tuple[Line, ...]

    @property
    def cells(self) -> list[Cell]:
        """Every cell of a country that was asked."""
        return [cell for line in self.lines for cell in line.cells if cell.asked]

    @property
    def reporting(self) -> int:
        """How many countries reported at least once."""
        return len({cell.country for cell in self.cells if cell.status != Status.NOT_REPORTED})


def matrix(
    reader: Acting | None,
    recommendations: Iterable[Recommendation],
    cycle: ReportingCycle | None,
    today: date,
) -> Matrix:
    """Recommendations that the reader sees against the countries that report, the own first; five queries."""
    rows = list(recommendations)
    ids = [row.pk for row in rows]
    owed = (
        ReportingDue.objects.filter(cycle=cycle, recommendation__in=ids)
        if cycle
        else ReportingDue.objects.none()
    )
    asked = set(owed.values_list("recommendation_id", "country_id"))
    reports = _reports(reader, ids, cycle)
    positions = _positions(reader, ids)
    codes = {code for _pk, code in [*asked, *reports, *positions]}
    own = reader.country if reader else ""
    countries = sorted(Country.objects.filter(pk__in=codes), key=lambda one: (one.pk != own, str(one)))
    late = cycle is not None and today > cycle.due
    lines = []
    for row in rows:
        cells = [_cell((row.pk, one.pk), asked, reports, positions, late=late) for one in countries]
        lines.append(Line(row, tuple(cells)))
    return Matrix(cycle, tuple(countries), tuple(lines))


Place = tuple[UUID, str]


def _cell(
    at: Place, asked: set[Place], reports: dict[Place, Any], positions: dict[Place, str], *, late: bool
) -> Cell:
    found = reports.get(at)
    support = positions.get(at, "")
    if found is None:
        return Cell(at[1], support=support, asked=at in asked, late=late and at in asked)
    report, status, verdict = found
    return Cell(at[1], status, report, verdict, support)


def _reports(
    reader: Acting | None, ids: Sequence[UUID], cycle: ReportingCycle | None
) -> dict[Place, tuple[UUID, str, str]]:
    """What counts now, by place: (report, status, newest verdict). A draft counts for nobody."""
    rows = StatusReport.objects.visible_to(reader).standing().filter(recommendation__in=ids, cycle=cycle)
    found = {row[0]: row[1:] for row in rows.values_list("pk", "recommendation_id", "country_id", "status")}
    said: dict[UUID, str] = {}
    for report, verdict in Assessment.objects.filter(report__in=list(found)).values_list(
        "report_id", "verdict"
    ):
        said.setdefault(report, verdict)
    return {
        (pk, country): (report, status, said.get(report, Verdict.NOT_ASSESSED))
        for report, (pk, country, status) in found.items()
    }


def _positions(reader: Acting | None, ids: Sequence[UUID]) -> dict[Place, str]:
    rows = NationalPosition.objects.visible_to(reader).standing().filter(recommendation__in=ids)
    return {
        (pk, country): s for pk, country, s in rows.values_list("recommendation_id", "country_id", "support")
    }


def of_conference(reader: Acting | None, conference: UUID) -> list[Recommendation]:
    """What is followed up of one conference."""
    return list(followed(reader).filter(set__conference=conference).prefetch_related("texts"))


def cycles_for(recommendations: Iterable[Recommendation]) -> list[ReportingCycle]:
    """The cycles in which any of them is reported on, newest first."""
    dues = ReportingDue.objects.filter(recommendation__in=[row.pk for row in recommendations])
    return list(
        ReportingCycle.objects.filter(pk__in=dues.values("cycle")).select_related("series", "network")
    )


@dataclass(frozen=True)
class Share:
    """How many of a group's cells have each status, in the order of the statuses."""

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All cells of the group."""
        return sum(self.counts)


def by_theme(found: Matrix, names: dict[str, Any]) -> list[Share]:
    """A share for each theme that a recommendation has; one with two themes counts in both."""
    return [
        _share(
            str(name), [c for line in found.lines if code in line.recommendation.themes for c in line.cells]
        )
        for code, name in names.items()
        if any(code in line.recommendation.themes for line in found.lines)
    ]


def by_country(found: Matrix) -> list[Share]:
    """A share for each country."""
    columns = enumerate(found.countries)
    return [_share(str(one), [line.cells[place] for line in found.lines]) for place, one in columns]


def whole(found: Matrix) -> Share:
    """All cells together."""
    return _share("", found.cells)


def _share(name: str, cells: Iterable[Cell]) -> Share:
    counted = Counter(cell.status for cell in cells if cell.asked)
    return Share(name, tuple(counted[status] for status in ORDER))
