"""Webhooks of the acting post, for programs of its administrators (scope `admin`)."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import Acting, acting_for
from hub.base.clock import now
from hub.base.errors import require
from hub.webhooks import actions, queries, schemas
from hub.webhooks.forms_api import ChangeBody, EndpointBody
from hub.webhooks.models import Endpoint
from hub.webhooks.rules import may_keep
from hub.webhooks.schemas import TAG, answers


def keeper(request: Request) -> Acting:
    """An administrator of the acting post. Raises 401, Unseen, Forbidden."""
    by = acting_for(request, "admin")
    require(may_keep(by))
    return by


class Webhooks(APIView):
    """Where the post wants to be told."""

    @extend_schema(operation_id="webhooks", tags=TAG, responses=answers({200: schemas.ALL}, 401, 403, 404))
    def get(self, request: Request) -> Response:
        """All of them (ten at most); secrets are never shown again."""
        rows = queries.endpoints(keeper(request))
        return Response({"webhooks": [queries.endpoint_json(one) for one in rows]})

    @extend_schema(
        operation_id="make_webhook",
        tags=TAG,
        request=EndpointBody,
        responses=answers({201: schemas.MADE}, 400, 401, 403, 404, 409),
    )
    def post(self, request: Request) -> Response:
        """Make one. The answer holds its secret, this once."""
        by, body = keeper(request), EndpointBody.read(request.data)
        made = actions.make_endpoint(
            by, address=body["address"], label=body["label"], chosen=body["kinds"], now=now()
        )
        return _made(made)


class Webhook(APIView):
    """One endpoint."""

    @extend_schema(operation_id="webhook", tags=TAG, responses=answers({200: schemas.ONE}, 401, 403, 404))
    def get(self, request: Request, pk: UUID) -> Response:
        """Show it."""
        _by, found = _one(request, pk)
        return Response(queries.endpoint_json(found))

    @extend_schema(
        operation_id="change_webhook",
        tags=TAG,
        request=ChangeBody,
        responses=answers({200: schemas.ONE}, 400, 401, 403, 404),
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change label, kinds or whether it is active; active again, it gets what waited."""
        by, found = _one(request, pk)
        body = ChangeBody.read(request.data)
        changed = actions.change_endpoint(
            by,
            found,
            label=body.get("label"),
            chosen=body.get("kinds"),
            active=body.get("active"),
            now=now(),
        )
        return Response(queries.endpoint_json(changed))

    @extend_schema(operation_id="end_webhook", tags=TAG, responses=answers({204: None}, 401, 403, 404))
    def delete(self, request: Request, pk: UUID) -> Response:
        """Remove it with its queue and log."""
        by, found = _one(request, pk)
        actions.end_endpoint(by, found)
        return Response(status=204)


class WebhookSecret(APIView):
    """The secret of an endpoint."""

    @extend_schema(
        operation_id="new_webhook_secret",
        tags=TAG,
        request=None,
        responses=answers({201: schemas.MADE}, 401, 403, 404),
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Make a new one. For a day deliveries carry signatures of both."""
        by, found = _one(request, pk)
        return _made(actions.new_secret(by, found, now()))


class WebhookTest(APIView):
    """A trial."""

    @extend_schema(
        operation_id="test_webhook",
        tags=TAG,
        request=None,
        responses=answers({202: schemas.DELIVERY}, 401, 403, 404),
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Put a delivery of the kind `webhook.test` into the queue."""
        by, found = _one(request, pk)
        return Response(queries.delivery_json(actions.try_out(by, found, now())), status=202)


class WebhookLog(APIView):
    """What was told."""

    @extend_schema(
        operation_id="webhook_deliveries",
        tags=TAG,
        parameters=[schemas.CURSOR],
        responses=answers({200: schemas.LOG}, 400, 401, 403, 404),
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Deliveries of the last 30 days, newest first, with what came of them."""
        _by, found = _one(request, pk)
        rows, following = queries.log(found, request.query_params.get("cursor", ""))
        return Response({"deliveries": [queries.delivery_json(one) for one in rows], "next": following})


def _one(request: Request, pk: UUID) -> tuple[Acting, Endpoint]:
    by = acting_for(request, "admin")
    found = queries.endpoint(by, pk)
    require(may_keep(by))
    return by, found


def _made(made: actions.Made) -> Response:
    return Response({"webhook": queries.endpoint_json(made.endpoint), "secret": made.secret}, status=201)
