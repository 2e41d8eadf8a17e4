"""Board, saved views and tracker over HTTP: the same reads as the pages."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import Acting, acting_for, officer_of
from focal_points.forms_api import Form
from hub.base import openapi
from hub.base.clock import now
from hub.ledger.schemas import answers
from mla_requests import schemas
from mla_requests.actions import views as saving
from mla_requests.models import SavedView
from mla_requests.queries import board as boards
from mla_requests.queries import track
from mla_requests.queries.asked import SHOWS, asked
from mla_requests.queries.board_json import board_rows, tracked_json

VIEW = openapi.shape(id=openapi.WHOLE, name=openapi.TEXT, query=openapi.TEXT)
VIEWS = openapi.shape(views=openapi.many(VIEW))
BOARD = openapi.shape(
    requests=openapi.many(schemas.BOARD_ROW),
    counts=openapi.shape(**dict.fromkeys(SHOWS, openapi.WHOLE)),
    next=openapi.maybe(openapi.TEXT),
)
TRACKED = openapi.shape(requests=openapi.many(schemas.TRACKED), next=openapi.maybe(openapi.TEXT))
# The parameter "country" of the API is the acting country everywhere; the other side's is q_country.
PARAMETERS = [
    OpenApiParameter("show", str, enum=SHOWS),
    OpenApiParameter("until", str, description="Only time limits up to this day."),
    *(one for one in schemas.FILTERS if one.name not in ("ball", "due")),
]


class ViewBody(Form):
    """A view to keep."""

    name = serializers.CharField(max_length=200)
    query = serializers.CharField(max_length=2000, allow_blank=True)


class Board(APIView):
    """What is open at the caller's post."""

    @extend_schema(
        operation_id="board", parameters=PARAMETERS, responses=answers({200: BOARD}, 400, 401, 404)
    )
    def get(self, request: Request) -> Response:
        """A page of 50, the earliest time limit first, and how many each tab holds (up to 1000)."""
        by, moment = acting_for(request), now()
        query: dict[str, str] = request.query_params.dict()
        query["country"] = query.get("q_country", "")
        what = asked(query, by)
        found = boards.board(by, what, moment)
        rows = board_rows(found.rows, by, moment)
        return Response({"requests": rows, "counts": boards.counts(by, what, moment), "next": found.next})


class SavedViews(APIView):
    """The officer's own views of the board."""

    @extend_schema(operation_id="saved_views", responses=answers({200: VIEWS}, 401, 404))
    def get(self, request: Request) -> Response:
        """All of them, by name."""
        rows = SavedView.objects.filter(officer=acting_for(request).officer)
        return Response({"views": [_view(row) for row in rows]})

    @extend_schema(
        operation_id="save_view", request=ViewBody, responses=answers({201: VIEW}, 400, 401, 404, 409)
    )
    def post(self, request: Request) -> Response:
        """Keep one; the same name again takes the new filters."""
        by, body = acting_for(request), ViewBody.read(request.data)
        return Response(_view(saving.save_view(by, body["name"], body["query"])), status=201)


class OneSavedView(APIView):
    """One view."""

    @extend_schema(operation_id="end_view", responses=answers({204: None}, 401, 404))
    def delete(self, request: Request, pk: int) -> Response:
        """Forget it."""
        saving.end_view(officer_of(request), pk)
        return Response(status=204)


class Tracker(APIView):
    """The post's own requests, for whoever began them."""

    @extend_schema(
        operation_id="track",
        parameters=[
            OpenApiParameter("over", str, enum=["yes"], description="The finished ones."),
            OpenApiParameter("cursor", str),
        ],
        responses=answers({200: TRACKED}, 400, 401, 404),
    )
    def get(self, request: Request) -> Response:
        """A page of 25, those that moved last first."""
        by, moment, query = acting_for(request), now(), request.query_params
        found, following = track.tracked(by, over=query.get("over") == "yes", place=query.get("cursor", ""))
        return Response({"requests": _tracked(found, by, moment), "next": following})


class Tracked(APIView):
    """One of them."""

    @extend_schema(operation_id="track_request", responses=answers({200: schemas.TRACKED}, 401, 404))
    def get(self, request: Request, pk: UUID) -> Response:
        """Who holds it, since when, what comes next, which steps were reached, with whom the time went."""
        by = acting_for(request)
        return Response(_tracked([track.tracked_one(by, pk)], by, now())[0])


def _tracked(found: list[Any], by: Acting, moment: Any) -> list[dict[str, Any]]:
    return [
        tracked_json(one, row, moment) for one, row in zip(found, board_rows(found, by, moment), strict=True)
    ]


def _view(row: SavedView) -> dict[str, Any]:
    return {"id": row.pk, "name": row.name, "query": row.query}
