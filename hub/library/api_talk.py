"""What is said about items over HTTP: comments, following, replications, ties."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for
from hub.base.clock import now
from hub.base.openapi import answers
from hub.library import actions, queries, schemas
from hub.library.api import sees
from hub.library.queries.json import comment_json, replication_json


class Comments(APIView):
    """Comments on an item."""

    @extend_schema(operation_id="library_comments", responses=answers({200: schemas.COMMENTS}, 401, 404))
    def get(self, request: Request, pk: UUID) -> Response:
        """All that the caller may read, oldest first."""
        by = acting_for(request)
        rows = queries.comments_for(queries.one(by, pk), by)
        return Response({"comments": [comment_json(row, by) for row in rows]})

    @extend_schema(
        operation_id="comment_on_library_item",
        request={"application/json": schemas.COMMENT_SENT},
        responses=answers({201: schemas.COMMENT}, 400, 401, 403, 404),
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Say something about the version that is read now; on a draft it stays with the owner."""
        by = sees(request, pk)
        row = actions.comment(pk, by, request.data, now())
        return Response(comment_json(row, by), status=201)


class OneComment(APIView):
    """One comment."""

    @extend_schema(operation_id="withdraw_library_comment", responses=answers({204: None}, 401, 403, 404))
    def delete(self, request: Request, pk: UUID, comment: UUID) -> Response:
        """Take it back: the text goes, the place stays."""
        actions.withdraw_comment(pk, sees(request, pk), comment, now())
        return Response(status=204)


class Following(APIView):
    """Whether the caller is told of what happens to an item."""

    @extend_schema(operation_id="follow_library_item", request=None, responses=answers({204: None}, 401, 404))
    def put(self, request: Request, pk: UUID) -> Response:
        """Follow it."""
        actions.follow(pk, sees(request, pk), now())
        return Response(status=204)

    @extend_schema(operation_id="unfollow_library_item", responses=answers({204: None}, 401, 404))
    def delete(self, request: Request, pk: UUID) -> Response:
        """Follow it no more."""
        actions.unfollow(pk, sees(request, pk), now())
        return Response(status=204)


class Replications(APIView):
    """Where else it was used."""

    @extend_schema(
        operation_id="replicate_library_item",
        request={"application/json": schemas.REPLICATION_SENT},
        responses=answers({201: schemas.REPLICATION}, 400, 401, 403, 404),
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Say that the own country used it too; others see it once an approver there cleared it."""
        row = actions.replicate(pk, sees(request, pk), request.data, now())
        return Response(replication_json(row), status=201)


class Replication(APIView):
    """One country's word that it used it too."""

    @extend_schema(
        operation_id="clear_library_replication",
        request=None,
        responses=answers({200: schemas.REPLICATION}, 401, 403, 404),
    )
    def post(self, request: Request, pk: UUID, replication: UUID) -> Response:
        """Let the readers of the item see it."""
        row = actions.clear_replication(pk, sees(request, pk), replication, now())
        return Response(replication_json(row))


class Ties(APIView):
    """What an item is tied to."""

    @extend_schema(
        operation_id="tie_library_item",
        request={"application/json": schemas.TIE},
        responses=answers({204: None}, 400, 401, 403, 404),
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Tie it to another item, a recommendation or a conference."""
        return _tied(actions.link_item, request, pk)

    @extend_schema(
        operation_id="untie_library_item",
        request={"application/json": schemas.TIE},
        responses=answers({204: None}, 400, 401, 403, 404),
    )
    def delete(self, request: Request, pk: UUID) -> Response:
        """Take a tie away."""
        return _tied(actions.unlink_item, request, pk)


def _tied(action: Any, request: Request, pk: UUID) -> Response:
    action(pk, sees(request, pk), request.data, now())
    return Response(status=204)
