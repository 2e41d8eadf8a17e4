"""Thematic lists as the High Commissioner's office lays them out, going out and coming in.

What a country fills in comes back as drafts of positions and reports; the last column is “Status: comments”.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from hub.conferences.imports.fates import REFUSED, Fate, Note, settle
from hub.conferences.imports.names import fold
from hub.conferences.imports.table import Line, read_sheet

LEVEL = "assessment/comments on level of implementation"
NEEDED = ("source", "position")
SOURCE = re.compile(r"(\S+)\s*[-\u2013\u2014]?\s*para\.?\s*(\d{1,5})", re.IGNORECASE | re.ASCII)
POSITIONS = {"supported": "supported", "supportedinpart": "in_part", "inpart": "in_part", "noted": "noted",
             "none": "none", "noposition": "none"}  # fmt: skip
STATUSES = (
    "not_reported", "not_started", "planned", "in_progress", "partially_implemented", "fully_implemented",
    "not_applicable",
)  # fmt: skip
LEVELS = {fold(code): code for code in STATUSES} | {
    "partlyimplemented": "partially_implemented", "implemented": "fully_implemented",
    "ongoing": "in_progress", "notimplemented": "not_started",
}  # fmt: skip
LONGEST = 20_000


@dataclass(frozen=True)
class Entry:
    """What a country says in one line: of which recommendation, its position and status (empty if untold)."""

    symbol: str
    position: str
    status: str
    comments: str

    @property
    def key(self) -> str:
        """The same line, the same key."""
        parts = (self.symbol, self.position, self.status, self.comments)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def read_thematic(raw: bytes, symbols: Mapping[str, str], known: frozenset[str] = frozenset()) -> list[Fate]:
    """The fate of every line. `symbols`: {symbol in capitals: symbol} of what the reader may report on."""
    sheet = read_sheet(raw, NEEDED)
    seen: dict[str, int] = {}
    fates = [_fate(number, line, symbols, seen, known) for number, line in sheet.lines]
    return sorted([*fates, *sheet.broken], key=lambda fate: fate.line)


def _fate(
    number: int, line: Line, symbols: Mapping[str, str], seen: dict[str, int], known: frozenset[str]
) -> Fate:
    notes: list[Note] = []
    found = _read(line, symbols, notes)
    if isinstance(found, Note):
        return Fate(number, REFUSED, (found,))
    return settle(number, found, notes, seen, known)


def _read(line: Line, symbols: Mapping[str, str], notes: list[Note]) -> Entry | Note:
    told = SOURCE.fullmatch(line["source"])
    given = f"{told[1]}/{told[2]}" if told else line["source"]
    symbol = symbols.get(given.upper())
    if symbol is None:
        return Note("no_symbol", {"symbol": given[:80]})
    if symbol != given:
        notes.append(Note("name", {"was": given[:80], "now": symbol}))
    position = line["position"]
    level, comments = _level(_plain(line.get(LEVEL, "")))
    support, status = POSITIONS.get(fold(position), ""), LEVELS.get(fold(level), "")
    if position and not support:
        return Note("no_decision", {"value": position[:40], "names": "supported, in_part, noted, none"})
    if level and not status:
        return Note("no_status", {"value": level[:40], "names": ", ".join(STATUSES)})
    if len(comments) > LONGEST:
        return Note("long", {"most": LONGEST})
    if not position and status in ("", "not_reported"):
        return Note("no_text")
    return Entry(symbol, support, "" if status == "not_reported" else status, comments)


def _plain(text: str) -> str:
    """Without the mark that keeps a spreadsheet from taking a text for a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text


def _level(text: str) -> tuple[str, str]:
    """“In progress: a law is drafted” as its two parts; comments alone have no status, and are no status."""
    head, colon, rest = text.partition(":")
    if fold(head) in LEVELS or (colon and len(head) <= 30 and not rest.strip()):
        return head.strip(), rest.strip()
    return ("", text) if colon or len(text) > 30 else (text, "")
