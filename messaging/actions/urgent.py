"""An urgent message that a post leaves unread: its approvers are told, then the post their country named.

Who is told opens nothing more than before. What the post above learns is which post keeps silent, so that it
can call there; not in which conversation.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from focal_points.models import DirectoryEntry, Role
from focal_points.queries import officers_of, seats_at
from hub.base.clock import text
from hub.notifications import actions as notifications
from hub.notifications.kinds import ESCALATED, UNANSWERED
from hub.notifications.models import URGENT, Notification
from messaging.models import Member

STEP = timedelta(minutes=30)
FORGOTTEN = timedelta(days=7)
READERS = frozenset({Role.OFFICER, Role.APPROVER})


@dataclass(frozen=True)
class Silence:
    """A post that has read nothing of a conversation since an urgent message came."""

    thread: str
    post: UUID
    since: datetime


def climb(now: datetime) -> int:
    """Tell whom it is time to tell, each once for one silence; answers how many times somebody was told."""
    rungs = [rung for silence in silences(now) for rung in _rungs(silence, now)]
    told = notifications.told_of(name for name, *_rest in rungs)
    return sum(notifications.tell_once(*rung, now) for rung in rungs if rung[0] not in told and rung[1])


def silences(now: datetime) -> Iterator[Silence]:
    """Posts that left an urgent message unread for half an hour; four statements however many there are."""
    rows = Notification.objects.filter(kind=URGENT, created__gt=now - FORGOTTEN)
    late = rows.filter(read_at__isnull=True, created__lte=now - STEP).values_list("target", flat=True)
    threads = set(late)
    told: dict[str, dict[UUID, list[Notification]]] = {}
    for one in rows.filter(target__in=threads):
        told.setdefault(one.target, {}).setdefault(one.officer_id, []).append(one)
    present = Member.objects.filter(thread__in=[UUID(one) for one in threads], until_seq__isnull=True)
    members = list(present.values_list("thread_id", "focal_point_id"))
    seats = seats_at({post for _thread, post in members})
    for thread, post in members:
        officers = {officer for officer, at, role in seats if at == post and role in READERS}
        theirs = [one for officer in officers for one in told[str(thread)].get(officer, ())]
        since = _unread_since(theirs)
        if since is not None and since <= now - STEP:
            yield Silence(str(thread), post, since)


def _unread_since(rows: Iterable[Notification]) -> datetime | None:
    """When the first urgent message came after the post last read; one officer's reading is the post's."""
    rows = list(rows)
    read = max((one.read_at for one in rows if one.read_at), default=None)
    waiting = [one.created for one in rows if one.read_at is None and (read is None or one.created > read)]
    return min(waiting, default=None)


def _rungs(silence: Silence, now: datetime) -> Iterator[tuple[str, list[UUID], str, object]]:
    """(name, whom, kind, target) of the rungs whose time has come."""
    name = f"{silence.thread} {silence.post} {text(silence.since)}"
    yield f"{name} approvers", officers_of(silence.post, {Role.APPROVER}), ESCALATED, silence.thread
    if silence.since <= now - 2 * STEP:
        entry = DirectoryEntry.objects.filter(focal_point=silence.post)
        above = entry.values_list("escalates_to", flat=True).first()
        if above is not None:
            yield f"{name} named", officers_of(above, READERS), UNANSWERED, silence.post
