"""Tables as CSV (RFC 4180). No cell is ever a formula to a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

CSV_TYPE = "text/csv; charset=utf-8"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"


def plain(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay as they are, None is empty."""
    if cell is None:
        return ""
    text = str(cell)
    return f"'{text}" if not isinstance(cell, int | float) and text.startswith(RISKY) else text


def csv_bytes(rows: Iterable[Sequence[object]], *, bom: bool = True) -> bytes:
    """Rows as UTF-8, heading first. The BOM tells spreadsheets the encoding; programs may go without."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([plain(cell) for cell in row] for row in rows)
    return ((BOM if bom else "") + out.getvalue()).encode("utf-8")
