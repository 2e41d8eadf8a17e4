"""The standing of a conversation from its events alone: equal to the stored one, or a table was altered."""

from hub.base.clock import exactly
from hub.ledger.models import Event
from hub.threads.standing import Act, Standing
from hub.threads.steps import begin, step
from hub.threads.table import read
from messaging.models import Thread


def rebuild(thread: Thread, until: int | None = None) -> Standing:
    """Fold all accepted acts of its stream (up to a place)."""
    events = Event.objects.filter(stream=thread.pk).order_by("seq").defer("envelope")
    first, *rest = [act_of(event) for event in events if until is None or event.seq <= until]
    standing = begin(first)
    for act in rest:
        standing = step(standing, act)
    return standing


def act_of(event: Event) -> Act:
    """An event as the steps take it."""
    facts, post = read(event.kind, event.facts), str(event.focal_point_id)
    return Act(event.kind, facts, str(event.pk), post, event.seq, exactly(event.accepted_at), event.handling)
