"""The follow-up over HTTP: what is owed, reports and their acts, the matrix."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import Acting, acting_for
from hub.base import clock
from hub.base.errors import Invalid, Unseen
from hub.base.openapi import DAY, OPEN, TEXT, TIME, WHOLE, YES_OR_NO, answers, many, maybe, shape
from hub.base.openapi import UUID as UUID_SHAPE
from hub.conferences.actions.assessing import assess
from hub.conferences.actions.reporting import clear, give_back, save_report, submit
from hub.conferences.forms_followup import ReportForm
from hub.conferences.models import ReportingCycle, StatusReport
from hub.conferences.queries_followup import Duty, duties, followed
from hub.conferences.queries_matrix import ORDER, Matrix, cycles_for, matrix, of_conference, whole

TAG = ["Follow-up"]
CYCLE = shape(id=UUID_SHAPE, name=TEXT, opens=DAY, due=DAY, closes=DAY)
ASSESSMENT = shape(verdict=TEXT, text=TEXT, by=TEXT, at=TIME)
REPORT = shape(
    id=UUID_SHAPE, recommendation=TEXT, country=TEXT, cycle=CYCLE, version=WHOLE, state=TEXT, visibility=TEXT,
    status=TEXT, narrative=TEXT, evidence=many(shape(title=TEXT, url=TEXT)), obstacles=TEXT, needs=TEXT,
    changed=TIME, cleared_at=maybe(TIME), returned_for=TEXT, assessment=maybe(ASSESSMENT),
)  # fmt: skip
DUTY = shape(cycle=CYCLE, recommendation=UUID_SHAPE, symbol=TEXT, state=TEXT, report=maybe(UUID_SHAPE))
CELL = shape(
    country=TEXT, status=TEXT, assessment=TEXT, position=TEXT, overdue=YES_OR_NO, report=maybe(UUID_SHAPE)
)
MATRIX = shape(
    cycle=maybe(CYCLE), countries=many(TEXT), reporting=WHOLE, totals=OPEN,
    recommendations=many(shape(id=UUID_SHAPE, symbol=TEXT, themes=many(TEXT), cells=many(CELL))),
)  # fmt: skip


class Dues(APIView):
    """What the own country owes."""

    @extend_schema(
        operation_id="follow_up_dues", tags=TAG, responses=answers({200: shape(dues=many(DUTY))}, 401, 404)
    )
    def get(self, request: Request) -> Response:
        """Every report of the open cycles with where it stands; what is reported comes last."""
        rows = duties(acting_for(request), clock.now().date())
        return Response({"dues": [_duty(row) for row in rows]})


class Report(APIView):
    """A report, as far as the caller may see it."""

    @extend_schema(operation_id="follow_up_report", tags=TAG, responses=answers({200: REPORT}, 401, 404))
    def get(self, request: Request, report: UUID) -> Response:
        """The own country's in every state; of others what they cleared last for the caller."""
        return Response(report_json(_seen(acting_for(request), report)))


class OwnReport(APIView):
    """The own country's report on one recommendation in one cycle."""

    @extend_schema(
        operation_id="save_follow_up_report", tags=TAG,
        request={"application/json": shape(status=TEXT, narrative=TEXT, evidence=many(OPEN), obstacles=TEXT,
                                           needs=TEXT, visibility=TEXT)},
        responses=answers({200: REPORT}, 400, 401, 403, 404),
    )  # fmt: skip
    def put(self, request: Request, pk: UUID, cycle: UUID) -> Response:
        """Keep a draft; after clearance, of the next version."""
        by = acting_for(request)
        found = followed(by).filter(pk=pk).first()
        period = ReportingCycle.objects.filter(pk=cycle, dues__recommendation=pk).first()
        if found is None or period is None:
            raise Unseen
        kept = save_report(by, found, period, _values(request.data), clock.now().date())
        return Response(report_json(kept))


class ReportActs(APIView):
    """Submit, return, clear; assess."""

    @extend_schema(
        operation_id="act_on_follow_up_report", tags=TAG,
        request={"application/json": shape(act=TEXT)},
        responses=answers({200: REPORT}, 400, 401, 403, 404, 409),
    )  # fmt: skip
    def post(self, request: Request, report: UUID) -> Response:
        """{"act": "submit" | "return" (reason) | "clear" | "assess" (verdict, text)}."""
        by, given = acting_for(request), _body(request.data)
        found = _seen(by, report)
        today = clock.now().date()
        if given.get("act") == "submit":
            submit(by, found, today)
        elif given.get("act") == "return":
            give_back(by, found, _text(given, "reason"), today)
        elif given.get("act") == "clear":
            clear(by, found, today)
        elif given.get("act") == "assess":
            assess(by, found, _text(given, "verdict"), _text(given, "text"))
        else:
            acts = ["submit", "return", "clear", "assess"]
            raise Invalid("no_act", _("Choose what to do."), field="act", possible=acts)
        return Response(report_json(StatusReport.objects.get(pk=report)))


