"""Reading pairs, own registrations and hits."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from deconfliction.models import BlindPair, Hit, Registration
from focal_points.acting import Acting
from hub.base.errors import Unseen

BOTH_POSTS = ("proposer__country", "other__country")


def pairs(by: Acting) -> QuerySet[BlindPair]:
    """The pairs of the acting post, the newest first."""
    seen = BlindPair.objects.visible_to(by.officer, by.only).select_related(*BOTH_POSTS)
    mine = Q(proposer=by.focal_point) | Q(other=by.focal_point)
    return seen.filter(mine).order_by("-proposed", "pk")


def registrations(by: Acting) -> QuerySet[Registration]:
    """The registrations of the acting post, the newest first."""
    posts = tuple(f"pair__{name}" for name in BOTH_POSTS)
    seen = Registration.objects.visible_to(by.officer, by.only).select_related(*posts)
    return seen.filter(focal_point=by.focal_point).order_by("-created", "-pk")


def hits(by: Acting) -> QuerySet[Hit]:
    """The hits of the acting post, the newest first."""
    posts = tuple(f"pair__{name}" for name in BOTH_POSTS)
    seen = Hit.objects.visible_to(by.officer, by.only).select_related("earlier", "later", *posts)
    mine = Q(pair__proposer=by.focal_point) | Q(pair__other=by.focal_point)
    return seen.filter(mine).order_by("-at", "-pk")


def one(found: QuerySet[Any], pk: UUID) -> Any:
    """The row of that id among what is seen. Raises Unseen."""
    row = found.filter(pk=pk).first()
    if row is None:
        raise Unseen
    return row


def used(by: Acting, now: datetime) -> dict[UUID, int]:
    """Registrations of the acting post today, by pair."""
    since = datetime.combine(now.date(), time(), now.tzinfo)
    mine = Registration.objects.filter(focal_point=by.focal_point, created__gte=since)
    return dict(mine.values_list("pair").annotate(n=Count("pk")))
