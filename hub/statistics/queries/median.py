"""Bands of a median, read from a published table: nothing that the table itself does not tell."""

from collections.abc import Mapping
from typing import Any

BANDS = ("30", "90", "180", "365", "more")


def median_band(table: Mapping[str, Any]) -> str | None:
    """The band in which half of the executed cases of a release lie, or None if hidden cells could move it.

    Hidden executed cases could all lie at either end, so both extremes must agree.
    """
    known = dict(table["rows"])
    counts = [sum(known.get(f"{how}_{band}", 0) for how in ("executed", "partial")) for band in BANDS]
    unsure = table["block"] or 0 if any("_" in name for name in table["hidden"]) else 0
    low, high = _middle([counts[0] + unsure, *counts[1:]]), _middle([*counts[:-1], counts[-1] + unsure])
    return BANDS[low] if low is not None and low == high else None


def _middle(counts: list[int]) -> int | None:
    whole, seen = sum(counts), 0
    for place, count in enumerate(counts):
        seen += count
        if whole and 2 * seen >= whole:
            return place
    return None
