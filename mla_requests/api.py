"""Requests over HTTP. Acts on them are posted to their streams; these are the reads."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for
from hub.base.clock import now
from hub.base.errors import Unseen
from hub.ledger.schemas import answers
from hub.procedure import BALL, MOVES, WORDS, Move, Status
from mla_requests import queries, schemas
from mla_requests.words import ACTS, MEASURE_STATUSES, STATUSES, TARGETS


class RequestList(APIView):
    """Requests that the caller's post made or received."""

    @extend_schema(
        operation_id="requests",
        parameters=schemas.FILTERS,
        responses=answers({200: schemas.REQUESTS}, 400, 401, 404),
    )
    def get(self, request: Request) -> Response:
        """A page of 50, newest first. Subjects are sealed: `head` names the event to open."""
        by = acting_for(request)
        asked = request.query_params
        named = {name: asked.get(name, "") for name in schemas.FILTER_NAMES}
        country = asked.get("q_country", "")
        filters = queries.Filters(box=asked.get("box") or "all", country=country, **named)
        page = queries.inbox(by, filters, now=now())
        return Response({"requests": page.rows, "next": page.next})


class RequestDetail(APIView):
    """One request."""

    @extend_schema(operation_id="request", responses=answers({200: schemas.REQUEST}, 401, 404))
    def get(self, request: Request, pk: UUID) -> Response:
        """Where it is, whose turn it is, what may be done now and why not the rest, and what was done."""
        by = acting_for(request)
        found = queries.whole_requests(by).filter(pk=pk).first()
        if found is None:
            raise Unseen
        return Response(queries.detail_json(found, by, now()))


class Procedure(APIView):
    """The table of moves, for programs that show or plan acts."""

    @extend_schema(operation_id="procedure", responses=answers({200: schemas.PROCEDURE}, 401))
    def get(self, request: Request) -> Response:
        """Every act: who may do it, from which status, to which, by which article, with which facts."""
        del request
        statuses = [
            {"status": s.value, "label": str(STATUSES[s.value]), "ball": BALL[s].value} for s in Status
        ]
        measures = [{"status": key, "label": str(words)} for key, words in MEASURE_STATUSES.items()]
        moves = [_move_json(move) for move in MOVES.values()]
        return Response({"moves": moves, "statuses": statuses, "measures": measures, "words": WORDS})


def _move_json(move: Move) -> dict[str, Any]:
    return {
        "kind": move.kind,
        "label": str(ACTS[move.kind][0]),
        "done": str(ACTS[move.kind][1]),
        "stream": move.stream,
        "sources": [s.value for s in Status if s in move.sources],
        "target": move.target.value,
        "target_label": str(TARGETS.get(move.target.value) or STATUSES[move.target.value]),
        "sides": sorted(side.value for side in move.sides),
        "roles": sorted(move.roles),
        "source": move.source,
        "guard": move.guard,
        "facts": dict(sorted(move.facts.items())),
    }
