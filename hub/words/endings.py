"""Other forms of a word: its singular, its plural, its cases. Pure; rules and sources in data/endings.json.

Forms are made of the words of a query only, so that nothing of them is kept and both databases look for the
same. Most forms of a word begin with its shortest one; what is made here is the way back from the longer.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from hub.words import behind_articles, needles, stem, words

_DATA = json.loads((files("hub.words") / "data" / "endings.json").read_text("utf-8"))
_RANGES = {
    "latin": ("a", "ÿ"), "cyrillic": ("\u0400", "\u04ff"), "arabic": ("\u0621", "\u06d3"),
    "devanagari": ("\u0900", "\u097f"), "bengali": ("\u0980", "\u09ff"),
}  # fmt: skip


@dataclass(frozen=True)
class Form:
    """Another form of a word: a whole word, or the beginning of several."""

    text: str
    beginning: bool


def _plain(text: str) -> str:
    return "".join(words(text))


def _rules(script: str) -> tuple[list[tuple[str, tuple[str, ...]]], list[tuple[str, int]]]:
    said: dict[str, Any] = _DATA[script]
    whole = [(_plain(ending), tuple(map(_plain, given))) for ending, given in said["whole"]]
    return whole, [(_plain(ending), least) for ending, least in said["begun"]]


_RULES = {script: _rules(script) for script in _RANGES}
_ALIKE = {one: group for group in map(words, _DATA["alike"]) for one in group}


@lru_cache(maxsize=10_000)
def forms(word: str) -> tuple[Form, ...]:
    """Other forms of a plain word, the likeliest first; none for scripts and endings without a rule."""
    bare = stem(word)
    script = next((name for name, (low, high) in _RANGES.items() if low <= bare[:1] <= high), "")
    found = [Form(one, False) for one in _ALIKE.get(bare, ()) if one != bare]
    if script:
        whole, begun = _RULES[script]
        found += _whole(bare, whole, _DATA[script]["least"]) + _begun(bare, begun)
    return tuple(dict.fromkeys(found))


def sought(query: str) -> list[tuple[str, ...]]:
    """As hub.words.needles, with the other forms of every word: what is marked in a text that was found."""
    return [ways + kept(forms(word)) for word, ways in zip(words(query), needles(query), strict=True)]


def kept(made: Iterable[Form]) -> tuple[str, ...]:
    """Where a kept line holds other forms: behind a space and, if they are Arabic, behind an article."""
    return tuple(way + " " * (not form.beginning) for form in made for way in behind_articles(form.text))


def _whole(word: str, rules: list[tuple[str, tuple[str, ...]]], least: int) -> list[Form]:
    """By the first rule whose ending the word has and that leaves enough of it."""
    for ending, given in rules:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= least:
            return [Form(rest + one, False) for one in given]
    return []


def _begun(word: str, rules: list[tuple[str, int]]) -> list[Form]:
    for ending, least in rules:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= least:
            return [Form(rest, True)]
    return []
