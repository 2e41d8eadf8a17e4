"""A database of its own for a server process that a test starts, on the engine of the run around it."""

import os
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from hub.tenancy.wall import POLICY, statements
from tests.services.servers import REDIS_DATABASES

ROLE = "hub_app"


def database_url(folder: Path, like: str = "") -> str:
    """Address of a new database: on this run's PostgreSQL if it has one, else SQLite in `folder`.

    It is empty, or a copy of the one at `like`, which nobody may use meanwhile (SQLite: a file that the
    caller copied with its folder).
    """
    around = os.environ.get("HUB_DATABASE_URL", "")
    if not around.startswith("postgres"):
        return f"sqlite:///{folder / 'hub.sqlite3'}"
    name = f"hub_{uuid.uuid4().hex}"
    with psycopg.connect(around, autocommit=True) as connection:
        source = urlsplit(like).path.lstrip("/") or "template1"
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"'.encode())
    return urlsplit(around)._replace(path=f"/{name}").geturl()


def behind_the_wall(url: str) -> str:
    """The address with which a hub serves: on PostgreSQL behind the wall, as the hub's own role."""
    parts = urlsplit(url)
    if not parts.scheme.startswith("postgres"):
        return url
    _let_sign_in(os.environ["HUB_DATABASE_URL"])
    with psycopg.connect(url) as connection:
        if not connection.execute("SELECT 1 FROM pg_policies WHERE policyname = %s", [POLICY]).fetchone():
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            for one in statements(ROLE, sorted(row[0] for row in tables), frozenset({"django_migrations"})):
                connection.execute(one.encode())
    return parts._replace(netloc=f"{ROLE}@{parts.netloc.rpartition('@')[2]}").geturl()


def _let_sign_in(around: str) -> None:
    """Roles belong to the whole server, which trusts this machine; the workers of a run take turns."""
    with psycopg.connect(around) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(77)")
        found = connection.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone()
        if found is None:
            connection.execute(f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS".encode())
        elif not found[0]:
            connection.execute(f"ALTER ROLE {ROLE} LOGIN".encode())


def redis_url() -> str:
    """Address of an empty Redis database for one server process; empty when the run has no Redis."""
    around = os.environ.get("HUB_REDIS_URL", "")
    return f"{around}/{uuid.uuid4().int % REDIS_DATABASES}" if around else ""


def environment(folder: Path, like: str = "") -> dict[str, str]:
    """What a server process needs to have its own state: add it to the environment it starts with."""
    return {
        "HUB_DATABASE_URL": database_url(folder, like),
        "HUB_REDIS_URL": redis_url(),
        "HUB_STATE_DIR": str(folder),
    }
