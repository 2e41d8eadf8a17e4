"""Figures as files: CSV for programs, XLSX for people. No cell is ever a formula."""

import io
from collections.abc import Iterator, Mapping

import xlsxwriter

from hub.publishing.tables import csv_bytes
from hub.statistics.queries.report import SECONDS, Report, Table, Value

DAY = 86400
SHEET_NAME = 31
HEADING = ("table", "line", "line_label", "column", "column_label", "value", "unit")


def csv_of(report: Report) -> bytes:
    """One line for each value: table, line, column, value, unit. Times are in seconds. Begins with a BOM."""
    return csv_bytes([HEADING, *_lines(report)])


def _lines(report: Report) -> Iterator[tuple[object, ...]]:
    for table in report.tables:
        for row in table.rows:
            for column, value in zip(table.columns, row.values, strict=True):
                yield table.id, row.id, row.label, column.id, column.name, value, column.unit


def xlsx_bytes(report: Report, title: str, lines: Mapping[str, str]) -> bytes:
    """A workbook: a first sheet that says what it is (`lines`), then one sheet for each table."""
    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, safe) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"bold": True, "text_wrap": True})
        first = book.add_worksheet("FATF R.33 R.37")
        first.write_string(0, 0, title, bold)
        for n, (name, value) in enumerate(lines.items(), start=2):
            first.write_string(n, 0, name)
            first.write_string(n, 1, value)
        first.set_column(0, 1, 34)
        for number, table in enumerate(report.tables, start=1):
            _fill(book.add_worksheet(_sheet(number, table)), table, bold, wrapped)
    return out.getvalue()


def _sheet(number: int, table: Table) -> str:
    """A name Excel takes: short, and different from all others."""
    return f"{number} {table.id}"[:SHEET_NAME]


def _fill(sheet: xlsxwriter.worksheet.Worksheet, table: Table, bold: object, wrapped: object) -> None:
    sheet.write_string(0, 0, str(table.title), bold)
    sheet.write_string(1, 0, str(table.note))
    sheet.write_string(3, 0, str(table.head), bold)
    for place, heading in enumerate(headings(table), start=1):
        sheet.write_string(3, place, heading, wrapped)
    for line, row in enumerate(table.rows, start=4):
        sheet.write_string(line, 0, str(row.label))
        for place, value in enumerate(_cells(table, row.values), start=1):
            if value is not None:
                sheet.write_number(line, place, value)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(table.columns), 14)


def headings(table: Table) -> Iterator[str]:
    """The names of the columns; times in a workbook are in days."""
    for column in table.columns:
        unit = {SECONDS: " (d)", "percent": " (%)"}.get(column.unit, "")
        yield f"{column.name}{unit}"


def _cells(table: Table, values: tuple[Value, ...]) -> Iterator[float | None]:
    for column, value in zip(table.columns, values, strict=True):
        yield round(value / DAY, 2) if column.unit == SECONDS and value is not None else value
