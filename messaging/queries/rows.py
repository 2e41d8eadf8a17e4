"""Conversations as lists show them to one post.

A post that has left is shown nothing that came later: the members, the place and the time are those of its
leaving.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.base.clock import text
from hub.ledger.models import Stream
from hub.notifications.models import Notification
from messaging.models import Member, Thread, ThreadLink
from mla_requests.models import MlaRequest

MENTION = "thread.mention"


@dataclass(frozen=True)
class _Around:
    """What rows need beside the membership itself, read for all of them at once."""

    heads: Mapping[UUID, int]
    members: Mapping[UUID, list[Member]]
    links: Mapping[UUID, list[str]]
    mentioned: frozenset[str]


def rows_json(memberships: Sequence[Member], by: Acting) -> list[dict[str, Any]]:
    """Rows for the reader at the post of the memberships, which come with thread, opener and its country."""
    around = _around(memberships, by)
    return [_row(one, around) for one in memberships]


def last_seq(membership: Member, head_seq: int) -> int:
    """The last place in the stream that the post may know of."""
    return head_seq if membership.until_seq is None else membership.until_seq


def present(members: Iterable[Member], seen_by: Member) -> list[Member]:
    """Who is on it now or, for a post that has left, who was when it left."""
    if seen_by.frozen is None:
        return [one for one in members if one.until_seq is None]
    return [one for one in members if str(one.focal_point_id) in seen_by.frozen["members"]]


def post_json(post: FocalPoint) -> dict[str, str]:
    """A post as the API names it."""
    names = {"country_name": str(post.country), "name": post.name}
    return {"focal_point": str(post.pk), "country": post.country_id, **names}


def _around(memberships: Sequence[Member], by: Acting) -> _Around:
    threads = [one.thread_id for one in memberships]
    heads = dict(Stream.objects.filter(pk__in=threads).values_list("pk", "head_seq"))
    members: dict[UUID, list[Member]] = {thread: [] for thread in threads}
    rows = Member.objects.filter(thread__in=threads).select_related("focal_point__country")
    for one in rows.order_by("since_seq", "focal_point_id"):
        members[one.thread_id].append(one)
    told = Notification.objects.filter(officer=by.officer, kind=MENTION, read_at__isnull=True)
    names = told.filter(target__in=[str(thread) for thread in threads]).values_list("target", flat=True)
    return _Around(heads, members, _links(threads, by), frozenset(names))


def _links(threads: list[UUID], by: Acting) -> dict[UUID, list[str]]:
    """The linked requests that the reader may see."""
    seen = MlaRequest.objects.visible_to(by.officer, by.only).values("pk")
    found: dict[UUID, list[str]] = {}
    rows = ThreadLink.objects.filter(thread__in=threads, request__in=seen).order_by("pk")
    for thread, request in rows.values_list("thread_id", "request"):
        found.setdefault(thread, []).append(str(request))
    return found


def _row(own: Member, around: _Around) -> dict[str, Any]:
    thread, frozen = own.thread, own.frozen or {}
    status, left = Thread.Status(frozen.get("status", thread.status)), own.until_seq is not None
    last = last_seq(own, around.heads[thread.pk])
    links = around.links.get(thread.pk, [])
    return {
        "id": str(thread.pk),
        "status": str(status),
        "status_label": str(status.label),
        "policy": thread.policy,
        "members": [post_json(one.focal_point) for one in present(around.members[thread.pk], own)],
        "links": [one for one in links if not left or one in frozen["links"]],
        "opened_by": post_json(thread.opened_by),
        "updated": text(own.updated),
        "head_seq": last,
        "read_seq": own.read_seq,
        "unread": 0 if left else last - max(own.read_seq, own.since_seq - 1),
        "mentioned": str(thread.pk) in around.mentioned,
        "left": left,
        "head": {"stream": str(thread.pk), "event": str(own.subject_event)},
    }
