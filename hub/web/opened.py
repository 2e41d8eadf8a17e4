"""The word that an event was opened ends the wait for its delivery at once, not at a later pass."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hub.base.clock import now
from hub.ledger import schemas
from hub.ledger.api import Receipts
from mla_requests.actions.lapses import pass_over
from mla_requests.models import MlaRequest


class Opened(Receipts):
    """An officer's signed word that an event was opened, and what follows for the request."""

    @extend_schema(
        operation_id="retrieved",
        request={"application/json": schemas.shape(envelope=schemas.ENVELOPE)},
        responses=schemas.answers({201: schemas.RECEIPT, 200: schemas.RECEIPT}, 400, 401, 403, 404, 409),
    )
    def post(self, request: Request, stream: UUID, event: UUID) -> Response:
        """Keep the receipt; once per focal point, the first one counts."""
        answer = super().post(request, stream, event)
        sent = MlaRequest.objects.filter(transmission=event).values_list("pk", flat=True).first()
        if answer.status_code == 201 and sent is not None:
            pass_over(sent, now())
        return answer
