"""Conversations over HTTP. Acts on them are posted to their streams; these are the reads and read marks."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for
from hub.base.clock import now
from hub.base.errors import Invalid
from hub.ledger.schemas import answers
from hub.threads import table
from messaging import queries, schemas
from messaging.actions.marks import mark_read

LAST = 2**31 - 1


class ThreadList(APIView):
    """Conversations that the caller's post is or was on."""

    @extend_schema(
        operation_id="threads",
        parameters=schemas.FILTERS,
        responses=answers({200: schemas.THREADS}, 400, 401, 404),
    )
    def get(self, request: Request) -> Response:
        """A page of 50, newest first. Subjects are sealed: `head` names the event to open."""
        by, asked = acting_for(request), request.query_params
        words = {name: asked.get(name, "") for name in ("about", "unread", "cursor")}
        found = queries.page(by, queries.Filters(box=asked.get("box") or "all", **words), now())
        return Response({"threads": found.rows, "next": found.next})


class ThreadDetail(APIView):
    """One conversation."""

    @extend_schema(operation_id="thread", responses=answers({200: schemas.THREAD}, 401, 404))
    def get(self, request: Request, pk: UUID) -> Response:
        """Who is on it, what is open on it, what may be done now, and how far each post has read."""
        by = acting_for(request)
        return Response(queries.detail_json(queries.seen_thread(by, pk), by))


class ThreadRead(APIView):
    """How far the caller's post has read."""

    @extend_schema(
        operation_id="thread_read",
        request={"application/json": schemas.READ},
        responses=answers({204: None}, 400, 401, 403, 404),
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Note it; never back, and never further than the post may see."""
        by = acting_for(request)
        mark_read(queries.seen_thread(by, pk), _seq(request.data), by=by)
        return Response(status=204)


class Unread(APIView):
    """What is unread."""

    @extend_schema(operation_id="threads_unread", responses=answers({200: schemas.UNREAD}, 401, 404))
    def get(self, request: Request) -> Response:
        """How many conversations have something unread, and in how many the officer's post is mentioned."""
        return Response(queries.unread(acting_for(request)))


class ThreadTable(APIView):
    """The table of acts, for programs that show or plan them."""

    @extend_schema(operation_id="thread_table", responses=answers({200: schemas.TABLE}, 401))
    def get(self, request: Request) -> Response:
        """Kinds with their plain facts, words, and templates for routine questions."""
        del request
        return Response(table.TABLE)


def _seq(data: Any) -> int:
    """The place in a body {"seq"}. Raises Invalid."""
    seq = data.get("seq") if isinstance(data, dict) and set(data) == {"seq"} else None
    if type(seq) is not int or not 0 <= seq <= LAST:
        raise Invalid("bad_seq", _("Send an object with the field seq, a whole number."), field="seq")
    return seq
