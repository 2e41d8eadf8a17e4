"""What the acting post keeps until when, its term and its holds. Erasing is a signed act (the door)."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for
from hub.base.clock import now
from hub.base.errors import Invalid
from hub.ledger import schemas
from hub.ledger.actions import hold_keeping, lift_hold, set_term
from hub.ledger.api import whole
from hub.ledger.queries_erasing import kept_json, kept_page
from hub.ledger.rules_erasing import term_of

TAG = ["Retention"]
DAY = schemas.maybe({"type": "string", "format": "date"})
FLAG = {"type": "boolean"}
KEPT = schemas.shape(
    stream=schemas.UUID, kind=schemas.TEXT, closed_on=DAY, until=DAY, ready=FLAG, held=FLAG,
    proposed=schemas.maybe(schemas.UUID), erased=FLAG,
)  # fmt: skip
TERM = schemas.shape(years=schemas.WHOLE, alone=FLAG)
KEPT_PAGE = schemas.shape(
    years=schemas.WHOLE, alone=FLAG, streams=schemas.many(KEPT), next=schemas.maybe(schemas.WHOLE)
)
HOLD = schemas.shape(held=FLAG)
FURTHEST = 100_000


class Retention(APIView):
    """The post's term, and the cases whose end or hold it knows."""

    @extend_schema(
        operation_id="retention",
        tags=TAG,
        parameters=[schemas.PAGE_NUMBER],
        responses=schemas.answers({200: KEPT_PAGE}, 400, 401, 404),
    )
    def get(self, request: Request) -> Response:
        """Fifty a page, the earliest end first; `next` is the `page` that follows."""
        by = acting_for(request)
        rows, following = kept_page(by, whole(request, "page", 0, 0, FURTHEST))
        term = term_of(by)
        listed = kept_json(rows, by, now().date())
        return Response({"years": term.years, "alone": term.alone, "streams": listed, "next": following})

    @extend_schema(
        operation_id="set_retention",
        tags=TAG,
        request={"application/json": TERM},
        responses=schemas.answers({200: TERM}, 400, 401, 403, 404),
    )
    def post(self, request: Request) -> Response:
        """Set years (1 to 100) and whether one person may erase alone, as an administrator of the post."""
        given = _exactly(request.data, {"years", "alone"})
        term = set_term(given["years"], given["alone"], by=acting_for(request))
        return Response({"years": term.years, "alone": term.alone})


class Hold(APIView):
    """A hold of the acting post on one stream."""

    @extend_schema(
        operation_id="hold",
        tags=TAG,
        request={"application/json": HOLD},
        responses=schemas.answers({200: HOLD}, 400, 401, 403, 404),
    )
    def post(self, request: Request, stream: UUID) -> Response:
        """Put on hold, or lift the hold: while it is on nothing of the post's copy is erased."""
        by = acting_for(request)
        given = _exactly(request.data, {"held"})
        if not isinstance(given["held"], bool):
            raise _bad("held")
        kept = hold_keeping(stream, by=by, now=now()) if given["held"] else lift_hold(stream, by=by)
        return Response({"held": kept.held_at is not None})


def _exactly(data: Any, names: set[str]) -> dict[str, Any]:
    if not isinstance(data, dict) or set(data) != names:
        raise _bad(min(names))
    return data


def _bad(field: str) -> Invalid:
    text = _("Send an object with exactly the fields that are described.")
    return Invalid("bad_request", text, field=field)
