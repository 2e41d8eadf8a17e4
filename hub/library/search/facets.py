"""Facets: how many of what was found have each value. Exact, and only over places that the reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass

from hub.base.results import Text
from hub.library.search.query import FACETS

Sets = Mapping[str, Mapping[str, int]]
Chosen = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Value:
    """One value, how many have it, and whether it is chosen."""

    value: str
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """One facet with the values that were found, most frequent first; a chosen value stays even at nought."""

    name: str
    label: Text
    values: list[Value]


def chosen(sets: Sets, facets: Chosen, but: str = "") -> int:
    """The places that agree with every chosen facet except `but`; -1 stands for all places."""
    found = -1
    for name, values in facets.items():
        if name != but:
            found &= _any(sets.get(name, {}), values)
    return found


def counted(sets: Sets, found: int, facets: Chosen) -> list[Facet]:
    """Every facet over what was found; a facet's own choice does not narrow its own values."""
    narrowed = found & chosen(sets, facets)
    made = []
    for name, label in FACETS.items():
        base = found & chosen(sets, facets, name) if name in facets else narrowed
        values = _values(sets.get(name, {}), base, facets.get(name, frozenset()))
        made.append(Facet(name, label, values))
    return made


def _values(places: Mapping[str, int], base: int, picked: frozenset[str]) -> list[Value]:
    counts = {value: (held & base).bit_count() for value, held in places.items()}
    # A chosen value is shown whether or not anything has it: else asking would tell what hidden rows have.
    shown = dict.fromkeys(picked, 0) | {value: count for value, count in counts.items() if count}
    return sorted(
        (Value(*one, one[0] in picked) for one in shown.items()), key=lambda one: (-one.count, one.value)
    )


def _any(places: Mapping[str, int], values: frozenset[str]) -> int:
    found = 0
    for value in values:
        found |= places.get(value, 0)
    return found
