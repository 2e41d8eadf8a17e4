"""How well a row answers a query: the same arithmetic on both databases, over few rows. Pure."""

from collections.abc import Sequence

from hub.library.search.terms import Wanted
from hub.words import needles, words

# Of what a query finds so many rows are weighed: those with all words in the title first, then the newest.
MOST = 200
TITLE_WHOLE, TITLE_BEGINNING, TITLE_PHRASE, TITLE_ALL = 40, 24, 60, 120
TEXT_WHOLE, TEXT_BEGINNING, TEXT_PHRASE = 6, 3, 20
MOST_TIMES = 5


def score(query: str, wanted: Sequence[Wanted], title: str, line: str) -> int:
    """Weight of a row by its kept lines: words of the title before words of the text, whole before begun."""
    phrase = " ".join(["", *words(query), ""])
    several = len(wanted) > 1
    total = sum(_of_title(one, title) + _of_text(one, line) for one in wanted)
    total += TITLE_PHRASE * (phrase in title and several) + TEXT_PHRASE * (phrase in line and several)
    return total + TITLE_ALL * (title.strip() == phrase.strip() != "")


def _of_title(one: Wanted, title: str) -> int:
    ways = _ways(one)
    if any(f"{way} " in title for way in ways):
        return TITLE_WHOLE
    return TITLE_BEGINNING * any(way in title for way in ways)


def _of_text(one: Wanted, line: str) -> int:
    ways = _ways(one)
    whole = sum(line.count(f"{way} ") for way in ways)
    begun = sum(line.count(way) for way in ways)
    return TEXT_WHOLE * min(whole, MOST_TIMES) + TEXT_BEGINNING * min(begun - whole, MOST_TIMES)


def _ways(one: Wanted) -> tuple[str, ...]:
    """The term where a kept line may hold it: behind a space and, if it is Arabic, behind an article."""
    found = needles(one.term)
    return found[0] if found else (f" {one.term}",)
