"""What drafting needs from outside the draft: the form as a schema, and what a State will ask for."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for
from focal_points.models import Country
from hub.base import openapi
from hub.base.clock import now
from hub.base.errors import Unseen
from hub.forms.json_schema import request_schema
from mla_requests.queries.precheck import precheck

ASKED = openapi.shape(code=openapi.TEXT, topic=openapi.TEXT, requests=openapi.WHOLE)
AUTHORITY = openapi.shape(focal_point=openapi.UUID, name=openapi.TEXT, about=openapi.OPEN)
PRECHECK = openapi.shape(
    country=openapi.COUNTRY,
    authorities=openapi.many(AUTHORITY),
    agreement=openapi.maybe(openapi.UUID),
    asks=openapi.many(ASKED),
)


class Asks(APIView):
    """What a State will ask for."""

    @extend_schema(
        operation_id="asks", tags=["Drafting"], responses=openapi.answers({200: PRECHECK}, 401, 404)
    )
    def get(self, request: Request, cc: str) -> Response:
        """Read a State's own statements, and count the questions it put before (three requests at least)."""
        by = acting_for(request)
        country = Country.objects.states().filter(code=cc).first()
        if country is None:
            raise Unseen
        return Response(precheck(by.country, country, now()))


class RequestSchema(APIView):
    """The drafting form as JSON Schema."""

    @extend_schema(
        operation_id="request_schema", tags=["Drafting"], responses=openapi.answers({200: openapi.OPEN}, 401)
    )
    def get(self, request: Request) -> Response:
        """Read the shape of request.json (draft 2020-12), which is sealed inside a draft."""
        acting_for(request)
        return Response(request_schema())
