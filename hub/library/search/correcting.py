"""Correcting a query by the words its reader may see: by none other, however close."""

from collections.abc import Callable, Sequence

from hub.library.search import engine
from hub.library.search.spelling import distance, halves, mistakes
from hub.library.search.terms import Wanted, wanted
from hub.words import unspaced, words

NEAREST, MOST_NEAR = 3, 400


def corrected(tokens: frozenset[str], query: str, there: Callable[[Sequence[Wanted]], bool]) -> str:
    """The query with every word that nothing visible holds replaced by the nearest one; "" if there is none.

    `there` says whether the reader sees a text that holds all of some terms: the last word on every proposal,
    since the list of words may be older than what is visible now.
    """
    said = words(query)
    better = [word if there(wanted(word)) else _nearest(tokens, word, there) for word in said]
    if "" in better or better == said or not there(wanted(" ".join(better))):
        return ""
    return " ".join(better)


def _nearest(tokens: frozenset[str], word: str, there: Callable[[Sequence[Wanted]], bool]) -> str:
    forgiven = 0 if unspaced(word) else mistakes(word)
    if not forgiven:
        return ""
    lengths = (len(word) - forgiven, len(word) + forgiven)
    near = engine.near(tokens, *halves(word), lengths, MOST_NEAR)
    ranked = sorted((distance(word, one, forgiven), one[0] != word[0], one) for one in near)
    close = [one for far, _first, one in ranked if far <= forgiven]
    return next((one for one in close[:NEAREST] if there(wanted(one))), "")
