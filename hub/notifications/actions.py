"""Tell people after the commit: kind and id, on the inbox and on the socket."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from channels.layers import get_channel_layer
from django.db import transaction
from django.utils import timezone

from hub.base.rows import insert
from hub.notifications.models import Notification, Once
from hub.notifications.ringing import ringer
from hub.tenancy.context import system

ROW = ("officer_id", "kind", "target", "created", "read_at", "single", "queued")


def group_name(officer: UUID) -> str:
    """The socket group of one officer; nobody else is ever in it."""
    return f"officer.{officer}"


def token_group(token: int) -> str:
    """The group of the sockets opened with one token."""
    return f"token.{token}"


def session_group(key: str) -> str:
    """The group of the sockets of one browser session; the key itself stays out of the channel layer."""
    return f"session.{hashlib.sha256(key.encode()).hexdigest()}"


def tell(officers: Iterable[UUID], kind: str, target: object, *, single: bool = False) -> None:
    """Add an inbox row for each officer now and ring their sockets once the transaction is committed.

    One statement however many they are; e-mail is planned from the row later (`deliver_notices`). With
    `single` an officer who has an unread row of this kind about this target gets no second one.
    """
    ids = sorted(set(officers), key=str)
    if not ids:
        return
    rows = [(officer, kind, str(target), timezone.now(), None, single, False) for officer in ids]
    with system():
        insert(Notification, ROW, rows, ignore=single)
    ring(ids, {"type": "ring", "kind": kind, "id": str(target)})


def tell_once(name: str, officers: Iterable[UUID], kind: str, target: object, at: datetime) -> bool:
    """Like `tell`, but never again under the same name, also when two processes come to it at once.

    Inside the caller's transaction; answers whether it was told now.
    """
    _row, first = Once.objects.get_or_create(name=name, defaults={"at": at})
    if first:
        tell(officers, kind, target)
    return first


def told_of(names: Iterable[str]) -> set[str]:
    """Those of the names under which something was told once."""
    return set(Once.objects.filter(name__in=list(names)).values_list("name", flat=True))


def ring(officers: Iterable[UUID], message: dict[str, Any]) -> None:
    """Send {"type": "ring", "kind", "id"} to each officer's sockets after the commit.

    The push is a hint: a lost one costs nothing but time.
    """
    _after_commit(map(group_name, officers), message | {"type": f"socket.{message['type']}"})


def close_sockets(groups: Iterable[str], *, again: bool = False) -> None:
    """Close the sockets of officers, tokens or sessions (by group name) after the commit.

    With `again` they may come back at once; otherwise a browser also locks its keys.
    """
    _after_commit(groups, {"type": "socket.again" if again else "socket.close"})


def _after_commit(groups: Iterable[str], frame: dict[str, Any]) -> None:
    names = list(groups)
    if names:
        transaction.on_commit(lambda: ringer.send(lambda: _to_all(names, frame)), robust=True)


async def _to_all(groups: list[str], frame: dict[str, Any]) -> None:
    layer = get_channel_layer()
    for group in groups:
        await layer.group_send(group, frame)


def mark_read(officer: UUID, target: object) -> int:
    """Mark everything about one target as read for one officer; answers how many rows changed."""
    rows = Notification.objects.filter(officer_id=officer, target=str(target), read_at__isnull=True)
    return rows.update(read_at=timezone.now())


def mark_one_read(officer: UUID, pk: int, now: datetime) -> bool:
    """Mark one row as read; whether there is such a row of this officer's."""
    row = Notification.objects.filter(officer_id=officer, pk=pk)
    return bool(row.filter(read_at__isnull=True).update(read_at=now) or row.exists())


def mark_all_read(officer: UUID, up_to: int | None = None) -> int:
    """Mark everything one officer was told as read, or what came no later than a row; answers how many."""
    unread = Notification.objects.filter(officer_id=officer, read_at__isnull=True)
    if up_to is not None:
        unread = unread.filter(pk__lte=up_to)
    return unread.update(read_at=timezone.now())
