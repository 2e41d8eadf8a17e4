"""An agreement from its signed events alone: equal to the stored row, or a table was altered."""

from agreements.facts import read
from agreements.models import Agreement
from agreements.states import Act, Standing, Status, begin, step, stop
from hub.ledger.models import Event


def rebuild(agreement: Agreement) -> Standing:
    """Fold its accepted acts; one that another replaced ended when that other was accepted."""
    events = Event.objects.filter(stream=agreement.pk).order_by("seq")
    first, *rest = [Act(e.kind, read(e.kind, e.facts), e.focal_point_id, e.accepted_at) for e in events]
    found = begin(first)
    for act in rest:
        found = step(found, act)
    replaced = Agreement.objects.filter(replaces=agreement.pk, since__isnull=False).first()
    if replaced and replaced.since and found.status == Status.IN_FORCE:
        found = stop(found, replaced.since)
    return found
