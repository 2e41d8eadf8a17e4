"""Lists of paper requests as files: CSV or JSON, every line judged by itself before anything is sealed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from hub.client.errors import Usage
from hub.encryption.canonical import Json
from hub.forms.register import COUNTS, DATES, BadEntry, read

SEALED = ("subject", "reference", "their_reference", "notes")
NEEDED = ("direction", "partner", "basis", "offence", "measures", "sent_on")
COLUMNS = ("id", *NEEDED[:4], "urgent", "measures", *DATES, "outcome", "ground", "rounds", *COUNTS, *SEALED)
YES, NO = frozenset({"yes", "true", "1", "y"}), frozenset({"no", "false", "0", "n", ""})
LARGEST, MOST = 20 * 1024 * 1024, 20_000
LONGEST = {"subject": 200, "reference": 120, "their_reference": 120, "notes": 20_000}
WHY = {
    "shape": "is missing or not in the expected form",
    "order": "is before an earlier step",
    "future": "has not come yet",
    "lone": "does not fit how the request ended",
}


class BadLine(ValueError):  # noqa: N818 - says what is bad
    """One line cannot be an entry; the text says which field and why."""


@dataclass(frozen=True)
class Line:
    """One line of the file: its number there, and either an entry or the reason why it is none.

    `named`: the file itself names the entry's id.
    """

    number: int
    facts: Json | None
    written: Json | None
    problem: str = ""
    named: bool = False


def read_lines(path: Path, today: date) -> list[Line]:
    """Every line of a CSV or JSON file. Raises Usage if the file as a whole cannot be read."""
    cells = list(_json(path) if path.suffix.lower() == ".json" else _csv(path))
    if len(cells) > MOST:
        raise Usage(f"{path} has more than {MOST} lines. Split it.")
    return [_line(number, row, today) for number, row in cells]


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Usage(f"{path} cannot be read: {error.strerror}.") from error
    if len(data) > LARGEST:
        raise Usage(f"{path} is larger than {LARGEST // 1024 // 1024} MB. Split it.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Usage(f"{path} is not text in UTF-8. Save it as “CSV UTF-8”.") from error


def _csv(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Lines of a CSV file with commas or semicolons; blank lines are left out."""
    text = _text(path)
    head = text.split("\n", 1)[0]
    mark = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        _require_names(path, names)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, _row(names, cells)
    except csv.Error as error:
        raise Usage(f"{path}, line {reader.line_num}: this is not CSV ({error}).") from error


def _row(names: list[str], cells: list[str]) -> Mapping[str, Any]:
    """A line by column; a line of another length is marked so that it is refused by itself."""
    if len(cells) != len(names):
        return {"": f"has {len(cells)} cells, the first line has {len(names)}"}
    return dict(zip(names, cells, strict=True))


def _require_names(path: Path, names: list[str]) -> None:
    unknown = [name for name in names if name not in COLUMNS]
    missing = [name for name in NEEDED if name not in names]
    if unknown:
        raise Usage(f"{path}: unknown column “{unknown[0]}”. Columns are: {', '.join(COLUMNS)}.")
    if missing:
        raise Usage(f"{path}: the column “{missing[0]}” is missing in the first line.")
    if len(set(names)) != len(names):
        raise Usage(f"{path}: a column stands there twice.")


def _json(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Objects of a JSON list; values may be texts, numbers, true, false or lists of measures."""
    try:
        rows = json.loads(_text(path))
    except ValueError as error:
        raise Usage(f"{path} is not JSON: {error}.") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Usage(f"{path} is not a list of objects.")
    for number, row in enumerate(rows, start=1):
        unknown = [name for name in row if name not in COLUMNS]
        yield number, {"": f"has an unknown field “{unknown[0]}”"} if unknown else _as_text(row)


def _as_text(row: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for name, value in row.items():
        if isinstance(value, list):
            found[name] = " ".join(map(str, value))
        else:
            found[name] = _word(value)
    return found


def _word(value: object) -> str:
    if value is None:
        return ""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _line(number: int, row: Mapping[str, Any], today: date) -> Line:
    try:
        facts = entry_facts(row, today)
        return Line(number, facts, _written(row), named=bool(row.get("id", "").strip()))
    except BadLine as error:
        return Line(number, None, None, str(error))


def entry_facts(row: Mapping[str, str], today: date) -> Json:
    """The plain facts of a line. Raises BadLine."""
    if "" in row:
        raise BadLine(row[""])
    cells = {name: row.get(name, "").strip() for name in COLUMNS}
    facts: Json = {
        "paper": _id(cells["id"]),
        **{name: cells[name] for name in ("direction", "basis", "offence", "outcome", "ground")},
        "partner": cells["partner"].upper(),
        "urgent": _flag(cells["urgent"]),
        "measures": cells["measures"].replace(";", " ").replace(",", " ").split(),
        **{name: cells[name] or None for name in DATES},
        "rounds": _number("rounds", cells["rounds"]),
        "counts": {name: _number(name, cells[name]) for name in COUNTS if cells[name]},
    }
    try:
        read(facts, today)
    except BadEntry as error:
        raise BadLine(f"“{error.field}” {WHY[error.why]}") from error
    return facts


def _id(cell: str) -> str:
    if not cell:
        return str(uuid4())
    try:
        return str(UUID(cell))
    except ValueError as error:
        raise BadLine("“id” is not a number of an entry") from error


def _flag(cell: str) -> bool:
    if cell.lower() not in YES | NO:
        raise BadLine("“urgent” is neither yes nor no")
    return cell.lower() in YES


def _number(name: str, cell: str) -> int:
    if cell and not (cell.isascii() and cell.isdigit() and len(cell) < 10):
        raise BadLine(f"“{name}” is not a whole number")
    return int(cell or 0)


def _written(row: Mapping[str, str]) -> Json:
    """The sealed letter of a line. Raises BadLine."""
    words = {name: row.get(name, "").strip() for name in SEALED}
    for name, most in LONGEST.items():
        if len(words[name]) > most:
            raise BadLine(f"“{name}” has more than {most} characters")
    subject, reference, text = words.pop("subject"), words.pop("reference"), words.pop("notes")
    return {"subject": subject, "reference": reference, "text": text, "fields": words}
