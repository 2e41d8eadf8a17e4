"""Posts for pages: who was ever on a conversation, whom a sealed subject names, whom one may write to."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from focal_points.acting import Acting
from focal_points.models import FocalPoint, PostType
from hub.ledger.models import Wrap
from messaging.models import Member
from messaging.queries.rows import post_json


def ever_on(own: Member) -> list[dict[str, str]]:
    """Everybody whom acts that the reader can open were sealed to; a post that left hears of nobody later."""
    rows = Member.objects.filter(thread=own.thread_id).select_related("focal_point__country")
    if own.until_seq is not None:
        rows = rows.filter(since_seq__lte=own.until_seq)
    return [post_json(one.focal_point) for one in rows.order_by("since_seq", "focal_point_id")]


def countries_named(events: Collection[UUID]) -> dict[str, str]:
    """{event: the countries it was sealed to, with spaces}: whose chains a device needs to verify it."""
    found: dict[str, set[str]] = {}
    rows = Wrap.objects.filter(event__in=events).values_list("event_id", "focal_point__country_id")
    for event, country in rows:
        found.setdefault(str(event), set()).add(country)
    return {event: " ".join(sorted(countries)) for event, countries in found.items()}


def addressees(by: Acting) -> QuerySet[FocalPoint]:
    """Posts that hold keys, by country and name: of members, no secretariat, not the own one."""
    posts = FocalPoint.objects.of_countries()
    others = posts.exclude(pk=by.focal_point.pk).exclude(type=PostType.SECRETARIAT)
    found = others.filter(country__member=True, generation__gt=0)
    return found.select_related("country").order_by("country__name_en", "country_id", "name", "pk")


def subject_of(row: dict[str, Any]) -> UUID:
    """The event with the sealed subject of a row."""
    return UUID(row["head"]["event"])
