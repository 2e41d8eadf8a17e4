"""Plain statements on their way to the database: several in one journey, planned once.

With PostgreSQL each statement by itself costs a journey there and back and a plan; that was most of the time
of a message. What does not need an earlier answer goes together (its pipeline), and plans are kept by the
connection. On whose behalf they run travels first (hub.tenancy). With SQLite there is no journey.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from psycopg import Cursor

from hub.base.replica import source

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Statement:
    """The text, with `%s` for each value, and the values as the database takes them."""

    sql: str
    values: Sequence[Any]


@dataclass(frozen=True)
class Done:
    """The rows that a statement answered, and how many it found or changed."""

    rows: list[Row]
    count: int


def run(*statements: Statement) -> list[Done]:
    """Run them in order, each seeing what was committed before it began; raises DatabaseError of the first
    that fails, and the rest is not run."""
    line = connections[source()]
    # Whoever counts or logs statements sees them one by one.
    if line.vendor == "postgresql" and not line.queries_logged:
        return _together(line, statements)
    return [_alone(line, one) for one in statements]


def _alone(line: Any, one: Statement) -> Done:
    with line.cursor() as cursor:
        cursor.execute(one.sql, one.values)
        return _done(cursor)


def _together(line: Any, statements: Sequence[Statement]) -> list[Done]:
    line.ensure_connection()
    line.validate_no_broken_transaction()
    told = (Statement(*line.telling()), *statements)
    cursors: list[Cursor] = [Cursor(line.connection) for _one in told]
    with line.wrap_database_errors:
        with line.connection.pipeline():
            for cursor, one in zip(cursors, told, strict=True):
                cursor.execute(one.sql, one.values, prepare=True)
        return [_done(cursor) for cursor in cursors[1:]]


def _done(cursor: Any) -> Done:
    return Done(cursor.fetchall() if cursor.description else [], cursor.rowcount)
