"""The sealed subject of what officers were told of: which device opens it, and who else is on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from exchanges.models import Exchange
from focal_points.acting import Acting
from focal_points.models import Country, FocalPoint
from messaging.models import Member
from messaging.queries.posts import countries_named
from mla_requests.models import MlaRequest
from mla_requests.queries import head
from mla_requests.queries.inbox import whole


@dataclass(frozen=True)
class Letter:
    """The act with the sealed subject, the countries whose chains verify it (with spaces), the others."""

    stream: str
    event: str
    countries: str
    others: list[Country]


def letters(targets: set[UUID], acting: Acting) -> dict[str, Letter]:
    """By id, those of the targets that the acting post is on; a handful of statements for all of them."""
    if not targets:
        return {}
    return {**_requests(targets, acting), **_exchanges(targets, acting), **_threads(targets, acting)}


def requests_of(targets: Iterable[UUID], acting: Acting) -> list[MlaRequest]:
    """Those requests of the acting post that the officer may see."""
    post = acting.focal_point.pk
    party = Q(requesting=post) | Q(requested=post) | Q(conducting=post)
    rows = MlaRequest.objects.visible_to(acting.officer, acting.only).filter(party, pk__in=list(targets))
    return list(whole(rows))


def _requests(targets: set[UUID], acting: Acting) -> dict[str, Letter]:
    found = {}
    for one in requests_of(targets, acting):
        named = head(one, one.side_of(acting.focal_point))
        sides = [one.requesting, one.requested]
        found[str(one.pk)] = _letter(named["stream"], named["event"], sides, acting)
    return found


def _exchanges(targets: set[UUID], acting: Acting) -> dict[str, Letter]:
    post = acting.focal_point.pk
    rows = Exchange.objects.visible_to(acting.officer, acting.only).filter(Q(sender=post) | Q(receiver=post))
    rows = rows.filter(pk__in=targets).select_related("sender__country", "receiver__country")
    return {str(e.pk): _letter(str(e.pk), str(e.head), [e.sender, e.receiver], acting) for e in rows}


def _threads(targets: set[UUID], acting: Acting) -> dict[str, Letter]:
    """A post that has left is shown the subject it could open, and nobody who came later."""
    own = list(Member.objects.filter(thread__in=targets, focal_point=acting.focal_point))
    here = [one.thread_id for one in own if one.until_seq is None]
    rows = Member.objects.filter(thread__in=here, until_seq__isnull=True).exclude(
        focal_point=acting.focal_point
    )
    others: dict[UUID, list[Country]] = {}
    for one in rows.select_related("focal_point__country").order_by("since_seq", "focal_point_id"):
        others.setdefault(one.thread_id, []).append(one.focal_point.country)
    named = countries_named([one.subject_event for one in own])
    return {
        str(one.thread_id): Letter(
            str(one.thread_id),
            str(one.subject_event),
            named.get(str(one.subject_event), ""),
            others.get(one.thread_id, []),
        )
        for one in own
    }


def _letter(stream: str, event: str, posts: list[FocalPoint], acting: Acting) -> Letter:
    others = [post.country for post in posts if post.pk != acting.focal_point.pk]
    return Letter(stream, event, " ".join(post.country_id for post in posts), others)
