"""Copying a database in one consistent state, and putting it back into an empty one.

SQLite: its online backup. PostgreSQL: pg_dump in its custom format, from the very snapshot that was asked for
the heads. Passwords go by the environment, never by the command line.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from hub.operations.backup.heads import Ask
from hub.operations.backup.manifest import Bad

DUMP = "database"
# As whichever role the hub signs in with: the copy is the hub's own work, and says so to the policies.
PAST_THE_WALL = ("--enable-row-security",)
AS_THE_HUB = {"PGOPTIONS": "-c hub.system=on"}


@contextmanager
def copied(folder: Path) -> Iterator[Ask]:
    """Write the database into `folder`; yields who answers queries about exactly what was copied."""
    if connection.vendor == "postgresql":
        with _postgres(folder) as ask:
            yield ask
        return
    with closing(sqlite3.connect(folder / DUMP)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
        yield lambda text: copy.execute(text).fetchall()


@contextmanager
def _postgres(folder: Path) -> Iterator[Ask]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        said = ["--format=custom", f"--snapshot={snapshot}", "--file", str(folder / DUMP)]
        role = connection.settings_dict["OPTIONS"].get("assume_role")
        _run("pg_dump", "--no-password", *PAST_THE_WALL, *([f"--role={role}"] if role else []), *said)
        yield lambda text: _ask(cursor, text)


def ask_here(text: str) -> list[tuple[Any, ...]]:
    """Ask the database in use."""
    with connection.cursor() as cursor:
        return _ask(cursor, text)


def _ask(cursor: Any, text: str) -> list[tuple[Any, ...]]:
    cursor.execute(text)
    return list(cursor.fetchall())


def require_empty() -> None:
    """Raises Bad unless the database has no table at all: nothing is ever overwritten."""
    if connection.introspection.table_names():
        raise Bad("The database is not empty. Restore into a new one; nothing here was changed.")


def put_back(folder: Path) -> None:
    """Fill the empty database from the copy."""
    if connection.vendor == "postgresql":
        said = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
        _run("pg_restore", "--no-password", *said, f"--dbname={_server()['PGDATABASE']}", str(folder / DUMP))
    else:
        connection.ensure_connection()
        with closing(sqlite3.connect(f"file:{folder / DUMP}?mode=ro&immutable=1", uri=True)) as copy:
            copy.backup(connection.connection)
    connection.close()


def _run(program: str, *arguments: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise Bad(f"{program} is not installed here. Install the client programs of PostgreSQL.")
    done = subprocess.run(  # noqa: S603 - our own arguments, no shell
        [path, *arguments],
        env={**os.environ, **_server(), **AS_THE_HUB},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Bad(f"{program} failed: {done.stderr.strip()[-500:]}")


def _server() -> Mapping[str, str]:
    found = connection.settings_dict
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    values = {theirs: str(found[ours]) for ours, theirs in names.items() if found.get(ours)}
    options = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
    given = {
        theirs: str(found["OPTIONS"][ours]) for ours, theirs in options.items() if ours in found["OPTIONS"]
    }
    return {**values, **given, "PGDATABASE": str(found["NAME"])}
