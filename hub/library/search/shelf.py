"""The audience and the facets of every row, in the memory of this process, as sets of places.

They are read from the rows at the first search and brought up to date before each later one: a search asks
the newest stamp first, so nothing outlives the transaction that withdrew it. A stamp whose mark is not the
one remembered belongs to another history (a restored backup, an undone transaction): then all is read again.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from hub.library.models.search import SearchRow, SearchStamp
from hub.library.search import bits

Row = tuple[int, str, str, str, date | None]
COLUMNS = ("place", "owner", "tokens", "facets", "embargo")
_lock = threading.Lock()


@dataclass(frozen=True)
class Shelf:
    """One state of the index: never changed, only replaced."""

    stamp: tuple[int, str] = (0, "")
    top: int = 0
    everything: int = 0
    tokens: dict[str, int] = field(default_factory=dict)
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    embargoes: dict[int, tuple[date, str]] = field(default_factory=dict)

    def visible(self, tokens: Iterable[str], on: date) -> int:
        """The places that these tokens open on a day; under embargo only the owner's own."""
        held = frozenset(tokens)
        found = 0
        for token in held:
            found |= self.tokens.get(token, 0)
        for place, (until, owner) in self.embargoes.items():
            if until > on and f"cc:{owner}" not in held:
                found &= ~(1 << place)
        return found & self.everything


_EMPTY = Shelf()
_now = _EMPTY


def current() -> Shelf:
    """The index as it is committed now (and as the caller's own transaction has changed it)."""
    global _now  # noqa: PLW0603 - one shelf per process, replaced whole
    number, mark = _now.stamp
    stamps = list(SearchStamp.objects.filter(number__gte=number).values_list("number", "mark", "place"))
    if stamps and stamps[0][:2] == (number, mark) and len(stamps) == 1:
        return _now
    with _lock:
        known = bool(stamps) and stamps[0][:2] == (number, mark)
        _now = _after(_now if known else _EMPTY)
        return _now


def forget() -> None:
    """Read everything again at the next search."""
    global _now  # noqa: PLW0603
    _now = _EMPTY


def _after(old: Shelf) -> Shelf:
    """The shelf with every change that is newer than the old one."""
    stamps = list(
        SearchStamp.objects.filter(number__gt=old.stamp[0]).values_list("number", "mark", "place", "gone")
    )
    if not stamps:
        return old
    top = stamps[-1][2]
    rows = list(SearchRow.objects.filter(place__gt=old.top, place__lte=top).values_list(*COLUMNS))
    gone = bits.of((int(place) for stamp in stamps for place in stamp[3].split()), top)
    kept = {place: one for place, one in old.embargoes.items() if not gone >> place & 1}
    return Shelf(
        stamp=stamps[-1][:2],
        top=top,
        everything=old.everything & ~gone | bits.of((row[0] for row in rows), top),
        tokens=_joined(old.tokens, ((token, row[0]) for row in rows for token in row[2].split()), top),
        facets=_faceted(old.facets, rows, top),
        embargoes=kept | {row[0]: (row[4], row[1]) for row in rows if row[4]},
    )


def _joined(old: dict[str, int], pairs: Iterable[tuple[str, int]], top: int) -> dict[str, int]:
    """Sets of places by name, with pairs of name and place added."""
    found: dict[str, list[int]] = defaultdict(list)
    for name, place in pairs:
        found[name].append(place)
    return {**old, **{name: old.get(name, 0) | bits.of(places, top) for name, places in found.items()}}


def _faceted(old: dict[str, dict[str, int]], rows: list[Row], top: int) -> dict[str, dict[str, int]]:
    flat = {f"{name}:{value}": found for name, values in old.items() for value, found in values.items()}
    both = _joined(flat, ((key, row[0]) for row in rows for key in row[3].split("\n")), top)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for key, places in both.items():
        name, _colon, value = key.partition(":")
        found[name][value] = places
    return dict(found)
