"""The standing of an exchange from its events alone: equal to the stored one, or a table was altered."""

from exchanges.facts import read
from exchanges.models import Exchange
from exchanges.states import Act, Standing, begin, step
from hub.ledger.models import Event


def rebuild(exchange: Exchange) -> Standing:
    """Fold all accepted acts of its stream."""
    events = Event.objects.filter(stream=exchange.pk).order_by("seq")
    first, *rest = [Act(e.kind, read(e.kind, e.facts), e.focal_point_id, e.accepted_at) for e in events]
    standing = begin(first)
    for act in rest:
        standing = step(standing, act)
    return standing
