"""Blind deconfliction over HTTP. Acts are posted to their streams; these are the reads."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from deconfliction import queries, schemas
from deconfliction.queries import shown
from deconfliction.queries.paging import page
from focal_points.acting import acting_for
from hub.base.openapi import answers

TAG = ["Deconfliction"]
CURSOR = [OpenApiParameter("cursor", str, description="`next` of the page before.")]


Method = Callable[..., Response]


def described(name: str, schema: dict[str, Any]) -> Callable[[Method], Method]:
    """The description of a list."""
    good = answers({200: schema}, 400, 401, 404)
    made: Callable[[Method], Method] = extend_schema(
        operation_id=name, tags=TAG, parameters=CURSOR, responses=good
    )
    return made


def single(name: str, schema: dict[str, Any]) -> Callable[[Method], Method]:
    """The description of one thing."""
    good = answers({200: schema}, 401, 404)
    made: Callable[[Method], Method] = extend_schema(operation_id=name, tags=TAG, responses=good)
    return made


class Pairs(APIView):
    """Pairs of the caller's post."""

    @described("blind_pairs", schemas.PAIRS)
    def get(self, request: Request) -> Response:
        """A page of 50, the newest first."""
        by = acting_for(request)
        rows, following = page(queries.pairs(by), "proposed", request.query_params.get("cursor", ""))
        return Response({"pairs": [shown.pair_json(row, by) for row in rows], "next": following})


class Pair(APIView):
    """One pair."""

    @single("blind_pair", schemas.PAIR)
    def get(self, request: Request, pk: UUID) -> Response:
        """Who, and where it stands. The key is sealed in the first act of the stream of the same id."""
        by = acting_for(request)
        return Response(shown.pair_json(queries.one(queries.pairs(by), pk), by))


class Registrations(APIView):
    """Registrations of the caller's post."""

    @described("blind_registrations", schemas.REGISTRATIONS)
    def get(self, request: Request) -> Response:
        """A page of 50, the newest first. Identifiers are sealed: `head` names the event to open."""
        by = acting_for(request)
        rows, following = page(queries.registrations(by), "created", request.query_params.get("cursor", ""))
        return Response({"registrations": [shown.registration_json(row) for row in rows], "next": following})


class OneRegistration(APIView):
    """One registration."""

    @single("blind_registration", schemas.REGISTRATION)
    def get(self, request: Request, pk: UUID) -> Response:
        """Its token and days."""
        by = acting_for(request)
        return Response(shown.registration_json(queries.one(queries.registrations(by), pk)))


class Hits(APIView):
    """Hits of the caller's post."""

    @described("blind_hits", schemas.HITS)
    def get(self, request: Request) -> Response:
        """A page of 50, the newest first."""
        by = acting_for(request)
        rows, following = page(queries.hits(by), "at", request.query_params.get("cursor", ""))
        return Response({"hits": [shown.hit_json(row, by) for row in rows], "next": following})


class OneHit(APIView):
    """One hit."""

    @single("blind_hit", schemas.HIT)
    def get(self, request: Request, pk: UUID) -> Response:
        """With the other post's registration as its officer signed it, to be checked without the hub."""
        by = acting_for(request)
        hit = queries.one(queries.hits(by), pk)
        return Response({**shown.hit_json(hit, by), "theirs": shown.proof_json(hit, by)})
