"""Tell the members that there is something new: kind and id, never content."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from focal_points.acting import Acting
from focal_points.models import Role
from focal_points.queries import seats_at
from hub.notifications import actions as notifications
from hub.threads.table import Kind
from hub.webhooks.actions import announce
from messaging.models import Member

Seat = tuple[UUID, UUID, str]
READERS = frozenset({Role.OFFICER, Role.APPROVER})


def tell(
    thread: UUID,
    members: set[UUID],
    kind: Kind,
    facts: Mapping[str, Any],
    by: Acting,
    now: datetime,
    sitting: Iterable[Seat] | None = None,
) -> None:
    """Ring everybody on it; into the inbox of the other posts goes one unread row of each kind at most.

    `sitting` says who has a seat at its posts, if that was read under the locks before.
    """
    own = by.focal_point.pk
    posts = members | {own}
    found = seats_at(posts) if sitting is None else sitting
    seats = [(officer, post) for officer, post, role in found if role in READERS]
    told = {} if kind.tells == "nobody" else _kinds(kind, facts, [s for s in seats if s[1] != own])
    told.pop(by.officer.pk, None)
    for word in sorted(set(told.values())):
        notifications.tell([o for o, w in told.items() if w == word], word, thread, single=True)
    rung = {officer for officer, _post in seats} - told.keys()
    notifications.ring(rung, {"type": "ring", "kind": kind.kind, "id": str(thread)})
    announce(posts, kind.kind, thread, now)


def present(thread: UUID) -> set[UUID]:
    """The posts on a conversation now."""
    rows = Member.objects.filter(thread=thread, until_seq__isnull=True)
    return set(rows.values_list("focal_point_id", flat=True))


def _kinds(kind: Kind, facts: Mapping[str, Any], seats: list[tuple[UUID, UUID]]) -> dict[UUID, str]:
    """Under which word each officer is told: urgent before named before the rest."""
    named = {UUID(post) for post in facts.get("mentions", ())}
    rest = "thread.urgent" if facts.get("urgent") else kind.kind
    words = {officer: rest for officer, _post in seats}
    if rest == kind.kind:
        words |= {officer: "thread.mention" for officer, post in seats if post in named}
    return words
