"""Hiding small cells of a one-way table. The package's docstring says why nothing can be worked out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

FLOOR = 5
Order = Callable[[str], bytes]


@dataclass(frozen=True)
class Shown:
    """A table as it may be seen: categories with their counts, those hidden, and what these sum to."""

    rows: Mapping[str, int]
    hidden: tuple[str, ...] = ()
    block: int | None = None

    def json(self) -> dict[str, Any]:
        """As kept in a release."""
        rows = [[name, count] for name, count in self.rows.items()]
        return {"rows": rows, "hidden": list(self.hidden), "block": self.block}


def shown(counts: Mapping[str, int], order: Order) -> Shown:
    """The table with every count under 5 hidden, and one more if those alone sum to less than 5.

    `counts` has every category that is possible, also those with 0, and sums to 5 at least. `order` ranks
    categories by a secret that has nothing to do with the counts. Raises ValueError for a smaller table.
    """
    if sum(counts.values()) < FLOOR:
        raise ValueError("too few cases for a table")
    small = [name for name, count in counts.items() if count < FLOOR]
    if not small:
        return Shown(dict(counts))
    if sum(counts[name] for name in small) < FLOOR:
        small.append(min((name for name in counts if name not in small), key=order))
    hidden = tuple(sorted(small))
    rows = {name: count for name, count in counts.items() if name not in hidden}
    return Shown(rows, hidden, sum(counts[name] for name in hidden))
