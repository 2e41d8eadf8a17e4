"""Searching the library. Nothing here looks at a row that the reader may not see, not even to count it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models.functions import Left

from focal_points.acting import Acting
from hub.base import clock
from hub.library.models.search import SearchRow, Side
from hub.library.search import bits, engine, ranking, shelf
from hub.library.search.correcting import corrected
from hub.library.search.facets import Facet, chosen, counted
from hub.library.search.marking import Marked, shown
from hub.library.search.query import Query, cursor_of, read_cursor
from hub.library.search.terms import SECTION, Wanted, wanted
from hub.publishing.audience import tokens_for

# Letters of a row's text that its weight depends on.
WEIGHED = 3000
# Titles are looked through from the newest on, at most so many of them.
TITLED = 2000
# Answers of the index that are kept, about 13 kB each for 100 000 items.
KEPT = 256


@dataclass(frozen=True)
class Hit:
    """One found version: where it leads, and what it shows of itself. `work` is a version still worked on."""

    item: UUID
    number: int
    identifier: str
    owner: str
    state: str
    work: bool
    title: Marked
    summary: Marked
    languages: tuple[str, ...]
    facets: Mapping[str, tuple[str, ...]]
    row: SearchRow


@dataclass(frozen=True)
class Result:
    """A page of hits; `total` and facets count what the reader may see, `corrected` is what was searched.

    `partial`: nothing holds all words, so these hold as many of them as anything does.
    """

    rows: list[Hit]
    facets: list[Facet]
    total: int
    next: str = ""
    corrected: str = ""
    partial: bool = False


@dataclass(frozen=True)
class Reading:
    """Who reads: tokens held, the places they open, and the state of the index all parts of a search use."""

    tokens: frozenset[str]
    visible: int
    shelf: shelf.Shelf


def search(reader: Acting | None, query: Query, language: str = "en") -> Result:
    """What a reader (None: nobody signed in) finds; misspelt words are corrected by words they may see."""
    return search_as(tokens_for(reader), query, language)


def search_as(tokens: frozenset[str], query: Query, language: str = "en", on: date | None = None) -> Result:
    """The same by the tokens a reader holds on a day (today)."""
    reading = reading_of(tokens, on)
    said, found = query.q, matches(reading, wanted(query.q))
    better = "" if found else corrected(reading.tokens, query.q, lambda terms: bool(matches(reading, terms)))
    if better:
        said, found = better, matches(reading, wanted(better))
    partly = 0 if found else most_words(reading, wanted(query.q))
    found = found or partly
    facets = counted(reading.shelf.facets, found, query.facets)
    found &= chosen(reading.shelf.facets, query.facets)
    places, following = _page(reading, query, said, found)
    rows = [_hit(row, said, language) for row in _rows(places)]
    return Result(rows, facets, found.bit_count(), following, better, bool(partly))


def reading_of(tokens: frozenset[str], on: date | None = None) -> Reading:
    """The index as a reader with these tokens sees it."""
    now = shelf.current()
    return Reading(tokens, now.visible(tokens, on or clock.now().date()), now)


def matches(reading: Reading, terms: Sequence[Wanted]) -> int:
    """The places that hold all terms, among those that the reader may see."""
    if not terms:
        return reading.visible
    return _matched(reading.shelf.stamp, reading.tokens, tuple(terms), reading.shelf.top) & reading.visible


def most_words(reading: Reading, terms: Sequence[Wanted]) -> int:
    """The places that hold the most words, at least half of them; none for a single word."""
    held = [reading.visible, *(0 for _ in terms)]
    for term in terms:
        has = matches(reading, [term])
        for many in range(len(terms), 0, -1):
            held[many] |= held[many - 1] & has
    enough = held[max(1, (len(terms) + 1) // 2) :] if len(terms) > 1 else []
    return next((some for some in reversed(enough) if some), 0)


@lru_cache(maxsize=KEPT)
def _matched(_stamp: tuple[int, str], tokens: frozenset[str], terms: tuple[Wanted, ...], top: int) -> int:
    """Choosing facets asks for the same words again; after a change of the index nothing kept is used."""
    places = engine.find(terms, tokens)
    # What another process added meanwhile lies above the top of this shelf.
    return bits.of(places, max(top, *places)) & bits.below(top + 1) if places else 0


def kept_no_more() -> None:
    """Forget kept answers, for measurements."""
    _matched.cache_clear()


def _page(reading: Reading, query: Query, said: str, found: int) -> tuple[list[int], str]:
    terms = wanted(said)
    if query.sort == "relevance" and terms:
        return _by_weight(reading, query, said, found)
    _kind, numbers = read_cursor(query.cursor)
    take = bits.oldest if query.sort == "oldest" else bits.newest
    if numbers:
        bound = numbers[-1]
        found = found >> (bound + 1) << (bound + 1) if query.sort == "oldest" else found & bits.below(bound)
    places = take(found, query.size + 1)
    return _cut(places, query.size)


def _cut(places: list[int], size: int) -> tuple[list[int], str]:
    page = places[:size]
    return page, cursor_of("n", page[-1]) if len(places) > size else ""


def _by_weight(reading: Reading, query: Query, said: str, found: int) -> tuple[list[int], str]:
    """The weighed rows, heaviest first, then all others, newest first."""
    terms = wanted(said)
    candidates = _candidates(reading, terms, found)
    kind, numbers = read_cursor(query.cursor)
    rest = found & ~bits.of(candidates, reading.shelf.top)
    if kind == "n" and numbers:
        return _cut(bits.newest(rest & bits.below(numbers[0]), query.size + 1), query.size)
    weighed = sorted((-weight, -place) for place, weight in _weights(said, terms, candidates))
    if kind == "w" and len(numbers) == 2:
        weighed = [one for one in weighed if one > (-numbers[0], -numbers[1])]
    page = weighed[: query.size]
    places = [-place for _weight, place in page]
    if len(weighed) > query.size:
        return places, cursor_of("w", -page[-1][0], -page[-1][1])
    more = bits.newest(rest, query.size - len(places) + 1)
    places += more[: query.size - len(page)]
    left = len(more) > query.size - len(page)
    return places, cursor_of("n", places[-1] if more[:-1] else reading.shelf.top + 1) if left else ""


def _candidates(reading: Reading, terms: Sequence[Wanted], found: int) -> list[int]:
    """The rows worth weighing: those with every word in the title, then the newest, at most ranking.MOST."""
    if found.bit_count() <= ranking.MOST:
        return bits.newest(found, ranking.MOST)
    top = reading.shelf.top
    titled = engine.newest(terms, reading.tokens, SECTION, TITLED)
    first = bits.newest(bits.of((one for one in titled if one <= top), top) & found, ranking.MOST)
    return first + bits.newest(found & ~bits.of(first, top), ranking.MOST - len(first))


def _weights(said: str, terms: Sequence[Wanted], places: Iterable[int]) -> list[tuple[int, int]]:
    weighed = SearchRow.objects.filter(place__in=list(places))
    rows = weighed.values_list("place", "title_line", Left("line", WEIGHED))
    weight = ranking.weigher(said, terms)
    return [(place, weight(title, line)) for place, title, line in rows]


def _rows(places: Sequence[int]) -> list[SearchRow]:
    found = SearchRow.objects.defer("line", "title_line").in_bulk(places)
    return [found[place] for place in places if place in found]


def _hit(row: SearchRow, said: str, language: str) -> Hit:
    title, summary = shown(row.texts, said, language)
    facets: dict[str, list[str]] = {}
    for name, _colon, value in (key.partition(":") for key in row.facets.split("\n")):
        facets.setdefault(name, []).append(value)
    return Hit(
        item=row.item,
        number=row.number,
        identifier=row.identifier,
        owner=row.owner,
        state=row.state,
        work=row.side == Side.WORK,
        title=title,
        summary=summary,
        languages=tuple(row.texts),
        facets={name: tuple(values) for name, values in facets.items()},
        row=row,
    )
