"""Exchanges over HTTP. Acts on them are posted to their streams; these are the reads."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from exchanges import queries, schemas
from focal_points.acting import acting_for
from hub.base.clock import now
from hub.base.errors import Unseen
from hub.forms.schema import load
from hub.ledger.schemas import answers


class ExchangeList(APIView):
    """Quick requests and information that the caller's post sent or received."""

    @extend_schema(
        operation_id="exchanges",
        parameters=schemas.FILTERS,
        responses=answers({200: schemas.EXCHANGES}, 400, 401, 404),
    )
    def get(self, request: Request) -> Response:
        """A page of 50, newest first. Subjects are sealed: `head` names the event to open."""
        by, asked = acting_for(request), request.query_params
        names = ("family", "type", "status", "ball", "late", "cursor")
        words = {name: asked.get(name, "") for name in names}
        box, country = asked.get("box") or "all", asked.get("q_country", "")
        found = queries.page(by, queries.Filters(box=box, country=country, **words), now())
        return Response({"exchanges": found.rows, "next": found.next})


class ExchangeDetail(APIView):
    """One exchange."""

    @extend_schema(operation_id="exchange", responses=answers({200: schemas.EXCHANGE}, 401, 404))
    def get(self, request: Request, pk: UUID) -> Response:
        """Where it is, whose turn it is, until when, what may be done now, and what was done."""
        by = acting_for(request)
        found = queries.whole(by).filter(pk=pk).first()
        if found is None:
            raise Unseen
        return Response(queries.detail_json(found, by, now()))


class ExchangeTable(APIView):
    """The table of types and moves, for programs that show or plan acts."""

    @extend_schema(operation_id="exchange_table", responses=answers({200: schemas.TABLE}, 401))
    def get(self, request: Request) -> Response:
        """Types with their sealed fields, moves with their plain facts, words and clocks."""
        del request
        table: dict[str, Any] = load("exchanges")
        return Response(table)
