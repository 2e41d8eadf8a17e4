"""The log for countries' clients: its state, proofs of growth and of places, and cosignatures."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for
from focal_points.models import ChainStatement
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.clock import now, text
from hub.base.errors import Invalid, Unseen
from hub.encryption.canonical import Json
from hub.ledger import queries as ledger
from hub.ledger.api import stream_for, whole
from hub.ledger.models import Event
from hub.ledger.reading import LAST
from hub.ledger.schemas import BUNDLE, answers
from hub.transparency import queries, schemas
from hub.transparency.actions import keep_cosignature
from hub.transparency.models import Leaf
from mla_requests.models import Lapse, MlaRequest

MOST = 200
PAGE = [OpenApiParameter("after", int), OpenApiParameter("limit", int)]


class State(APIView):
    """The log as it is now."""

    @extend_schema(operation_id="log", responses=answers({200: schemas.STATE}, 401))
    def get(self, request: Request) -> Response:
        """Show the newest checkpoint with its cosignatures, and how far each witness is."""
        acting_for(request)
        return Response(queries.state())


class Consistency(APIView):
    """Proofs that the log only grew."""

    @extend_schema(
        operation_id="log_consistency",
        parameters=[
            OpenApiParameter("old", int, required=True, many=True),
            OpenApiParameter("new", int, required=True),
        ],
        responses=answers({200: schemas.GROWTH}, 400, 401),
    )
    def get(self, request: Request) -> Response:
        """Prove for each `old` (at most 200) that its leaves are the first ones of `new`."""
        acting_for(request)
        given = request.query_params
        new = _size(given.get("new", ""), queries.size_now(), "new")
        olds = [_size(one, new, "old") for one in given.getlist("old")[: MOST + 1]]
        if not 0 < len(olds) <= MOST:
            raise Invalid("bad_size", _("Name 1 to 200 sizes of the log."), field="old")
        return Response({"new": new, "proofs": queries.growth(olds, new)})


class StreamPlaces(APIView):
    """Where the acts of a stream stand in the log."""

    @extend_schema(
        operation_id="stream_places", parameters=PAGE, responses=answers({200: schemas.PLACES}, 400, 401, 404)
    )
    def get(self, request: Request, stream: UUID) -> Response:
        """The places, under the newest checkpoint, of the acts that the caller sees after a seq."""
        by = acting_for(request)
        found = stream_for(by, stream)
        after, limit = whole(request, "after", -1, -1, LAST), whole(request, "limit", MOST, 1, MOST)
        seen = (
            Event.objects.visible_to(by.officer, by.only).filter(stream=found, seq__gt=after).order_by("seq")
        )
        rows = list(seen.values_list("seq", "hash")[: limit + 1])
        shown = _proven(name for _seq, name in rows[:limit])
        return Response({**shown, "next": rows[limit - 1][0] if len(rows) > limit else None})


class ChainPlaces(APIView):
    """Where the statements of a country stand in the log."""

    @extend_schema(operation_id="chain_places", responses=answers({200: schemas.PROVEN}, 401, 404))
    def get(self, request: Request, cc: str) -> Response:
        """The place of each statement, in order."""
        acting_for(request)
        names = ChainStatement.objects.filter(country=cc).order_by("seq").values_list("hash", flat=True)
        if not names:
            raise Unseen
        return Response(_proven(names))


class OnePlace(APIView):
    """Where one thing stands in the log: an act, a statement, or what the hub stated about a request."""

    @extend_schema(operation_id="log_place", responses=answers({200: schemas.PROVEN}, 401, 404))
    def get(self, request: Request, name: str) -> Response:
        """Its place, for those who may see the thing itself."""
        by = acting_for(request)
        leaf = Leaf.objects.filter(name=name).first()
        if leaf is None or not _seen(leaf, by):
            raise Unseen
        return Response(_proven([name]))


class Cosignatures(APIView):
    """Countries confirm what they checked."""

    @extend_schema(
        operation_id="cosign",
        request={"application/json": schemas.COSIGN},
        responses=answers({200: schemas.COSIGNED, 201: schemas.COSIGNED}, 400, 401, 403, 404),
    )
    def post(self, request: Request) -> Response:
        """Keep one signature line under the checkpoint of `size` leaves."""
        by, body = acting_for(request), request.data
        if not isinstance(body, dict) or set(body) != {"size", "line"} or not isinstance(body["line"], str):
            raise Invalid("bad_cosignature", _("Send an object with the fields size and line."), field="line")
        size = body["size"]
        if isinstance(size, bool) or not isinstance(size, int) or not 0 < size < 2**62:
            raise Invalid("bad_cosignature", _("A size is a whole number."), field="size")
        row, made = keep_cosignature(size, body["line"], by=by, now=now())
        return Response({"size": size, "at": text(row.at)}, status=201 if made else 200)


class Bundle(APIView):
    """A stream for verification without the hub."""

    @extend_schema(operation_id="bundle", responses=answers({200: BUNDLE}, 401, 404))
    def get(self, request: Request, stream: UUID) -> Response:
        """Export events, receipts, country chains and places in the log; parts are fetched one by one."""
        by = acting_for(request)
        found = stream_for(by, stream)
        record(Kind.BUNDLE_READ, who=by.officer.pk, country=by.country, what=found.pk)
        name = f'attachment; filename="{found.pk}.bundle.json"'
        names = list(ledger.events_of(found, by).values_list("hash", flat=True))
        proven = queries.proven(names)
        whole: dict[str, Any] = {**ledger.bundle(found, by), "log": proven}
        return Response(whole, headers={"Content-Disposition": name})


def _proven(names: Iterable[str]) -> Json:
    listed = list(names)
    empty = {"checkpoint": None, "places": [{"name": one, "place": None} for one in listed]}
    return queries.proven(listed) or empty


def _seen(leaf: Leaf, by: Any) -> bool:
    if leaf.kind == Leaf.Kind.STATEMENT:
        return True
    if leaf.kind == Leaf.Kind.EVENT:
        return Event.objects.visible_to(by.officer, by.only).filter(hash=leaf.name).exists()
    requests = MlaRequest.objects.visible_to(by.officer, by.only).values("pk")
    return Lapse.objects.filter(pk=leaf.row, request__in=requests).exists()


def _size(given: str, most: int, name: str) -> int:
    if not given.isascii() or not given.isdigit() or len(given) > 18 or int(given) > most:
        raise Invalid("bad_size", _("The log has never been that long here."), field=name, most=most)
    return int(given)
