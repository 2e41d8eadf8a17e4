"""Rows by plain statements: for the few places where building a query costs more than running it.

The text of a statement is made once and kept; values pass through the model's own fields, so that a row is the
same whoever writes it, on SQLite and on PostgreSQL.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models

Row = tuple[Any, ...]


def select(sql: str, *given: Any) -> list[Row]:
    """The rows of a query with `%s` for each value; ids and times may be given as they are."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [plain(value) for value in given])
        return cursor.fetchall()


def change(sql: str, *given: Any) -> int:
    """Run an UPDATE, answer how many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [plain(value) for value in given])
        return int(cursor.rowcount)


def insert(model: type[models.Model], columns: tuple[str, ...], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows, in one statement; `columns` are names of fields, foreign keys with `_id`.

    Raises IntegrityError. Defaults and save() of the model are not asked: give every column.
    """
    writers = _writers(model, columns)
    values = [write(value, connection) for row in rows for write, value in zip(writers, row, strict=True)]
    if values:
        with connection.cursor() as cursor:
            cursor.execute(_insertion(model, columns, len(values) // len(columns)), values)


def plain(value: Any) -> Any:
    """A UUID or a time as the database in use takes it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def ident(value: Any) -> UUID:
    """A UUID as it was read."""
    return value if isinstance(value, UUID) else UUID(value)


def moment(value: datetime) -> datetime:
    """A time as it was read, aware."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def table(model: type[models.Model]) -> str:
    """The quoted name of a model's table."""
    return f'"{model._meta.db_table}"'  # noqa: SLF001 - Django's own documented API


@cache
def _writers(model: type[models.Model], columns: tuple[str, ...]) -> list[Any]:
    known = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
    return [known[name].get_db_prep_save for name in columns]


@cache
def _insertion(model: type[models.Model], columns: tuple[str, ...], count: int) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    row = f"({', '.join(['%s'] * len(columns))})"
    return f"INSERT INTO {table(model)} ({names}) VALUES {', '.join([row] * count)}"  # noqa: S608 - own names
