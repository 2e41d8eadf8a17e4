"""Keep a standing in the table, with the earliest end of its clocks."""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError

from exchanges.models import Exchange, ExchangeGroupObjectPermission
from exchanges.queries.clocks import next_due
from exchanges.states import Standing
from focal_points.access import grant
from focal_points.models import FocalPoint
from hub.base.errors import Unseen


def create(exchange: UUID, parties: Sequence[FocalPoint], standing: Standing, head: UUID) -> Exchange:
    """A new exchange, granted to both posts: sender, receiver.

    Raises Unseen if the id is that of somebody else's exchange: nothing is told about it.
    """
    made = Exchange(pk=exchange, sender=parties[0], receiver=parties[1], head=head)
    _fill(made, standing)
    try:
        made.save(force_insert=True)
    except IntegrityError as error:
        raise Unseen from error
    grant(parties, "see_exchange", made, ExchangeGroupObjectPermission)
    return made


def keep(exchange: Exchange, standing: Standing) -> Exchange:
    """Save where the exchange stands now."""
    before = exchange.due
    _fill(exchange, standing)
    if exchange.due != before:
        exchange.reminded = None
    exchange.save()
    return exchange


def _fill(exchange: Exchange, standing: Standing) -> None:
    exchange.fill(standing)
    exchange.due, exchange.due_side, exchange.due_code = next_due(standing)
