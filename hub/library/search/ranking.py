"""How well a row answers a query: the same arithmetic on both databases, over few rows. Pure."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from hub.library.search.terms import Wanted
from hub.words import needles, words
from hub.words.endings import kept

# Of what a query finds so many rows are weighed: those with all words in the title first, then the newest.
MOST = 120
TITLE_WHOLE, TITLE_BEGINNING, TITLE_FORM, TITLE_PHRASE, TITLE_ALL = 40, 24, 20, 60, 120
TEXT_WHOLE, TEXT_BEGINNING, TEXT_FORM, TEXT_PHRASE = 6, 3, 2, 20
MOST_TIMES = 5


def weigher(query: str, wanted: Sequence[Wanted]) -> Callable[[str, str], int]:
    """What weighs a row by its kept lines: the title before the text, whole words before begun ones."""
    phrase = " ".join(["", *words(query), ""])
    several = len(wanted) > 1
    ways = [_Ways(_ways(one), kept(one.forms)) for one in wanted]

    def weigh(title: str, line: str) -> int:
        """Points of one row."""
        total = sum(_of_title(one, title) + _of_text(one, line) for one in ways)
        total += TITLE_PHRASE * (several and phrase in title) + TEXT_PHRASE * (several and phrase in line)
        return total + TITLE_ALL * (title.strip() == phrase.strip() != "")

    return weigh


class _Ways(NamedTuple):
    """How a kept line may hold something wanted: as it was typed, and in other forms."""

    typed: tuple[str, ...]
    forms: tuple[str, ...]


def _of_title(ways: _Ways, title: str) -> int:
    if any(f"{way} " in title for way in ways.typed):
        return TITLE_WHOLE
    if any(way in title for way in ways.typed):
        return TITLE_BEGINNING
    return TITLE_FORM * any(way in title for way in ways.forms)


def _of_text(ways: _Ways, line: str) -> int:
    begun = sum(line.count(way) for way in ways.typed)
    whole = sum(line.count(f"{way} ") for way in ways.typed) if begun else 0
    other = sum(line.count(way) for way in ways.forms)
    points = TEXT_WHOLE * min(whole, MOST_TIMES) + TEXT_BEGINNING * min(begun - whole, MOST_TIMES)
    return points + TEXT_FORM * min(other, MOST_TIMES)


def _ways(one: Wanted) -> tuple[str, ...]:
    """The term where a kept line may hold it: behind a space and, if it is Arabic, behind an article."""
    found = needles(one.term)
    return found[0] if found else (f" {one.term}",)
