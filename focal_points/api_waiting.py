"""Statements of the own country that wait for a second administrator's signature."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points import answers, queries
from focal_points.acting import officer_of
from focal_points.actions import (
    cosign_statement,
    decline_statement,
    propose_statement,
    withdraw_statement,
)
from focal_points.api_chain import TAG, country_or_404
from focal_points.forms_api import CosignForm, StatementForm
from focal_points.models import Country, Officer
from focal_points.rules import may_administer
from hub.base import clock, openapi
from hub.base.errors import Unseen, require


def own_country(officer: Officer, code: str) -> Country:
    """The officer's own country; every other one is Unseen. Raises Forbidden to who is no administrator."""
    country = country_or_404(code)
    if officer.country_id != country.pk:
        raise Unseen
    require(may_administer(officer, country.pk))
    return country


class Waiting(APIView):
    """What one administrator signed and a second one has to sign."""

    @extend_schema(
        operation_id="waiting", tags=TAG, responses=openapi.answers({200: answers.WAITING}, 401, 403, 404)
    )
    def get(self, request: Request, cc: str) -> Response:
        """List it, the oldest first; at most ten, for a week or until the chain moves."""
        country = own_country(officer_of(request, "admin"), cc)
        rows = queries.waiting_of(country, clock.now())
        return Response({"waiting": [answers.waiting(row) for row in rows]})

    @extend_schema(
        operation_id="propose",
        tags=TAG,
        request={"application/json": answers.STATEMENT},
        responses=openapi.answers(
            {201: answers.WAITING_STATEMENT, 200: answers.WAITING_STATEMENT}, 400, 401, 403, 404, 409
        ),
    )
    def post(self, request: Request, cc: str) -> Response:
        """Keep a statement with its first signature. The same statement again answers 200."""
        officer = officer_of(request, "admin")
        code, form = own_country(officer, cc).code, StatementForm.read(request.data)
        row, repeated = propose_statement(
            code, form["envelope"], form["wraps"], form["boxes"], by=officer, now=clock.now()
        )
        return Response(answers.waiting(row), status=200 if repeated else 201)


class Cosigning(APIView):
    """The second signature."""

    @extend_schema(
        operation_id="cosign_statement",
        tags=TAG,
        request=CosignForm,
        responses=openapi.answers({201: answers.ADMITTED}, 400, 401, 403, 404, 409),
    )
    def post(self, request: Request, cc: str, statement: str) -> Response:
        """Sign. The statement and the keys beside it are added to the chain at once."""
        officer = officer_of(request, "admin")
        code, form = own_country(officer, cc).code, CosignForm.read(request.data)
        done = cosign_statement(code, statement, form, by=officer, now=clock.now())
        return Response({"seq": done.seq, "hash": done.hash}, status=201)


class Declining(APIView):
    """Another administrator's no."""

    @extend_schema(
        operation_id="decline_statement",
        tags=TAG,
        request=None,
        responses=openapi.answers({204: None}, 401, 403, 404),
    )
    def post(self, request: Request, cc: str, statement: str) -> Response:
        """Decline: it waits no more, and its proposer is told."""
        officer = officer_of(request, "admin")
        decline_statement(own_country(officer, cc).code, statement, by=officer, now=clock.now())
        return Response(status=204)


class Withdrawing(APIView):
    """The proposer's own change of mind."""

    @extend_schema(
        operation_id="withdraw_statement",
        tags=TAG,
        request=None,
        responses=openapi.answers({204: None}, 401, 403, 404),
    )
    def post(self, request: Request, cc: str, statement: str) -> Response:
        """Withdraw: it waits no more."""
        officer = officer_of(request, "admin")
        withdraw_statement(own_country(officer, cc).code, statement, by=officer, now=clock.now())
        return Response(status=204)
