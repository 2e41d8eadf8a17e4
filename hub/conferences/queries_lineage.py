"""What an edition must account for, and how far it has: the recommendations of the edition before."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from hub.conferences.models import (
    AncestorFate,
    Conference,
    Fate,
    LinkKind,
    Recommendation,
    RecommendationLink,
)
from hub.conferences.states import SETTLED

# What a link from the newer recommendation says about the older one.
FATE_OF: dict[str, str] = {
    LinkKind.BUILDS_ON: Fate.CONTINUED,
    LinkKind.REAFFIRMS: Fate.CONTINUED,
    LinkKind.UPDATES: Fate.UPDATED,
    LinkKind.SPLITS: Fate.UPDATED,
    LinkKind.SUPERSEDES: Fate.UPDATED,
    LinkKind.MERGES: Fate.MERGED,
    LinkKind.IMPLEMENTS: Fate.IMPLEMENTED,
    LinkKind.DROPS: Fate.DROPPED,
}
# One ancestor may have several links; the word that says most comes first.
_WEIGHT = (Fate.MERGED, Fate.UPDATED, Fate.CONTINUED, Fate.IMPLEMENTED, Fate.DROPPED)


@dataclass(frozen=True)
class Account:
    """One ancestor: its fate ("" while it is unaccounted for), the reason, and the links that say so.

    `recorded_in`: the set in which the fate was recorded by hand.
    """

    ancestor: Recommendation
    fate: str
    reason: str
    links: tuple[RecommendationLink, ...] = ()
    recorded_in: UUID | None = None

    @property
    def label(self) -> str:
        """The fate in the reader's language."""
        return str(Fate(self.fate).label) if self.fate else ""


def ancestors_of(conference: Conference) -> QuerySet[Recommendation]:
    """The adopted recommendations of the edition before, in the order of their symbols."""
    rows = Recommendation.objects.filter(
        set__conference=conference.predecessor_id, set__state__in=SETTLED, withdrawn=False
    )
    rows = rows if conference.predecessor_id else rows.none()
    return rows.select_related("set").order_by("set__symbol", "para_no", "pk")


def accounts(conference: Conference) -> list[Account]:
    """Every ancestor with its fate in this edition, from links or recorded by hand. Three statements."""
    links: dict[UUID, list[RecommendationLink]] = {}
    mine = RecommendationLink.objects.filter(start__set__conference=conference, start__withdrawn=False)
    for link in mine.select_related("start"):
        links.setdefault(link.end_id, []).append(link)
    by_hand = {one.ancestor_id: one for one in AncestorFate.objects.filter(set__conference=conference)}
    return [_account(one, links.get(one.pk, []), by_hand.get(one.pk)) for one in ancestors_of(conference)]


def _account(
    ancestor: Recommendation, links: list[RecommendationLink], by_hand: AncestorFate | None
) -> Account:
    if by_hand is not None:
        return Account(ancestor, by_hand.fate, by_hand.reason, tuple(links), by_hand.set_id)
    fates = {FATE_OF[link.kind]: link for link in links}
    fate = next((word for word in _WEIGHT if word in fates), "")
    return Account(ancestor, str(fate), fates[fate].note if fate else "", tuple(links))


def unaccounted(conference: Conference) -> list[Recommendation]:
    """The ancestors of which nobody has said what became of them."""
    return [one.ancestor for one in accounts(conference) if not one.fate]
