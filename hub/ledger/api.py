"""Streams and events over HTTP.

Posting an act is the door's (`hub.web.door`); everything else about them is here.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import Acting, acting_for
from hub.base.clock import now
from hub.base.errors import Invalid, Unseen
from hub.ledger import queries, schemas
from hub.ledger.actions import record_retrieval
from hub.ledger.models import Event, Stream
from hub.ledger.pages import event_alone, events_page
from hub.ledger.reading import LAST
from hub.notifications.actions import ring

MAX_PAGE = 200


def stream_for(by: Acting, stream: UUID) -> Stream:
    """The stream, if one of the officer's posts is on it. Raises Unseen."""
    found = Stream.objects.visible_to(by.officer, by.only).filter(pk=stream).first()
    if found is None:
        raise Unseen
    return found


def event_for(by: Acting, stream: UUID, event: UUID) -> Event:
    """The event, found through its own stream. Raises Unseen."""
    found = queries.events_of(stream_for(by, stream), by).filter(pk=event).first()
    if found is None:
        raise Unseen
    return found


class StreamDetail(APIView):
    """One stream: its newest place, and the parties with the keys to seal to."""

    @extend_schema(operation_id="stream", responses=schemas.answers({200: schemas.STREAM}, 401, 404))
    def get(self, request: Request, stream: UUID) -> Response:
        """Show the stream."""
        by = acting_for(request)
        return Response(queries.stream_card(stream_for(by, stream), by))


class EventList(APIView):
    """The events of a stream that are sealed to the caller's posts, in order."""

    @extend_schema(
        operation_id="events",
        parameters=schemas.PAGE,
        responses=schemas.answers({200: schemas.EVENTS}, 400, 401, 404),
    )
    def get(self, request: Request, stream: UUID) -> HttpResponse:
        """List events after a place in the stream or, with `before`, the newest ones before a place.

        Ordered by place either way; `next` is the `after` or `before` of the page that follows. The first
        look by a receiving post is confirmed as delivery.
        """
        by, limit = acting_for(request), whole(request, "limit", 50, 1, MAX_PAGE)
        after = whole(request, "after", -1, -1, LAST)
        before = whole(request, "before", LAST, 0, LAST) if "before" in request.query_params else None
        inline = request.query_params.get("inline") == "yes"
        return _json(events_page(stream, by, limit, after, before, inline=inline))


class EventDetail(APIView):
    """One event."""

    @extend_schema(operation_id="event", responses=schemas.answers({200: schemas.EVENT}, 401, 404))
    def get(self, request: Request, stream: UUID, event: UUID) -> HttpResponse:
        """Show the event with its wraps, parts and receipts."""
        by = acting_for(request)
        seq = event_for(by, stream, event).seq
        return _json(event_alone(stream, by, seq))


class Receipts(APIView):
    """An officer's signed word that an event was opened."""

    def post(self, request: Request, stream: UUID, event: UUID) -> Response:
        """Keep the receipt; once per focal point, the first one counts."""
        by, body = acting_for(request), request.data
        if not isinstance(body, dict) or set(body) != {"envelope"}:
            raise Invalid("bad_envelope", _("Send an object with the field envelope."), field="envelope")
        found = event_for(by, stream, event)
        with transaction.atomic():
            receipt, made = record_retrieval(found, body["envelope"], by=by, now=now())
            if made:
                ring([found.officer_id], {"type": "ring", "kind": "retrieved", "id": str(found.pk)})
        return Response(queries.receipt_json(receipt), status=201 if made else 200)


def _json(body: bytes | None) -> HttpResponse:
    if body is None:
        raise Unseen
    return HttpResponse(body, content_type="application/json")


def whole(request: Request, name: str, default: int, least: int, most: int) -> int:
    """A whole number of the query. Raises Invalid bad_page."""
    value: Any = request.query_params.get(name, str(default))
    try:
        number = int(value) if len(value) < 12 else most + 1
    except ValueError:
        number = most + 1
    if not least <= number <= most:
        raise Invalid(
            "bad_page", _("A page begins and ends at whole numbers."), field=name, least=least, most=most
        )
    return number
