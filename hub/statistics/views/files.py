"""The same figures as files, for a review (FATF, UNTOC) or a program."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from focal_points.acting import acting_for
from hub.base.clock import now
from hub.base.pages import page
from hub.statistics.exports import csv_of, xlsx_bytes
from hub.statistics.queries.report import Report
from hub.statistics.views.shown import Shown, shown

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@page
def csv_file(request: HttpRequest) -> HttpResponse:
    """Every value as a line."""
    found = _found(request)
    return _file(csv_of(_joined(found)), "text/csv; charset=utf-8", "csv")


@require_safe
@page
def xlsx_file(request: HttpRequest) -> HttpResponse:
    """A workbook."""
    found = _found(request)
    title = _("International cooperation: statistics")
    return _file(xlsx_bytes(_joined(found), title, found[0].about if found else {}), XLSX, "xlsx")


def _found(request: HttpRequest) -> list[Shown]:
    return shown(acting_for(request), request.GET.dict(), now())


def _joined(found: list[Shown]) -> Report:
    return Report(tuple(table for one in found for table in one.report.tables))


def _file(content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f'attachment; filename="statistics.{ending}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})
