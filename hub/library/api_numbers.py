"""Items by the number under which people cite them."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for
from hub.base.openapi import answers
from hub.library import queries, schemas


class ItemByNumber(APIView):
    """One item."""

    @extend_schema(operation_id="library_item_by_number", responses=answers({200: schemas.ITEM}, 401, 404))
    def get(self, request: Request, number: int) -> Response:
        """The same as by its id."""
        by = acting_for(request)
        return Response(queries.detail_json(queries.by_number(by, number), by))
