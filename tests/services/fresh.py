"""A database of its own for a server process that a test starts, on the engine of the run around it."""

import os
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.services.servers import REDIS_DATABASES


def database_url(folder: Path) -> str:
    """Address of a new, empty database: on this run's PostgreSQL if it has one, else SQLite in `folder`."""
    around = os.environ.get("HUB_DATABASE_URL", "")
    if not around.startswith("postgres"):
        return f"sqlite:///{folder / 'hub.sqlite3'}"
    name = f"hub_{uuid.uuid4().hex}"
    with psycopg.connect(around, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlsplit(around)._replace(path=f"/{name}").geturl()


def redis_url() -> str:
    """Address of an empty Redis database for one server process; empty when the run has no Redis."""
    around = os.environ.get("HUB_REDIS_URL", "")
    return f"{around}/{uuid.uuid4().int % REDIS_DATABASES}" if around else ""


def environment(folder: Path) -> dict[str, str]:
    """What a server process needs to have its own state: add it to the environment it starts with."""
    return {
        "HUB_DATABASE_URL": database_url(folder),
        "HUB_REDIS_URL": redis_url(),
        "HUB_STATE_DIR": str(folder),
    }
