"""The officer's own corner of the API: token, seats, keystore, seeds."""

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points import answers, queries
from focal_points.acting import Acting, TokenAuth, acting_for, officer_of
from focal_points.actions import check_password, demand_code, end_token, make_token, save_keystore
from focal_points.forms_api import SignIn
from focal_points.models import Officer
from focal_points.rules import administers
from focal_points.throttle import client_address
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base import clock, openapi
from hub.base.errors import Unseen

TAG = ["Officer"]


class Tokens(APIView):
    """Sign in for a program."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="sign_in",
        tags=TAG,
        request=SignIn,
        responses=openapi.answers({201: answers.TOKEN}, 400, 401, 429),
    )
    def post(self, request: Request) -> Response:
        """Exchange e-mail and password, and a code of the second factor if there is one, for a token.

        401 second_factor_needed: ask for the code and send everything again.
        """
        form, now = SignIn.read(request.data), clock.now()
        officer = check_password(form["email"], form["password"], address=client_address(request), now=now)
        demand_code(officer, form["code"], now)
        made = make_token(
            officer, focal_point=form["focal_point"], scopes=form["scopes"], label=form["label"], now=now
        )
        return Response(answers.token(made.secret, made.row), status=201)


class CurrentToken(APIView):
    """The token of this call."""

    @extend_schema(operation_id="sign_out", tags=TAG, responses=openapi.answers({204: None}, 401, 404))
    def delete(self, request: Request) -> Response:
        """End the token."""
        if not isinstance(request.auth, TokenAuth):
            raise Unseen
        end_token(request.auth.id, by=officer_of(request, next(iter(request.auth.scopes))))
        return Response(status=204)


class Me(APIView):
    """The signed-in officer."""

    @extend_schema(operation_id="me", tags=TAG, responses=openapi.answers({200: answers.ME}, 401))
    def get(self, request: Request) -> Response:
        """Name, country, seats, and the focal point this call acts for."""
        officer = officer_of(request)
        post = _acting_or_none(request)
        body = answers.me(
            officer, queries.seats_of(officer), post and post.focal_point.pk, administers(officer)
        )
        return Response(body)


class Keystore(APIView):
    """The officer's sealed keys. The hub cannot open them."""

    @extend_schema(
        operation_id="keystore", tags=TAG, responses=openapi.answers({200: openapi.OPEN}, 401, 404)
    )
    def get(self, request: Request) -> Response:
        """Fetch the keystore to unlock it on the device."""
        officer = officer_of(request)
        if officer.keystore is None:
            raise Unseen
        record(Kind.KEYSTORE_READ, who=officer.pk, country=officer.country_id)
        return Response(officer.keystore)

    @extend_schema(
        operation_id="save_keystore",
        tags=TAG,
        request={"application/json": openapi.OPEN},
        responses=openapi.answers({204: None}, 400, 401, 403),
    )
    def put(self, request: Request) -> Response:
        """Replace it, after a change of passphrase or keys."""
        save_keystore(officer_of(request), request.data)
        return Response(status=204)


class Seeds(APIView):
    """Seeds of the focal points whose key the officer holds."""

    @extend_schema(operation_id="seeds", tags=TAG, responses=openapi.answers({200: answers.SEEDS}, 401))
    def get(self, request: Request) -> Response:
        """Wraps to the officer's own key, and the boxes that lead to earlier generations."""
        return Response({"focal_points": queries.seeds_of(officer_of(request))})


def _acting_or_none(request: Request) -> Acting | None:
    try:
        return acting_for(request)
    except Unseen:
        return None


def member(request: Request, scope: str | None = None) -> Officer:
    """An officer with a seat; the directory is for members only."""
    return acting_for(request, scope).officer
