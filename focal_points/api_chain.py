"""Countries, their chains and what treaties bind them."""

import re

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points import answers, queries
from focal_points.acting import officer_of
from focal_points.actions import admit_statement
from focal_points.api_paging import page_of, whole
from focal_points.forms_api import StatementForm
from focal_points.models import Country
from hub.base import clock, openapi
from hub.base.errors import Unseen

TAG = ["Countries"]
CURSOR = OpenApiParameter("cursor", str, description="The `next` of the page before.")
AFTER = OpenApiParameter("after", int, description="Only statements after this one; -1 for all.")
_CODE = re.compile(r"[A-Z]{2}")


def country_or_404(code: str) -> Country:
    """A country by its code; any other text is Unseen."""
    found = Country.objects.filter(pk=code).first() if _CODE.fullmatch(code) else None
    if found is None:
        raise Unseen
    return found


class Countries(APIView):
    """Countries that take part."""

    @extend_schema(
        operation_id="countries",
        tags=TAG,
        parameters=[CURSOR],
        responses=openapi.answers({200: answers.COUNTRIES}, 400, 401),
    )
    def get(self, request: Request) -> Response:
        """List them by code, with fingerprints to compare."""
        officer = officer_of(request)
        page = page_of(request, queries.members(), ("code",))
        peers = queries.peers_of(officer.country_id)
        return Response(
            {"countries": [answers.country_card(row, peers) for row in page.rows], "next": page.next}
        )


class CountryDetail(APIView):
    """One country."""

    @extend_schema(
        operation_id="country", tags=TAG, responses=openapi.answers({200: answers.COUNTRY_CARD}, 401, 404)
    )
    def get(self, request: Request, cc: str) -> Response:
        """Show name, fingerprint and the head of its chain."""
        officer, country = officer_of(request), country_or_404(cc)
        return Response(answers.country_card(country, queries.peers_of(officer.country_id)))


class Chain(APIView):
    """The signed statements of a country about its officers, posts and keys."""

    @extend_schema(
        operation_id="chain",
        tags=TAG,
        parameters=[AFTER],
        responses=openapi.answers({200: answers.CHAIN}, 400, 401, 404),
    )
    def get(self, request: Request, cc: str) -> Response:
        """Read the next statements, at most 500; ask again until the last one is `head_seq`."""
        officer_of(request)
        country = country_or_404(cc)
        statements = queries.chain_envelopes(cc, whole(request, "after", -1))
        return Response(
            {
                "country": cc,
                "statements": statements,
                "head_seq": country.head_seq,
                "head_hash": country.head_hash,
            }
        )

    @extend_schema(
        operation_id="state",
        tags=TAG,
        request={"application/json": answers.STATEMENT},
        responses=openapi.answers({201: answers.ADMITTED, 200: answers.ADMITTED}, 400, 401, 403, 404, 409),
    )
    def post(self, request: Request, cc: str) -> Response:
        """Add a signed statement. 409 chain_moved carries the head; the same statement again answers 200."""
        officer = officer_of(request, "admin")
        code, form = country_or_404(cc).code, StatementForm.read(request.data)
        done = admit_statement(
            code, form["envelope"], form["wraps"], form["boxes"], by=officer, now=clock.now()
        )
        return Response({"seq": done.seq, "hash": done.hash}, status=200 if done.repeated else 201)


class Treaties(APIView):
    """Treaty status of a country, as dated sources tell it."""

    @extend_schema(
        operation_id="treaties", tags=TAG, responses=openapi.answers({200: answers.TREATIES}, 401, 404)
    )
    def get(self, request: Request, cc: str) -> Response:
        """List every statement with its source and date; what no source says stays unknown."""
        officer_of(request)
        return Response(answers.treaties(country_or_404(cc).code, queries.treaties_of(cc)))
