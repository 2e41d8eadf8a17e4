"""What the rules must know beside the request: the channel between two States, colleagues, earlier requests."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from focal_points.acting import Acting
from focal_points.models import DirectoryEntry
from focal_points.queries import seats_at
from hub.procedure import APPROVER, OFFICER
from mla_requests.models import MlaRequest
from mla_requests.rules.question import Around

# What the directory calls the use of the hub, in the words of the table.
CHANNELS = {"draft": "track", "advance": "advance", "formal": "formal", "unknown": "formal"}


def around(
    kind: str, request: MlaRequest, acting: Acting, facts: Mapping[str, Any] | None, now: datetime
) -> Around:
    """Only what the act is asked about: most acts need nothing."""
    if facts is None or kind not in _READERS:
        return Around()
    return _READERS[kind](request, acting, facts, now)


def _of_sending(request: MlaRequest, acting: Acting, facts: Mapping[str, Any], now: datetime) -> Around:
    del acting
    channel, source = ceiling(request, now)
    earlier = facts["supplements"]
    sent = MlaRequest.objects.filter(transmission__isnull=False).exclude(pk=request.pk)
    same = sent.filter(requesting=request.requesting_id, requested=request.requested_id)
    return Around(
        channel=channel,
        source=source,
        supplements=earlier is None or same.filter(pk=earlier).exists(),
    )


def ceiling(request: MlaRequest, now: datetime) -> tuple[str, str]:
    """The most that the hub may be between the two posts, and who says so."""
    del now
    use = DirectoryEntry.objects.filter(focal_point=request.requested_id).values_list("hub_use", flat=True)
    return CHANNELS[use.first() or "unknown"], "18(13)"


def _of_assigning(request: MlaRequest, acting: Acting, facts: Mapping[str, Any], now: datetime) -> Around:
    del request, facts, now
    seats = seats_at({acting.focal_point.pk})
    return Around(colleagues=frozenset(who for who, _post, role in seats if role in (OFFICER, APPROVER)))


def _of_oral(request: MlaRequest, acting: Acting, facts: Mapping[str, Any], now: datetime) -> Around:
    del acting, facts, now
    entry = DirectoryEntry.objects.filter(focal_point=request.requested_id).first()
    return Around(takes_oral=getattr(entry, "accepts_oral", None))


_READERS = {"mla.transmit": _of_sending, "mla.assign": _of_assigning, "mla.oral": _of_oral}
