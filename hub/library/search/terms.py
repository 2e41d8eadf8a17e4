"""What the index of both databases holds: plain terms, so that neither cuts or folds them its own way.

Pure. Three sorts: a word; a word of a title, behind SECTION; a token of the audience, behind PILCROW. The
audience lies inside the index, so that a search never walks through what its reader may not see.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.words import stem, unspaced, words
from hub.words.endings import Form, forms

SECTION, PILCROW = "\u00a7", "\u00b6"
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
PRIVATE = 0xF0000
LONGEST = 60
# One or two letters as the beginning of a word would find half the library.
SHORTEST_BEGINNING = 3
MOST_WORDS = 12


@dataclass(frozen=True)
class Wanted:
    """What a found text must hold: a term, whole or as the beginning of one, or another form of it."""

    term: str
    beginning: bool
    forms: tuple[Form, ...] = ()


def of_text(text: str) -> frozenset[str]:
    """The terms that find a text: its words, Arabic ones also without article, pairs of Han letters."""
    return frozenset(term for word in words(text) for term in _of_word(word))


def of_row(title: str, body: str, tokens: Iterable[str]) -> str:
    """All terms of one row, each once, in a steady order, with one space between them."""
    titled = of_text(title)
    every = {*titled, *of_text(body), *(SECTION + one for one in titled), *map(of_token, tokens)}
    return " ".join(sorted(every))


def of_token(token: str) -> str:
    """A token of the audience as one term: what is not a small letter or digit moves to the private area."""
    return PILCROW + "".join(c if c in PLAIN else chr(PRIVATE + ord(c)) for c in token)


def wanted(query: str) -> list[Wanted]:
    """What a found text must hold, all of it; empty if the query has no words."""
    found = [one for word in words(query)[:MOST_WORDS] for one in _wanted(word[:LONGEST])]
    return list(dict.fromkeys(found))


def _wanted(word: str) -> list[Wanted]:
    if unspaced(word):
        pairs = [word[at : at + 2] for at in range(len(word) - 1)]
        return [Wanted(pair, False) for pair in pairs] or [Wanted(word, True)]
    bare = stem(word)
    return [Wanted(bare, len(bare) >= SHORTEST_BEGINNING, forms(bare))]


def _of_word(word: str) -> list[str]:
    word = word[:LONGEST]
    if unspaced(word):
        return [word[at : at + 2] for at in range(len(word))]
    return [word, stem(word)]
