"""Figures over HTTP: the tables of the page."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for
from hub.base import clock
from hub.base.openapi import answers
from hub.statistics import schemas
from hub.statistics.models import Release
from hub.statistics.queries.selection import FILTERS
from hub.statistics.views.shown import Shown, shown

PARAMETERS = [OpenApiParameter(name, str) for name in (*FILTERS, "year")]


class Statistics(APIView):
    """The figures the caller may see."""

    @extend_schema(
        operation_id="statistics",
        parameters=PARAMETERS,
        responses=answers({200: schemas.STATISTICS}, 400, 401, 403, 404),
    )
    def get(self, request: Request) -> Response:
        """The own country in full, narrowed by the filters; for the Secretariat the releases of one `year`.

        Without `since` and `until` (2026-01) the period is this year. Times are in seconds.
        """
        found = shown(acting_for(request), request.query_params.dict(), clock.now())
        return Response({"reports": [_json(one) for one in found]})


def _json(one: Shown) -> dict[str, Any]:
    """A report with what it is of."""
    return {
        "selection": {name: getattr(one.selection, name) for name in FILTERS} if one.selection else None,
        "release": release_json(one.release) if one.release else None,
        "tables": [table.json() for table in one.report.tables],
    }


def release_json(found: Release) -> dict[str, Any]:
    """What a release is of; `total` is None if there were fewer than 5 cases."""
    return {
        "year": found.year,
        "source": found.source,
        "as_at": clock.text(found.made_at),
        "total": found.total,
    }
