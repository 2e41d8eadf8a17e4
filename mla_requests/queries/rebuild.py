"""The standing of a request from its events alone: equal to the stored one, or a table was altered."""

from uuid import UUID

from hub.ledger.models import Event
from mla_requests.facts import read
from mla_requests.models import MlaRequest
from mla_requests.states import Act, Standing, begin, step


def rebuild(request: MlaRequest) -> Standing:
    """Fold all accepted acts: first the file (it ends with the transmission), then the shared stream."""
    first, *rest = [*_acts(request.file_id), *_acts(request.pk)]
    standing = begin(first)
    for act in rest:
        standing = step(standing, act)
    return standing


def _acts(stream: UUID) -> list[Act]:
    events = Event.objects.filter(stream=stream).order_by("seq")
    return [Act(e.kind, read(e.kind, e.facts), e.pk, e.officer_id, e.accepted_at) for e in events]
