"""Rows by plain statements: for the few places where building a query costs more than running it.

The text of a statement is made once and kept; values pass through the model's own fields, so that a row is
the same whoever writes it, on SQLite and on PostgreSQL.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models

from hub.base.lines import Row, Statement, run
from hub.base.replica import require_writable, source

UNLESS_THERE = " ON CONFLICT DO NOTHING"


def select(sql: str, *given: Any) -> list[Row]:
    """The rows of a query with `%s` for each value and `#` for each collection, which is not empty.

    Ids and times may be given as they are.
    """
    return run(statement(sql, *given))[0].rows


def insert(
    model: type[models.Model],
    columns: tuple[str, ...],
    rows: Iterable[Sequence[Any]],
    *,
    ignore: bool = False,
) -> None:
    """Insert rows, in one statement. Raises IntegrityError; see `insertion`."""
    run(*insertion(model, columns, rows, ignore=ignore))


def statement(sql: str, *given: Any) -> Statement:
    """A statement to be run with others, given as for `select`."""
    line = connections[DEFAULT_DB_ALIAS]
    return Statement(*_spread(sql, given, line))


def insertion(
    model: type[models.Model],
    columns: tuple[str, ...],
    rows: Iterable[Sequence[Any]],
    *,
    ignore: bool = False,
) -> list[Statement]:
    """One statement that inserts rows, none without rows; `columns` are fields, foreign keys with `_id`.

    With `ignore` rows that are there already stay as they are. Defaults and save() of the model are not
    asked: give every column.
    """
    require_writable()
    line, writers = connections[DEFAULT_DB_ALIAS], _writers(model, columns)
    values = [write(value, line) for row in rows for write, value in zip(writers, row, strict=True)]
    if not values:
        return []
    text = _insertion(model, columns, len(values) // len(columns)) + (UNLESS_THERE if ignore else "")
    return [Statement(text, values)]


def columns(model: type[models.Model], alias: str, without: str = "") -> tuple[str, ...]:
    """The columns of a model as a query names them, but for one."""
    names = (field.column for field in model._meta.concrete_fields)  # noqa: SLF001
    return tuple(f'{alias}."{name}"' for name in names if name != without)


def whole(model: type[models.Model], row: Sequence[Any], without: str = "") -> Any:
    """An object of a row with the columns that `columns` named; what was left out is fetched when asked."""
    names, readers = _readers(model, without)
    values = [value and read(value) for read, value in zip(readers, row, strict=True)]
    return model.from_db(source(), names, values)


def plain(value: Any, line: Any) -> Any:
    """A UUID or a time as the database behind a connection takes it."""
    if isinstance(value, UUID):
        return value if line.features.has_native_uuid_field else value.hex
    return line.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def ident(value: Any) -> UUID:
    """A UUID as it was read."""
    return value if isinstance(value, UUID) else UUID(value)


def moment(value: datetime) -> datetime:
    """A time as it was read, aware."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def table(model: type[models.Model]) -> str:
    """The quoted name of a model's table."""
    return f'"{model._meta.db_table}"'  # noqa: SLF001 - Django's own documented API


def _spread(sql: str, given: Sequence[Any], line: Any) -> tuple[str, list[Any]]:
    values: list[Any] = []
    for value in given:
        if isinstance(value, Collection) and not isinstance(value, str | bytes):
            sql = sql.replace("#", ",".join(["%s"] * len(value)), 1)
            values += [plain(one, line) for one in value]
        else:
            values.append(plain(value, line))
    return sql, values


@cache
def _readers(model: type[models.Model], without: str) -> tuple[list[str], list[Any]]:
    """Ids are text on SQLite and times have no zone; fields of other kinds are as they should be."""
    fields = [field for field in model._meta.concrete_fields if field.column != without]  # noqa: SLF001
    return [field.attname for field in fields], [_reader(field) for field in fields]


def _reader(field: Any) -> Any:
    target = field.target_field if field.is_relation else field
    if isinstance(target, models.UUIDField):
        return ident
    return moment if isinstance(target, models.DateTimeField) else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


@cache
def _writers(model: type[models.Model], columns: tuple[str, ...]) -> list[Any]:
    known = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
    return [known[name].get_db_prep_save for name in columns]


@cache
def _insertion(model: type[models.Model], columns: tuple[str, ...], count: int) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    row = f"({', '.join(['%s'] * len(columns))})"
    return f"INSERT INTO {table(model)} ({names}) VALUES {', '.join([row] * count)}"  # noqa: S608 - own names
