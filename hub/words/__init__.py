"""Words as a search compares them: without case, accents, vowel signs or the many shapes of one letter.

Pure, and the same in the browser's twin; both run tests/vectors/words.json. A text is kept as its words
with one space before and after each, so that a search is nothing but finding strings.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

_DATA = json.loads((files("hub.words") / "data" / "words.json").read_text("utf-8"))
# Marks that a person leaves out when typing: accents of Latin, Greek and Cyrillic, Arabic vowel signs, the
# dot below in Devanagari and Bengali, and the moon and dot of Bengali.
_MARKS = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u093c\u09bc\u0981]"
)
# Not seen, or only stretched: soft hyphen, tatweel, joiners, direction marks.
_UNSEEN = re.compile("[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SHAPES = {shape: plain for plain, shapes in _DATA["shapes"].items() for shape in shapes}
_DIGITS = {chr(zero + n): str(n) for zero in _DATA["zeros"] for n in range(10)}
_TABLE = str.maketrans({**_SHAPES, **_DIGITS, "_": " "})
_ARTICLES = tuple(_DATA["articles"])
_LONGEST_FIRST = sorted(_ARTICLES, key=len, reverse=True)
_SHORTEST_STEM = 2
# Words that are remembered for one query.
_MOST_KNOWN = 20_000
# Scripts without spaces between words: there a search finds the inside of a run of letters too.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def _of(*categories: str) -> str:
    """The marks of these categories, as they stand inside a pattern; none lie beyond the second plane."""
    return "".join(chr(c) for c in range(0x300, 0x20000) if unicodedata.category(chr(c)) in categories)


_JOINING = _of("Mn", "Mc")
# A line under letters joins words only for machines; it becomes a space before these are asked.
_WORD = re.compile(f"[\\w{_JOINING}]+")
# A word as it was written, with the marks and joiners inside it.
_RUN = re.compile(f"[\\w{_JOINING}{_of('Me')}{_UNSEEN.pattern[1:-1]}]+")


def words(text: str) -> list[str]:
    """The words of a text, each in its plain shape, in order."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", _UNSEEN.sub("", text)).lower())
    return _WORD.findall(bare.translate(_TABLE))


def line(*texts: str) -> str:
    """What is kept of texts for searching: " word word ", or " " if there are no words."""
    return " ".join(("", *(word for text in texts for word in words(text)), ""))


def needles(query: str) -> list[tuple[str, ...]]:
    """What a kept line must hold: of each word of the query at least one of these strings."""
    return [_ways(word) for word in words(query)]


def found(kept: str, wanted: Iterable[tuple[str, ...]]) -> bool:
    """Whether a kept line holds the words of a query, each as the beginning of one of its own."""
    for ways in wanted:
        for one in ways:  # plain loops: this runs over ten thousand lines while a person waits
            if one in kept:
                break
        else:
            return False
    return True


def places(text: str, wanted: Iterable[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Where a text, as it was written, says what is looked for: from and until, in order, in code points."""
    held = _sought(tuple(wanted))
    return [run.span() for run in _RUN.finditer(text.replace("_", " ")) if held[run[0]]]


def first_place(text: str, wanted: Iterable[tuple[str, ...]]) -> int | None:
    """Where a text, as it was written, first says what is looked for, in code points; None: nowhere."""
    held = _sought(tuple(wanted))
    runs = _RUN.finditer(text.replace("_", " "))
    return next((run.start() for run in runs if held[run[0]]), None)


class _Sought(dict[str, bool]):
    """Which words, as they were written, hold what is looked for: found out once for each."""

    def __init__(self, wanted: tuple[tuple[str, ...], ...]) -> None:
        super().__init__()
        self.ways = [way for ways in wanted for way in ways]

    def __missing__(self, run: str) -> bool:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        kept = _kept(run)
        self[run] = held = any(way in kept for way in self.ways)
        return held


@lru_cache(maxsize=100_000)
def _kept(run: str) -> str:
    """The line of one word; the same words come again and again."""
    return line(run)


@lru_cache(maxsize=64)
def _sought(wanted: tuple[tuple[str, ...], ...]) -> _Sought:
    """One for all texts that a query found; queries come again with other facets."""
    return _Sought(wanted)


def stem(word: str) -> str:
    """A plain word without its Arabic article; words of other scripts, and short ones, as they are."""
    return next(
        (word[len(one) :] for one in _LONGEST_FIRST
         if one and word.startswith(one) and len(word) - len(one) > _SHORTEST_STEM), word
    )  # fmt: skip


def unspaced(word: str) -> bool:
    """Whether a plain word has letters of a script that writes no spaces between words."""
    return bool(_UNSPACED.search(word))


def _ways(word: str) -> tuple[str, ...]:
    """A word, and the same behind an Arabic article."""
    if _UNSPACED.search(word):
        return (word,)
    return behind_articles(word)


def behind_articles(word: str) -> tuple[str, ...]:
    """Where a kept line holds a plain word: behind a space and, if it is Arabic, behind an article."""
    if not "\u0621" <= word[0] <= "\u06d3":
        return (f" {word}",)
    bare = stem(word)
    return tuple(f" {one}{bare}" for one in _ARTICLES)
