"""What a reader may mean while typing: titles that hold the words begun, of what the reader may see."""

from dataclasses import dataclass, replace
from uuid import UUID

from focal_points.acting import Acting
from hub.library.models.search import SearchRow
from hub.library.search import engine, ranking
from hub.library.search.finding import reading_of
from hub.library.search.marking import Marked, shown
from hub.library.search.terms import SECTION, wanted
from hub.publishing.audience import tokens_for

MOST, WEIGHED = 8, 60
FEWEST_LETTERS = 2


@dataclass(frozen=True)
class Suggestion:
    """A title and the item that has it."""

    item: UUID
    number: int
    identifier: str
    title: Marked


def suggest(reader: Acting | None, start: str, language: str = "en") -> list[Suggestion]:
    """At most MOST titles that hold the words typed so far; of the last word two letters are enough."""
    return suggest_as(tokens_for(reader), start, language)


def suggest_as(tokens: frozenset[str], start: str, language: str = "en") -> list[Suggestion]:
    """The same by the tokens a reader holds."""
    terms = wanted(start)
    if not terms or len(terms[-1].term) < FEWEST_LETTERS:
        return []
    terms = [*terms[:-1], replace(terms[-1], beginning=True)]
    reading = reading_of(tokens)
    found = engine.newest(terms, reading.tokens, SECTION, WEIGHED)
    seen = [place for place in found if reading.visible >> place & 1]
    weight = ranking.weigher(start, terms)
    rows = SearchRow.objects.filter(place__in=seen).defer("line")
    heavy = sorted(rows, key=lambda row: (-weight(row.title_line, ""), -row.place))
    return [_suggestion(row, start, language) for row in heavy[:MOST]]


def _suggestion(row: SearchRow, start: str, language: str) -> Suggestion:
    title, _summary = shown({code: [texts[0], "", ""] for code, texts in row.texts.items()}, start, language)
    return Suggestion(row.item, row.number, row.identifier, title)
