"""What the hub itself stated about a request, for both sides: negative receipts with their signatures."""

from typing import Any

import orjson

from hub.base.clock import exactly, text
from hub.ledger.models import Receipt
from hub.procedure import Clock
from mla_requests.models import Lapse, MlaRequest


def lapse_rows(request: MlaRequest) -> list[dict[str, Any]]:
    """[{kind, clock, ref, side, due, at, envelope}] in order; `at` has microseconds, as it is signed."""
    return [
        {
            "kind": lapse.kind,
            "clock": lapse.clock,
            "ref": lapse.ref,
            "side": lapse.side,
            "due": text(lapse.due) if lapse.due else None,
            "at": exactly(lapse.recorded_at),
            "envelope": orjson.loads(bytes(lapse.envelope)),
        }
        for lapse in Lapse.objects.filter(request=request).order_by("recorded_at")
    ]


def opened(request: MlaRequest, delivery: Clock) -> Receipt | None:
    """The requested side's first signed word that it opened what was sent since the clock began."""
    words = Receipt.objects.filter(
        event__stream=request.pk,
        event__accepted_at__gte=delivery.started,
        evidence=Receipt.Evidence.RETRIEVED,
        focal_point=request.requested_id,
    )
    return words.order_by("at", "pk").first()