class MatrixOf(APIView):
    """The matrix of a conference."""

    @extend_schema(
        operation_id="follow_up_matrix", tags=TAG,
        parameters=[OpenApiParameter("cycle", str, description="A cycle's id; the newest without it.")],
        responses=answers({200: MATRIX}, 401, 404),
    )  # fmt: skip
    def get(self, request: Request, pk: UUID) -> Response:
        """Cells as the caller may see them; `not_reported` is a status of its own."""
        by = acting_for(request)
        rows = of_conference(by, pk)
        if not rows:
            raise Unseen
        cycles, wanted = cycles_for(rows), request.query_params.get("cycle", "")
        chosen = [one for one in cycles if wanted in ("", str(one.pk))]
        if wanted and not chosen:
            raise Unseen
        return Response(matrix_json(matrix(by, rows, next(iter(chosen), None), clock.now().date())))


def _seen(by: Acting, report: UUID) -> StatusReport:
    found = StatusReport.objects.visible_to(by).filter(pk=report).first()
    if found is None:
        raise Unseen
    return found  # type: ignore[no-any-return]


def _body(data: Any) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise Invalid("bad_body", _("Send an object."))
    return data


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str) or len(value) > 20_000:
        raise Invalid("bad_field", _("This must be a text."), field=name)
    return value


def _values(data: Any) -> Mapping[str, Any]:
    """What the form of the page would accept; evidence is a list of {"title", "url"}."""
    given = dict(_body(data))
    evidence = given.pop("evidence", [])
    if not isinstance(evidence, list) or not all(isinstance(one, Mapping) for one in evidence):
        raise Invalid("bad_field", _("This must be a list of titles with addresses."), field="evidence")
    lines = [
        f"{_text(one, 'title')} | {_text(one, 'url')}" if one.get("url") else _text(one, "title")
        for one in evidence
    ]
    form = ReportForm({"visibility": "public", **given, "evidence": "\n".join(lines)})
    if not form.is_valid():
        field, texts = next(iter(form.errors.items()))
        raise Invalid("bad_field", str(texts[0]), field=field)
    values: dict[str, Any] = form.cleaned_data
    return values


def _cycle(one: ReportingCycle) -> dict[str, Any]:
    days = {name: getattr(one, name).isoformat() for name in ("opens", "due", "closes")}
    return {"id": str(one.pk), "name": one.name, **days}


def _duty(one: Duty) -> dict[str, Any]:
    return {
        "cycle": _cycle(one.due.cycle),
        "recommendation": str(one.due.recommendation_id),
        "symbol": one.due.recommendation.symbol,
        "state": one.state,
        "report": str(one.report.pk) if one.report else None,
    }


def report_json(one: StatusReport) -> dict[str, Any]:
    """A report with the newest assessment beside it."""
    said = one.assessments.select_related("post").first()
    plain = ("visibility", "state", "status", "narrative", "evidence", "obstacles", "needs", "returned_for")
    return {
        "id": str(one.pk),
        "recommendation": one.recommendation.symbol,
        "country": one.country_id,
        "cycle": _cycle(one.cycle),
        "version": one.number,
        **{name: getattr(one, name) for name in plain},
        "changed": clock.text(one.changed),
        "cleared_at": clock.text(one.cleared_at) if one.cleared_at else None,
        "assessment": {
            "verdict": said.verdict,
            "text": said.text,
            "by": str(said.post),
            "at": clock.text(said.at),
        }
        if said
        else None,
    }


def matrix_json(found: Matrix) -> dict[str, Any]:
    """The matrix in codes."""
    return {
        "cycle": _cycle(found.cycle) if found.cycle else None,
        "countries": [one.pk for one in found.countries],
        "reporting": found.reporting,
        "totals": dict(zip(ORDER, whole(found).counts, strict=True)),
        "recommendations": [
            {
                "id": str(line.recommendation.pk),
                "symbol": line.recommendation.symbol,
                "themes": line.recommendation.themes,
                "cells": [
                    {
                        "country": cell.country, "status": cell.status, "assessment": cell.verdict,
                        "position": cell.support, "overdue": cell.late,
                        "report": str(cell.report) if cell.report else None,
                    }
                    for cell in line.cells
                    if cell.asked or cell.report or cell.support
                ],
            }
            for line in found.lines
        ],
    }  # fmt: skip
