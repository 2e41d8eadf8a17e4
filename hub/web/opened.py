"""The word that an event was opened ends the wait for its delivery at once, not at a later pass."""

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from hub.base.clock import now
from hub.ledger.api import Receipts
from mla_requests.actions.lapses import pass_over
from mla_requests.models import MlaRequest


class Opened(Receipts):
    """An officer's signed word that an event was opened, and what follows for the request."""

    def post(self, request: Request, stream: UUID, event: UUID) -> Response:
        """Keep the receipt; once per focal point, the first one counts."""
        answer = super().post(request, stream, event)
        sent = MlaRequest.objects.filter(transmission=event).values_list("pk", flat=True).first()
        if answer.status_code == 201 and sent is not None:
            pass_over(sent, now())
        return answer
