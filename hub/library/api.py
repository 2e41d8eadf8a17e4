"""The library over HTTP: items, versions, texts and acts. Content is plain text, guarded by audience."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import Acting, acting_for
from hub.base.clock import now
from hub.base.openapi import answers
from hub.library import actions, queries, schemas
from hub.library.queries.lists import NAMES

FILTERS = [OpenApiParameter(name, str) for name in NAMES]


def sees(request: Request, pk: UUID) -> Acting:
    """Who calls, if they may see the item: before anything else of the call is looked at. Raises Unseen."""
    by = acting_for(request)
    queries.one(by, pk)
    return by


class Items(APIView):
    """Items that the caller may see."""

    @extend_schema(
        operation_id="library_items",
        parameters=FILTERS,
        responses=answers({200: schemas.ITEMS}, 400, 401, 404),
    )
    def get(self, request: Request) -> Response:
        """A page of 50, newest first. Full text is searched at library/search/."""
        by = acting_for(request)
        found = queries.page(by, queries.read_filters(request.query_params.dict()))
        return Response({"items": [queries.row_json(row, by) for row in found.rows], "next": found.next})

    @extend_schema(
        operation_id="create_library_item",
        request={"application/json": schemas.NEW},
        responses=answers({201: schemas.ITEM}, 400, 401, 403, 404),
    )
    def post(self, request: Request) -> Response:
        """Begin an item; only the own country sees it until it is published."""
        by = acting_for(request)
        item = actions.begin(by, request.data, now())
        return Response(queries.detail_json(queries.one(by, item.pk), by), status=201)


class ItemDetail(APIView):
    """One item."""

    @extend_schema(operation_id="library_item", responses=answers({200: schemas.ITEM}, 401, 404))
    def get(self, request: Request, pk: UUID) -> Response:
        """The newest version that the caller may read, and all around it; of what was retired, only that."""
        by = acting_for(request)
        return Response(queries.detail_json(queries.one(by, pk), by))

    @extend_schema(
        operation_id="save_library_item",
        request={"application/json": schemas.SAVED},
        responses=answers({200: schemas.ITEM}, 400, 401, 403, 404, 409),
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change facts, fields or the note of the draft; what is not sent stays."""
        by = sees(request, pk)
        actions.edit(pk, by, request.data, now())
        return Response(queries.detail_json(queries.one(by, pk), by))


class Version(APIView):
    """One version of an item."""

    @extend_schema(operation_id="library_version", responses=answers({200: schemas.ITEM}, 401, 404))
    def get(self, request: Request, pk: UUID, number: int) -> Response:
        """The item as that version has it."""
        by = acting_for(request)
        return Response(queries.detail_json(queries.one(by, pk), by, number))


class Text(APIView):
    """The draft in one language."""

    @extend_schema(
        operation_id="write_library_text",
        request={"application/json": schemas.TEXT_SENT},
        responses=answers({200: schemas.ITEM}, 400, 401, 403, 404, 409),
    )
    def put(self, request: Request, pk: UUID, language: str) -> Response:
        """Write or replace it."""
        by = sees(request, pk)
        actions.write_text(pk, by, language, request.data, now())
        return Response(queries.detail_json(queries.one(by, pk), by))

    @extend_schema(operation_id="drop_library_text", responses=answers({204: None}, 400, 401, 403, 404))
    def delete(self, request: Request, pk: UUID, language: str) -> Response:
        """Take a translation out."""
        actions.drop_text(pk, sees(request, pk), language, now())
        return Response(status=204)


class Acts(APIView):
    """The workflow of an item."""

    @extend_schema(
        operation_id="act_on_library_item",
        request={"application/json": schemas.ACT},
        responses=answers({200: schemas.ITEM}, 400, 401, 403, 404, 409),
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """submit, clear, return, review_pass, publish, revise, retire; `hash` names what was looked at."""
        by = sees(request, pk)
        actions.act(pk, by, request.data, now())
        found = queries.visible_to(by).filter(pk=pk).first()
        return Response(queries.detail_json(found, by) if found else None)
