"""Rows taken for a change, of what the caller may see.

A set is locked for every act on its drafts: so no edit slips in while it is adopted, and two edits of one
paragraph come one after the other.
"""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from focal_points.acting import Acting
from hub.base.errors import Unseen
from hub.conferences.models import Conference, Recommendation, RecommendationSet, Series

M = TypeVar("M", bound=Model)


def series(code: str) -> Series:
    """A series, locked. Raises Unseen."""
    return _first(_locked(Series.objects.filter(pk=code).select_related("network")))


def conference(by: Acting, pk: UUID) -> Conference:
    """A conference that the caller sees, locked. Raises Unseen."""
    rows = Conference.objects.visible_to(by).filter(pk=pk)
    return _first(_locked(rows.select_related("series__network", "predecessor")))


def one_set(by: Acting | None, pk: UUID) -> RecommendationSet:
    """A set that the caller sees (None: the hub itself), locked. Raises Unseen."""
    rows = RecommendationSet.objects.all() if by is None else RecommendationSet.objects.visible_to(by)
    found = rows.filter(pk=pk).select_related("conference__series__network", "conference__predecessor")
    return _first(_locked(found))


def recommendation(by: Acting, pk: UUID) -> Recommendation:
    """A recommendation that the caller sees, its set locked. Raises Unseen."""
    rows = Recommendation.objects.visible_to(by).filter(pk=pk).select_related("group__conference")
    found = _first(rows)
    found.set = one_set(by, found.set_id)
    # It may have changed between the two reads.
    found.refresh_from_db(fields=["withdrawn", "order", "para_no", "symbol", "confidential"])
    return found


def _locked(rows: QuerySet[M]) -> QuerySet[M]:
    return rows.select_for_update(of=("self",))


def _first(rows: QuerySet[M]) -> M:
    found = rows.first()
    if found is None:
        raise Unseen
    return found
