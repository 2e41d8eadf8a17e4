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
        return Done(cursor.fetchall() if cursor.description else [], cursor.rowcount)


def _together(line: Any, statements: Sequence[Statement]) -> list[Done]:
    line.ensure_connection()
    line.validate_no_broken_transaction()
    told = (Statement(*line.telling()), *statements)
    cursors = _cursors(line.connection, len(told))
    with line.wrap_database_errors:
        with line.connection.pipeline():
            for cursor, one in zip(cursors, told, strict=True):
                cursor.execute(one.sql, one.values, prepare=True)
        return [_done(cursor) for cursor in cursors[1:]]


def _cursors(connection: Any, count: int) -> list[Cursor]:
    """Cursors that stay with their connection: making one costs as much as a short statement."""
    kept: list[Cursor] = vars(connection).setdefault("_cursors_of_lines", [])
    kept += [Cursor(connection) for _one in range(count - len(kept))]
    return kept[:count]


def _done(cursor: Cursor) -> Done:
    # The description would be worked out column by column to say no more than this.
    answered = cursor.rownumber is not None
    return Done(cursor.fetchall() if answered else [], cursor.rowcount)
