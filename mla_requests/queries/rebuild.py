"""The standing of a request from its events alone: equal to the stored one, or a table was altered."""

from hub.ledger.models import Event
from hub.procedure import Act, Standing, begin, step
from mla_requests.facts import read
from mla_requests.models import Lapse, MlaRequest


def rebuild(request: MlaRequest) -> Standing:
    """Fold all acts of the file, of the shared stream and of the hub itself, by time alone."""
    first, *rest = acts_of(request)
    standing = begin(first)
    for act in rest:
        standing = step(standing, act)
    return standing


def acts_of(request: MlaRequest) -> list[Act]:
    """Every act in the order it happened; no two share a moment."""
    streams = Event.objects.filter(stream__in=[request.file_id, request.pk], kind__startswith="mla.")
    events = streams.defer("envelope")
    acts = [_act(event) for event in events]
    acts += [_statement(lapse) for lapse in Lapse.objects.filter(request=request).defer("envelope")]
    return sorted(acts, key=lambda act: act.at)


def _act(event: Event) -> Act:
    facts = read(event.kind, event.facts)
    return Act(event.kind, facts, event.pk, event.officer_id, event.focal_point_id, event.accepted_at)


def _statement(lapse: Lapse) -> Act:
    facts = {"clock": lapse.clock, "ref": lapse.ref}
    return Act(lapse.kind, facts, None, None, None, lapse.recorded_at)
