"""Tell people after the commit: kind and id, on the inbox and on the socket."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from channels.layers import get_channel_layer
from django.db import transaction
from django.utils import timezone

from hub.notifications.models import Notification
from hub.notifications.ringing import ringer


def group_name(officer: UUID) -> str:
    """The socket group of one officer; nobody else is ever in it."""
    return f"officer.{officer}"


def tell(officers: Iterable[UUID], kind: str, target: object) -> None:
    """Add an inbox row for each officer now and ring their sockets once the transaction is committed."""
    ids = sorted(set(officers), key=str)
    if not ids:
        return
    Notification.objects.bulk_create([Notification(officer_id=o, kind=kind, target=str(target)) for o in ids])
    ring(ids, {"type": "ring", "kind": kind, "id": str(target)})


def ring(officers: Iterable[UUID], message: dict[str, Any]) -> None:
    """Send {"type": "ring", "kind", "id"} or {"type": "close"} to each officer's sockets after the commit.

    The push is a hint: a lost one costs nothing but time.
    """
    ids, frame = list(officers), message | {"type": f"socket.{message['type']}"}
    if ids:
        transaction.on_commit(lambda: ringer.send(lambda: _to_all(ids, frame)), robust=True)


async def _to_all(officers: list[UUID], frame: dict[str, Any]) -> None:
    layer = get_channel_layer()
    for officer in officers:
        await layer.group_send(group_name(officer), frame)


def mark_read(officer: UUID, target: object) -> int:
    """Mark everything about one target as read for one officer; answers how many rows changed."""
    rows = Notification.objects.filter(officer_id=officer, target=str(target), read_at__isnull=True)
    return rows.update(read_at=timezone.now())
