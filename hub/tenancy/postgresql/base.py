"""The engine `hub.tenancy.postgresql`.

Each statement travels with `set_config(…, true)` before it, in one message: outside a transaction both are
one implicit transaction, inside one the newest telling counts. Nothing is remembered, so neither a pooled
connection nor a savepoint rolled back can carry one officer's context to the next.
"""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import sql

from hub.tenancy.context import current

TELL = "SELECT set_config('hub.officer', %s, true), set_config('hub.system', %s, true)"
# What reads or changes rows. Everything else (DDL, savepoints, VACUUM) goes alone: some of it must.
TOLD = frozenset(
    {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "MERGE", "VALUES", "TABLE", "EXPLAIN", "DO", "CALL"}
)


def telling() -> str:
    """The words that go before a statement; the values are a UUID and a fixed word, so nothing to escape."""
    officer, system = current().values
    return f"SELECT set_config('hub.officer','{officer}',true),set_config('hub.system','{system}',true);"


def is_told(query: str) -> bool:
    """Whether a statement reads or changes rows."""
    return query.lstrip(" \t\r\n(")[:8].partition(" ")[0].strip("\n").upper() in TOLD


class Cursor(base.Cursor):
    """A cursor whose statements say on whose behalf they run."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """As psycopg's; the answer of the telling is passed over."""
        text = query.as_string(None) if isinstance(query, sql.Composable) else query
        if not isinstance(text, str) or not is_told(text):
            return super().execute(query, params, **options)  # type: ignore[misc]
        super().execute(telling() + text, params, **options)  # type: ignore[misc]
        self.nextset()  # type: ignore[attr-defined]
        return self

    def executemany(self, query: Any, rows: Any, **options: Any) -> None:
        """One by one, each told."""
        del options
        for row in rows:
            self.execute(query, row)


class DatabaseOperations(base.DatabaseOperations):  # type: ignore[name-defined,misc]
    """As Django's; the log of statements leaves out the telling."""

    def last_executed_query(self, cursor: Any, query: Any, params: Any) -> Any:
        """The statement as it was sent, without the telling before it."""
        sent = super().last_executed_query(cursor, query, params)
        telling_before = isinstance(sent, str) and sent.startswith("SELECT set_config('hub.officer'")
        return sent.partition(";")[2] if telling_before else sent


class DatabaseWrapper(base.DatabaseWrapper):
    """Connections whose cursors tell."""

    ops_class = DatabaseOperations

    def get_connection_params(self) -> dict[str, Any]:
        """As Django's, with our cursor."""
        return {**super().get_connection_params(), "cursor_factory": Cursor}

    def _configure_role(self, connection: Any) -> bool:
        """As Django's, which quotes by a connection that a pool does not have yet."""
        role = self.settings_dict["OPTIONS"].get("assume_role")
        if role:
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
        return bool(role)

    def telling(self) -> tuple[str, tuple[str, str]]:
        """The statement and values that go first in a pipeline."""
        return TELL, current().values

    def chunked_cursor(self) -> Any:
        """A plain cursor: one in the server would ask for the context when fetched from, not when made."""
        return self._cursor()  # type: ignore[attr-defined]
