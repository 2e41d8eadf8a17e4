"""Put into the queue what happened: inside the caller's transaction, so that neither is without the other."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from hub.base.rows import select, table
from hub.tenancy.context import system
from hub.webhooks.models import Delivery, Endpoint

LISTENING = f"SELECT 1 FROM {table(Endpoint)} WHERE focal_point_id IN (#) AND disabled IS NULL LIMIT 1"  # noqa: S608


def announce(posts: Iterable[UUID], kind: str, target: object, at: datetime) -> int:
    """One delivery for each active endpoint of these posts that wants this kind; answers how many.

    The caller names only posts that may see the target. One query if nobody listens, three otherwise.
    """
    named = set(posts)
    with system():
        return _announce(named, kind, target, at)


def _announce(named: set[UUID], kind: str, target: object, at: datetime) -> int:
    if not named or not select(LISTENING, named):
        return 0
    listening = Endpoint.objects.filter(focal_point__in=named, disabled__isnull=True)
    rows = [
        Delivery(endpoint=one, kind=kind, target=str(target), at=at, due=at.replace(microsecond=0))
        for one in listening
        if one.wants(kind)
    ]
    Delivery.objects.bulk_create(rows)
    return len(rows)
