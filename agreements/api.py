"""Agreements over HTTP. Acts on them are posted to their streams; these are the reads."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements import queries, schemas
from agreements.models import Agreement
from focal_points.acting import Acting, acting_for
from hub.base.errors import Unseen
from hub.base.openapi import answers

TAG = ["Agreements"]


def find(acting: Acting, pk: UUID) -> Agreement:
    """The agreement as the acting post sees it. Raises Unseen."""
    seen = Agreement.objects.visible_to(acting.officer, acting.only).filter(pk=pk)
    found = queries.whole(seen).first()
    if found is None or acting.focal_point.pk not in (found.proposer_id, found.other_id):
        raise Unseen
    return found


class AgreementList(APIView):
    """Rules that the caller's post proposed or was proposed."""

    @extend_schema(
        operation_id="agreements", tags=TAG, responses=answers({200: schemas.AGREEMENTS}, 401, 404)
    )
    def get(self, request: Request) -> Response:
        """At most 200, what waits first."""
        acting = acting_for(request)
        return Response({"agreements": [queries.row_json(row, acting) for row in queries.rows(acting)]})


class AgreementDetail(APIView):
    """One agreement."""

    @extend_schema(operation_id="agreement", tags=TAG, responses=answers({200: schemas.AGREEMENT}, 401, 404))
    def get(self, request: Request, pk: UUID) -> Response:
        """Its rules, since when they hold, what may be done now and why not the rest."""
        acting = acting_for(request)
        return Response(queries.detail(find(acting, pk), acting))
