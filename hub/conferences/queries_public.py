"""What everybody may read: adopted texts in their languages, and how each language stands to the original."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from hub.conferences.models import (
    Conference,
    Corrigendum,
    Recommendation,
    RecommendationSet,
    RecommendationText,
)


@dataclass(frozen=True)
class Reading:
    """A paragraph as one reader gets it. `missing`: not in the language asked for; the original is shown."""

    body: str
    language: str
    missing: bool
    behind: bool
    translation: str


@dataclass(frozen=True)
class Paragraph:
    """A recommendation with its newest text in each language, and the languages that were corrected."""

    recommendation: Recommendation
    texts: dict[str, RecommendationText] = field(default_factory=dict)
    corrections: tuple[Corrigendum, ...] = ()

    @property
    def original(self) -> RecommendationText | None:
        """The authoritative text."""
        found = [one for one in self.texts.values() if one.authoritative]
        return next(iter(found or self.texts.values()), None)

    def behind(self, language: str) -> bool:
        """Whether the original went on after this translation was made, by a revision or a corrigendum."""
        original, text = self.original, self.texts[language]
        if original is None or text is original:
            return False
        if (text.based_on or original.revision) < original.revision:
            return True
        theirs = [one.at for one in self.corrections if one.language == original.language]
        return any(at > text.at and not self._corrected_since(language, at) for at in theirs)

    def _corrected_since(self, language: str, at: object) -> bool:
        return any(one.language == language and one.at >= at for one in self.corrections)  # type: ignore[operator]

    def reading(self, language: str) -> Reading:
        """The text in a language, or the original where there is none."""
        text = self.texts.get(language)
        if text is not None:
            return Reading(text.body, language, False, self.behind(language), text.translation)
        original = self.original
        if original is None:
            return Reading("", language, True, False, "")
        return Reading(original.body, original.language, True, False, "")


def paragraphs(rows: Iterable[Recommendation]) -> list[Paragraph]:
    """The newest texts of recommendations, in the order given; three statements however many there are."""
    rows = list(rows)
    texts: dict[UUID, dict[str, RecommendationText]] = defaultdict(dict)
    found = RecommendationText.objects.filter(recommendation__in=rows).order_by("revision")
    for text in found:
        texts[text.recommendation_id][text.language] = text
    corrected: dict[tuple[UUID, int], list[Corrigendum]] = defaultdict(list)
    for one in Corrigendum.objects.filter(set__in={row.set_id for row in rows}):
        corrected[one.set_id, one.para_no].append(one)
    return [Paragraph(row, texts[row.pk], tuple(corrected[row.set_id, row.para_no or 0])) for row in rows]


def corrigenda_of(rows: Iterable[Paragraph]) -> list[Corrigendum]:
    """Corrigenda to what is shown; one to a confidential paragraph is as hidden as the paragraph."""
    found = {one.pk: one for row in rows for one in row.corrections}
    return sorted(found.values(), key=lambda one: (one.at, one.number))


def shown_sets(conference: Conference) -> list[RecommendationSet]:
    """The published sets of a conference, as everybody sees them."""
    return list(RecommendationSet.objects.published().filter(conference=conference))


def shown_recommendations(sets: Iterable[RecommendationSet]) -> list[Recommendation]:
    """Their recommendations in the order of their paragraphs."""
    rows = Recommendation.objects.published().filter(set__in=list(sets), withdrawn=False)
    return list(rows.select_related("set__conference__series").order_by("set__symbol", "para_no"))


def edition(series: str, which: str) -> Conference | None:
    """A public edition by its number, or by a year in which the series met (the first of that year)."""
    rows = Conference.objects.visible_to(None).filter(series=series).select_related("series", "country")
    if not which.isdecimal() or len(which) > 4:
        return None
    found = rows.filter(number=int(which)).first()
    return found or rows.filter(start__year=int(which)).order_by("start").first()


def recommendation(symbol: str) -> Recommendation | None:
    """A published recommendation by its symbol."""
    rows = Recommendation.objects.published().filter(symbol=symbol, withdrawn=False)
    return rows.select_related("set__conference__series", "set__conference__country").first()
