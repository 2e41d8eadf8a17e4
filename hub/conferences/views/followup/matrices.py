"""The matrix of a conference: who says what about which recommendation; and what it adds up to."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from hub.base import clock
from hub.base.errors import Unseen
from hub.base.pages import page
from hub.conferences.exports import thematic_rows
from hub.conferences.models import Conference, Recommendation, ReportingCycle
from hub.conferences.models.followup import Status
from hub.conferences.queries_imports import said_of
from hub.conferences.queries_matrix import (
    ORDER,
    Matrix,
    by_country,
    by_theme,
    cycles_for,
    matrix,
    of_conference,
    whole,
)
from hub.conferences.queries_public import paragraphs
from hub.conferences.rules_followup import may_bring_list
from hub.conferences.views.followup.shown import wording
from hub.publishing.tables import CSV_TYPE, csv_bytes
from hub.publishing.vocabulary import THEMES


def asked(
    rows: Iterable[Recommendation], query: dict[str, str]
) -> tuple[list[ReportingCycle], ReportingCycle | None]:
    """The cycles there are, and the one that the address asks for; without one the newest. Raises Unseen."""
    cycles = cycles_for(rows)
    wanted = query.get("cycle", "")
    if not wanted:
        return cycles, cycles[0] if cycles else None
    found = next((one for one in cycles if str(one.pk) == wanted), None)
    if found is None:
        raise Unseen
    return cycles, found


def context_of(
    reader: Acting | None, conference: Conference, query: dict[str, str], language: str
) -> dict[str, Any]:
    """Matrix, shares and choices, narrowed to a theme if the address asks for one."""
    rows = of_conference(reader, conference.pk)
    cycles, cycle = asked(rows, query)
    theme = query.get("theme", "")
    rows = [row for row in rows if not theme or theme in row.themes]
    found = matrix(reader, rows, cycle, clock.now().date())
    words = wording(rows, language)
    return {
        "conference": conference,
        "matrix": found,
        "lines": [{"line": line, "words": words[line.recommendation.pk]} for line in found.lines],
        "cycles": cycles,
        "cycle": cycle,
        "themes": THEMES.items(),
        "theme": theme,
        "statuses": [(code, Status(code).label) for code in ORDER],
        "by_theme": by_theme(found, THEMES),
        "by_country": by_country(found),
        "whole": whole(found),
        "reporting": found.reporting,
        "of": len({cell.country for cell in found.cells}),
    }


def conference_or_404(reader: Acting | None, pk: UUID) -> Conference:
    """A conference that the reader sees. Raises Unseen."""
    found = Conference.objects.visible_to(reader).filter(pk=pk).select_related("series").first()
    if found is None:
        raise Unseen
    return found


@require_safe
@page
def matrix_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer first, then the progress by theme and country, then every cell."""
    by = acting_for(request)
    conference = conference_or_404(by, pk)
    context = context_of(by, conference, request.GET.dict(), "")
    context |= {"rail": "conferences", "own": by.country, "may_bring": bool(may_bring_list(by))}
    return render(request, "conferences/followup/matrix.html", context)


@require_safe
@page
def matrix_csv(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The cells that the reader sees, one a line."""
    by = acting_for(request)
    conference = conference_or_404(by, pk)
    rows = of_conference(by, conference.pk)
    found = matrix(by, rows, asked(rows, request.GET.dict())[1], clock.now().date())
    return table(csv_bytes(matrix_rows(found)), f"{conference.symbol}-matrix.csv")


def matrix_rows(found: Matrix) -> list[list[str]]:
    """Heading and one line for each cell of a country that was asked or said something."""
    head = ["recommendation", "country", "cycle", "status", "assessment", "position", "overdue"]
    cycle = found.cycle.name if found.cycle else ""
    return [head] + [
        [
            line.recommendation.symbol,
            cell.country,
            cycle,
            cell.status,
            cell.verdict,
            cell.support,
            "yes" if cell.late else "",
        ]
        for line in found.lines
        for cell in line.cells
        if cell.asked or cell.support
    ]


def table(body: bytes, name: str) -> HttpResponse:
    """A CSV file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name.replace("/", "-")}"'}
    return HttpResponse(body, content_type=CSV_TYPE, headers=headers)


@require_safe
@page
def list_csv(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The thematic list with what the own country says, drafts included: to fill in and to bring back."""
    by = acting_for(request)
    conference = conference_or_404(by, pk)
    rows = paragraphs(of_conference(by, conference.pk))
    said = said_of(by, [one.recommendation.symbol for one in rows])
    head, *lines = thematic_rows(rows, "en")
    for one, line in zip(rows, lines, strict=True):
        entry = said.get(one.recommendation.symbol)
        if entry is not None:
            line[1] = entry.position
            line[-1] = f"{entry.status}: {entry.comments}".rstrip(": ") if entry.status else ""
    return table(csv_bytes([head, *lines]), f"{conference.symbol}-{by.country}.csv")
