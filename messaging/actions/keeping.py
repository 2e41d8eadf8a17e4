"""Keep the standing of a conversation in its tables."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from focal_points.access import grant
from focal_points.models import FocalPoint
from hub.base.errors import Unseen
from hub.tenancy.context import system
from hub.threads.standing import Act, Standing
from messaging.models import Member, Thread, ThreadGroupObjectPermission, ThreadLink


def create(act: Act, members: Sequence[FocalPoint], standing: Standing, at: datetime) -> Thread:
    """A new conversation, granted to its members.

    Raises Unseen if the id is that of somebody else's conversation: nothing is told about it.
    """
    thread = Thread(pk=UUID(act.facts["thread"]), opened_by_id=UUID(act.post), created=at, updated=at)
    thread.fill(standing)
    try:
        with system():
            thread.save(force_insert=True)
    except IntegrityError as error:
        raise Unseen from error
    grant(members, "see_thread", thread, ThreadGroupObjectPermission)
    subject = UUID(act.event)
    rows = [
        Member(thread=thread, focal_point=post, since_seq=0, subject_event=subject, updated=at)
        for post in members
    ]
    for row in rows:
        row.read_seq = 0 if str(row.focal_point_id) == act.post else -1
    Member.objects.bulk_create(rows)
    _link(thread, standing.links)
    return thread


def touch(thread: Thread, act: Act, at: datetime) -> None:
    """The conversation has something new, for all on it; the own post has read what it wrote."""
    thread.updated = at
    Thread.objects.filter(pk=thread.pk).update(updated=at)
    present = Member.objects.filter(thread=thread, until_seq__isnull=True)
    present.update(updated=at)
    present.filter(focal_point=UUID(act.post), read_seq=act.seq - 1).update(read_seq=act.seq)


def keep(thread: Thread, before: Standing, after: Standing, act: Act, newcomer: FocalPoint | None) -> None:
    """Save where the conversation stands now, and who is on it."""
    thread.fill(after)
    thread.save()
    _link(thread, after.links[len(before.links) :])
    if newcomer is not None:
        _admit(thread, newcomer, act)
    for post in after.left.keys() - before.left.keys():
        gone = Member.objects.filter(thread=thread, focal_point=UUID(post))
        gone.update(until_seq=act.seq, frozen=after.plain())


def _admit(thread: Thread, post: FocalPoint, act: Act) -> None:
    """On it from this act on, which is the first thing to read; also for one that was here before."""
    since = {
        "since_seq": act.seq, "until_seq": None, "subject_event": UUID(act.event), "frozen": None,
        "updated": thread.updated,
    }  # fmt: skip
    member, made = Member.objects.get_or_create(
        thread=thread, focal_point=post, defaults={**since, "read_seq": act.seq - 1}
    )
    if not made:
        Member.objects.filter(pk=member.pk).update(**since, read_seq=act.seq - 1)
    grant([post], "see_thread", thread, ThreadGroupObjectPermission)


def _link(thread: Thread, requests: Sequence[str]) -> None:
    rows = [ThreadLink(thread=thread, request=UUID(one)) for one in requests]
    ThreadLink.objects.bulk_create(rows, ignore_conflicts=True)
