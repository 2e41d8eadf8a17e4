"""Who is there, over HTTP."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for
from hub.base.clock import now
from hub.ledger.schemas import TEXT, UUID, answers, many, shape
from messaging.queries.presence import online

PRESENCE = shape(online=many(shape(officer=UUID, name=TEXT)))


class Presence(APIView):
    """Who is there."""

    @extend_schema(operation_id="presence", responses=answers({200: PRESENCE}, 401, 404))
    def get(self, request: Request) -> Response:
        """Officers of the caller's present post with an open socket; of no other post."""
        return Response({"online": online(acting_for(request), now())})
