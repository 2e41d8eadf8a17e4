"""The same schema with events in partitions, in a database of its own beside the run's."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
from django.db import connection, connections

from hub.base import clock
from hub.operations.partitions.ahead import keep


@contextmanager
def beside() -> Iterator[None]:
    """Within, the hub's database is a copy of the run's, and its owner is who asks."""
    own, name = str(connection.settings_dict["NAME"]), f"hub_{uuid.uuid4().hex}"
    role = connection.settings_dict["OPTIONS"].pop("assume_role", None)
    _use(own)
    server = {key: connection.settings_dict[key.upper()] for key in ("host", "port", "user", "password")}
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as line:
        line.execute(f'CREATE DATABASE "{name}" TEMPLATE "{own}"')
        try:
            _use(name)
            yield
        finally:
            connection.settings_dict["OPTIONS"]["assume_role"] = role
            _use(own)
            line.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _use(name: str) -> None:
    connections.close_all()
    connection.close_pool()  # type: ignore[attr-defined]
    connection.settings_dict["NAME"] = name


def divide() -> list[str]:
    """Partitions by month as if it had been done 40 days ago, so that what comes now is not in the first."""
    said: list[str] = []
    keep("month", clock.now().date() - timedelta(80), said.append, partitioned=False)
    return said
