"""Which recommendation came from which: what a reader may see of it, ready to be drawn and listed."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hub.conferences.models import AncestorFate, Recommendation, RecommendationLink
from hub.conferences.models.recommendation import RecommendationQuery

FURTHEST = 12
"""Editions that are followed in each direction."""


@dataclass(frozen=True)
class Ancestry:
    """Recommendations, the links between them, and fates that were recorded by hand."""

    recommendations: tuple[Recommendation, ...]
    links: tuple[RecommendationLink, ...]
    fates: tuple[AncestorFate, ...]


def ancestry(begin: Iterable[Recommendation], seen: RecommendationQuery) -> Ancestry:
    """Everything tied to some recommendations, backwards and forwards, of what is in `seen`.

    A link is shown only if both its ends are: nobody learns from a list of ancestors that a draft exists.
    """
    found: dict[UUID, Recommendation] = {one.pk: one for one in begin}
    # An ancestor that nothing points to is known by its fate alone.
    ended = seen.filter(fates__set__in={one.set_id for one in found.values()})
    found |= {one.pk: one for one in ended.select_related("set__conference__series")}
    edge, links = set(found), {}
    for _step in range(FURTHEST):
        ties = RecommendationLink.objects.filter(Q(start__in=edge) | Q(end__in=edge))
        fresh = {one.pk: one for one in ties}
        wanted = {pk for tie in fresh.values() for pk in (tie.start_id, tie.end_id)} - set(found)
        rows = seen.filter(pk__in=wanted).select_related("set__conference__series")
        links.update(fresh)
        edge = {one.pk for one in rows}
        found.update({one.pk: one for one in rows})
        if not edge:
            break
    kept = [one for one in links.values() if one.start_id in found and one.end_id in found]
    fates = AncestorFate.objects.filter(ancestor__in=found, set__in={one.set_id for one in found.values()})
    return Ancestry(tuple(found.values()), tuple(kept), tuple(fates.select_related("set")))
