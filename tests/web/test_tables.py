"""Tables that may be wider than the page: reached and moved by keyboard, with a name for who hears them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What pages are printed from is laid out in a table; it is never wider than its sheet.
LAID_OUT = 'role="presentation"'


def tables() -> list[tuple[str, str]]:
    """(file and line, the tag around, if it stands just before) of every table that pages show."""
    found = []
    for path in sorted(ROOT.glob("**/templates/**/*.html")):
        for n, line in enumerate(path.read_text().splitlines(), 1):
            for table in re.finditer(r"(<div[^<]*>)?(<table[^>]*>)", line):
                if LAID_OUT not in table[2]:
                    found.append((f"{path.relative_to(ROOT)}:{n}", table[1] or ""))
    return found


def test_every_table_is_reached_by_keyboard_and_has_a_name() -> None:
    assert len(tables()) > 20
    lacking = [
        place
        for place, around in tables()
        if not all(
            re.search(part, around) for part in ('tabindex="0"', 'role="(region|group)"', "aria-label(ledby)?=")
        )
    ]
    assert lacking == []
