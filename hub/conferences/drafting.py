"""Merging of two changes to the same text, so that nothing anybody wrote is lost. Pure.

Three texts: what both began with, mine, theirs. Changes that do not touch go together, by paragraph and
inside a paragraph by word. Where both changed the same words differently, both wordings stay side by side in
square brackets, as contested text is written in drafts of the United Nations.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub.conferences.brackets import balanced
from hub.conferences.tokens import matches, paragraphs, words


@dataclass(frozen=True)
class Place:
    """Words that both changed: as they were, mine, theirs."""

    base: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merged:
    """Both changes together."""

    text: str


@dataclass(frozen=True)
class Conflict:
    """Both changes together, with both wordings in brackets at each of the places."""

    text: str
    places: tuple[Place, ...]


Result = Merged | Conflict


def merge(base: str, mine: str, theirs: str) -> Result:
    """Put two changes of one text together; see the head of this module.

    Brackets that were balanced in mine and theirs are balanced in the result.
    """
    merged: list[str] = []
    places: list[Place] = []
    for place in _chunks(paragraphs(base), paragraphs(mine), paragraphs(theirs)):
        text, contested = _inside(place)
        merged.append(text)
        places += contested
    text = "".join(merged)
    if balanced(mine) and balanced(theirs) and not balanced(text):
        whole = Place(base, mine, theirs)
        return Conflict(_both(whole), (whole,))
    return Conflict(text, tuple(places)) if places else Merged(text)


def _inside(place: Place) -> tuple[str, list[Place]]:
    """One paragraph, or several that changed together: word by word where both changed it."""
    simple = _simple(place)
    if simple is not None:
        return simple, []
    merged, places = "", []
    for part in _chunks(words(place.base), words(place.mine), words(place.theirs)):
        text = _simple(part)
        if text is None:
            text = _both(part)
            places.append(part)
        merged += text
    if balanced(place.mine) and balanced(place.theirs) and not balanced(merged):
        return _both(place), [place]
    return merged, places


def _simple(place: Place) -> str | None:
    """The text where at most one side changed it, or both in the same way; None where they differ."""
    if place.mine in (place.theirs, place.base):
        return place.theirs
    if place.theirs == place.base:
        return place.mine
    same = place.mine.rstrip() == place.theirs.rstrip()
    return max(place.mine, place.theirs, key=len) if same else None


def _both(place: Place) -> str:
    """Both wordings in brackets, the space after them outside. Deleted words have no brackets."""
    sides = [side for side in (place.mine, place.theirs) if side.strip()]
    after = next((side[len(side.rstrip()) :] for side in sides if side != side.rstrip()), "")
    glue = "\n" if "\n" in after else " "
    return glue.join(f"[{side.strip()}]" for side in sides) + after


def _chunks(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[Place]:
    """The three texts cut at every part that is the same in all of them."""
    bare, *sides = ([part.rstrip() for part in text] for text in (base, mine, theirs))
    here, there = (matches(bare, side) for side in sides)
    i = j = k = 0
    for at in [n for n in range(len(base)) if n in here and n in there] + [len(base)]:
        a, b = here.get(at, len(mine)), there.get(at, len(theirs))
        if (i, j, k) != (at, a, b):
            yield Place("".join(base[i:at]), "".join(mine[j:a]), "".join(theirs[k:b]))
        if at < len(base):
            yield Place(base[at], mine[a], theirs[b])
        i, j, k = at + 1, a + 1, b + 1
