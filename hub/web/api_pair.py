"""Figures between two countries over HTTP."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for
from hub.base.clock import now
from hub.base.openapi import TEXT, answers, many, shape
from hub.statistics.schemas import TABLE
from hub.web.views.pair import pair_report

PARAMETERS = [OpenApiParameter("since", str), OpenApiParameter("until", str)]


class PairStatistics(APIView):
    """The tables that two countries agreed to look at together."""

    @extend_schema(
        operation_id="pair_statistics",
        parameters=PARAMETERS,
        responses=answers({200: shape(since=TEXT, until=TEXT, tables=many(TABLE))}, 400, 401, 403, 404),
    )
    def get(self, request: Request, cc: str) -> Response:
        """The same numbers for both, each from its own side; 404 without an agreement on figures in force."""
        selection, found = pair_report(acting_for(request), cc, request.query_params.dict(), now())
        tables = [table.json() for table in found.tables]
        return Response({"since": selection.since, "until": selection.until, "tables": tables})
