"""The acts of a request in the order they happened, as far as the officer may see them."""

from typing import Any

from focal_points.acting import Acting
from hub.base.clock import text
from hub.ledger.models import Event
from mla_requests.models import MlaRequest
from mla_requests.states import MOVES


def timeline(request: MlaRequest, by: Acting) -> list[dict[str, Any]]:
    """The requesting side sees its own file too; for the requested side it begins with the transmission."""
    streams = [request.file_id, request.pk]
    seen = Event.objects.visible_to(by.officer, by.only)
    events = seen.filter(stream__in=streams).select_related("officer")
    # The file ends before the shared stream begins; within a stream the place counts, not the clock.
    rows = sorted(events.defer("envelope"), key=lambda e: (e.stream_id == request.pk, e.seq))
    return [_entry(event) for event in rows]


def _entry(event: Event) -> dict[str, Any]:
    return {
        "event": str(event.pk),
        "stream": str(event.stream_id),
        "seq": event.seq,
        "kind": event.kind,
        "label": str(MOVES[event.kind].done),
        "by": event.officer.name,
        "officer": str(event.officer_id),
        "focal_point": str(event.focal_point_id),
        "at": text(event.accepted_at),
        "facts": event.facts,
    }
