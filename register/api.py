"""The register over HTTP. Entries are posted to their streams; these are the reads."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for
from hub.base.openapi import answers
from register import queries, schemas

FILTERS = [
    OpenApiParameter("direction", str, enum=["in", "out"]),
    OpenApiParameter("state", str, enum=["pending", "ended"]),
    OpenApiParameter("q_country", str, description="The other State, two letters."),
    OpenApiParameter("cursor", str, description="`next` of the page before."),
]


class Register(APIView):
    """Requests on paper that the caller's post keeps."""

    @extend_schema(
        operation_id="register",
        parameters=FILTERS,
        responses=answers({200: schemas.ENTRIES}, 400, 401, 404),
    )
    def get(self, request: Request) -> Response:
        """A page of 50, the newest first. Subjects are sealed: `head` names the event to open."""
        by = acting_for(request)
        rows, following = queries.page(by, queries.read_filters(request.query_params.dict()))
        return Response({"entries": [queries.entry_json(row) for row in rows], "next": following})


class Entry(APIView):
    """One request on paper."""

    @extend_schema(operation_id="register_entry", responses=answers({200: schemas.ENTRY}, 401, 404))
    def get(self, request: Request, pk: UUID) -> Response:
        """Its newest plain facts."""
        return Response(queries.entry_json(queries.one(acting_for(request), pk)))
