"""Bytes of unknown origin as lines of a table: encodings, separators and broken quoting are expected."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hub.conferences.imports.fates import REFUSED, Fate, Note

MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 20_000
SEPARATORS = ",;\t|"
Line = Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """The lines with their numbers, what is wrong with the file as a whole, and lines that cannot be read."""

    lines: tuple[tuple[int, Line], ...]
    broken: tuple[Fate, ...] = ()
    notes: tuple[Note, ...] = ()


def decode(raw: bytes) -> tuple[str, tuple[Note, ...]]:
    """The text of a file, and a note if it had to be guessed. Never fails."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace").replace("\0", ""), ()
    try:
        return raw.decode("utf-8-sig").replace("\0", ""), ()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace").replace("\0", ""), (Note("encoding"),)


def read_sheet(raw: bytes, needed: Sequence[str]) -> Sheet:
    """The lines of a CSV file by the names of its columns, in any case; `needed` must be there."""
    if len(raw) > MOST_BYTES:
        return Sheet((), (Fate(1, REFUSED, (Note("too_large", {"most": MOST_BYTES // 1024 // 1024}),)),))
    text, notes = decode(raw)
    found = _cells(text, _separator(text))
    number, head = next(found, (1, []))
    if isinstance(head, Note):
        return Sheet((), (Fate(number, REFUSED, (head,)),), notes)
    names = [name.strip().lower() for name in head]
    missing = [name for name in needed if name not in names]
    if missing:
        return Sheet((), (Fate(number, REFUSED, (Note("columns", {"names": ", ".join(missing)}),)),), notes)
    return _sheet(found, names, notes)


def _sheet(found: Iterator[tuple[int, list[str] | Note]], names: list[str], notes: tuple[Note, ...]) -> Sheet:
    lines: list[tuple[int, Line]] = []
    broken: list[Fate] = []
    for number, cells in found:
        if isinstance(cells, Note):
            broken.append(Fate(number, REFUSED, (cells,)))
        elif len(lines) == MOST_LINES:
            broken.append(Fate(number, REFUSED, (Note("too_many", {"most": MOST_LINES}),)))
            break
        elif any(cell.strip() for cell in cells):
            row = dict(zip(names, cells, strict=False))
            lines.append((number, {name: row.get(name, "").strip() for name in names}))
    return Sheet(tuple(lines), tuple(broken), notes)


def _cells(text: str, separator: str) -> Iterator[tuple[int, list[str] | Note]]:
    """(number of the line where it begins, cells), or a note instead of cells that cannot be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        begins = reader.line_num + 1
        try:
            yield begins, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield begins, Note("unreadable")


def _separator(text: str) -> str:
    """Whichever separator the first line has most of."""
    head = text[:4000].partition("\n")[0]
    return max(SEPARATORS, key=head.count)
