"""The own country's record and use of the hub, for programs of its administrators (scope `admin`)."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import Acting, acting_for
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import require
from hub.base.openapi import TEXT, TIME, WHOLE, answers, many, maybe, shape
from hub.operations import oversight
from hub.operations.rules import may_oversee

TAG = ["Oversight"]
RECORDS = shape(records=many(shape(at=TIME, kind=TEXT, officer=TEXT, name=TEXT, what=TEXT)), next=maybe(TEXT))
USAGE = shape(acts=WHOLE, acts_limit=WHOLE, bytes=WHOLE, bytes_limit=WHOLE, open_uploads=WHOLE)
ASKED = [OpenApiParameter(name, str) for name in (*oversight.FILTERS, "cursor")]


def _overseer(request: Request) -> Acting:
    by = acting_for(request, "admin")
    require(may_oversee(by))
    return by


class Audit(APIView):
    """Who did and opened what."""

    @extend_schema(
        operation_id="audit",
        tags=TAG,
        parameters=ASKED,
        responses=answers({200: RECORDS}, 400, 401, 403, 404),
    )
    def get(self, request: Request) -> Response:
        """The own country's records, newest first, 50 at a time. Looking is itself recorded."""
        by = _overseer(request)
        lines, following = oversight.page(by, request.query_params.dict())
        record(Kind.AUDIT_READ, who=by.officer.pk, country=by.country)
        return Response({"records": [line.json for line in lines], "next": following or None})


class Usage(APIView):
    """What the country uses."""

    @extend_schema(operation_id="usage", tags=TAG, responses=answers({200: USAGE}, 401, 403, 404))
    def get(self, request: Request) -> Response:
        """Acts of this hour, bytes kept, uploads on their way; limits of 0 are none."""
        return Response(oversight.usage(_overseer(request)))
