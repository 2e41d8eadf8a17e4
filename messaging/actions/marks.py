"""How far a post has read: never back, never further than it may see."""

from uuid import UUID

from django.db import transaction

from focal_points.acting import Acting
from focal_points.queries import seats_at
from hub.base.errors import require
from hub.ledger.models import Stream
from hub.ledger.rules import may_use_keys
from hub.notifications import actions as notifications
from messaging.models import Member, Thread
from messaging.queries.detail import membership
from messaging.queries.rows import last_seq


def mark_read(thread: Thread, seq: int, *, by: Acting) -> None:
    """Note that the post has read up to a place; what the officer was told of it is read with the last place.

    Raises Unseen; Forbidden no_key_seat, since nobody without the key can have read.
    """
    require(may_use_keys(by))
    own = membership(thread, by)
    head = Stream.objects.values_list("head_seq", flat=True).get(pk=thread.pk)
    last = last_seq(own, head)
    read = min(seq, last)
    with transaction.atomic():
        moved = Member.objects.filter(pk=own.pk, read_seq__lt=read).update(read_seq=read)
        if read == last:
            notifications.mark_read(by.officer.pk, thread.pk)
        if moved:
            _ring(thread, own)


def _ring(thread: Thread, own: Member) -> None:
    """Colleagues see it as read; the other members see how far the post has read, until it has left."""
    posts: set[UUID] = {own.focal_point_id}
    if own.until_seq is None:
        rows = Member.objects.filter(thread=thread, until_seq__isnull=True)
        posts |= set(rows.values_list("focal_point_id", flat=True))
    officers = {officer for officer, _post, _role in seats_at(posts)}
    notifications.ring(officers, {"type": "ring", "kind": "thread.read", "id": str(thread.pk)})
