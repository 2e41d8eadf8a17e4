"""The acts of a request in the order they happened, as far as the officer may see them."""

from typing import Any

from focal_points.acting import Acting
from hub.base.clock import text
from hub.ledger.models import Event
from mla_requests.models import Lapse, MlaRequest
from mla_requests.words import done


def timeline(request: MlaRequest, by: Acting) -> list[dict[str, Any]]:
    """By time: signed acts that the officer's post can open, and what the hub stated about time limits.

    An entry of the hub has no event, no officer and a `clock` with the side that owed something.
    """
    streams = [request.file_id, request.pk]
    seen = Event.objects.visible_to(by.officer, by.only).filter(stream__in=streams)
    events = seen.select_related("officer").defer("envelope")
    entries = [(event.accepted_at, _entry(event)) for event in events]
    lapses = Lapse.objects.filter(request=request).defer("envelope")
    entries += [(lapse.recorded_at, _statement(lapse)) for lapse in lapses]
    return [entry for _at, entry in sorted(entries, key=lambda pair: pair[0])]


def _entry(event: Event) -> dict[str, Any]:
    return {
        "event": str(event.pk),
        "stream": str(event.stream_id),
        "seq": event.seq,
        "kind": event.kind,
        "label": str(done(event.kind)),
        "by": event.officer.name,
        "officer": str(event.officer_id),
        "focal_point": str(event.focal_point_id),
        "at": text(event.accepted_at),
        "facts": event.facts,
        "clock": None,
    }


def _statement(lapse: Lapse) -> dict[str, Any]:
    due = text(lapse.due) if lapse.due else None
    return {
        "event": None,
        "stream": None,
        "seq": None,
        "kind": lapse.kind,
        "label": str(done(lapse.kind)),
        "by": "",
        "officer": None,
        "focal_point": None,
        "at": text(lapse.recorded_at),
        "facts": {},
        "clock": {"code": lapse.clock, "ref": lapse.ref, "side": lapse.side, "due": due},
    }
