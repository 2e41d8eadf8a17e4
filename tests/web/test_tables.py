"""Tables that may be wider than the page: reached and moved by keyboard, with a name for who hears them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What pages are printed from is laid out in a table; it is never wider than its sheet.
LAID_OUT = 'role="presentation"'
NEEDED = ('tabindex="0"', 'role="(region|group)"', "aria-label(ledby)?=")


def tables() -> Iterator[tuple[str, str]]:
    """(file and line, the tag just before it, if any) of every table that pages show."""
    for path in sorted(ROOT.glob("**/templates/**/*.html")):
        for n, line in enumerate(path.read_text().splitlines(), 1):
            for table in re.finditer(r"(<div[^<]*>)?(<table[^>]*>)", line):
                if LAID_OUT not in table[2]:
                    yield f"{path.relative_to(ROOT)}:{n}", table[1] or ""


def test_every_table_is_reached_by_keyboard_and_has_a_name() -> None:
    found = list(tables())
    assert len(found) > 20
    assert [place for place, around in found if not all(re.search(one, around) for one in NEEDED)] == []
