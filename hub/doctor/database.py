"""What the database must be, and how far its tables are."""

import time
from collections.abc import Iterator
from datetime import timedelta

from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Doubt
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from hub.base import clock as time_of_hub
from hub.operations.partitions import catalogue

OLDEST_POSTGRES = 15_00_00
SOON = timedelta(31)
LARGEST_SKEW = 5.0
"""Seconds. Time limits are stated by the hub's clock, signed, and stay."""


def engine() -> Iterator[CheckMessage]:
    """PostgreSQL, new enough."""
    if connection.vendor != "postgresql":
        yield Error(
            "The database is SQLite: one writer, no row-level security, no second machine.",
            hint="Set HUB_DATABASE_URL to postgres://user:password@host/name",
            id="hub.E020",
        )
    elif connection.pg_version < OLDEST_POSTGRES:  # type: ignore[attr-defined]
        yield Error("PostgreSQL is older than 15.", hint="Upgrade the database server first.", id="hub.E021")


def migrations() -> Iterator[CheckMessage]:
    """Tables as this version of the code expects them."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Error(
            f"{len(waiting)} database changes of this version were not applied.",
            hint="Run manage.py migrate before this version starts; the one before keeps running meanwhile.",
            id="hub.E023",
        )


def clock() -> Iterator[CheckMessage]:
    """The database server's clock against ours."""
    if connection.vendor != "postgresql":
        return
    before = time.time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
        theirs = float(cursor.fetchone()[0])
    skew = theirs - (before + time.time()) / 2
    if abs(skew) > LARGEST_SKEW:
        yield Error(
            f"The clock of this machine differs from the database server's by {abs(skew):.0f} seconds.",
            hint="Set both by NTP; what is stated and signed too early stays.",
            id="hub.E024",
        )


def partitions() -> Iterator[CheckMessage]:
    """Events in partitions: none without its own, and room for the time to come."""
    if not catalogue.partitioned():
        return
    if catalogue.unsorted():
        yield Doubt(
            "Events lie in the partition for what has none.",
            hint="Run manage.py partition_events once a day as the owner of the tables; see its last errors.",
            id="hub.W026",
        )
    elif catalogue.end() - time_of_hub.now().date() < SOON:
        yield Doubt(
            "The newest partition of events ends within a month.",
            hint="Run manage.py partition_events once a day as the owner of the tables; see its last errors.",
            id="hub.W027",
        )


def reachable() -> Iterator[CheckMessage]:
    """Whether the database answers; without it nothing else here can be known."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        yield Error(
            "The database does not answer, or refuses this user.",
            hint="See that it runs, and the address, user and password in HUB_DATABASE_URL.",
            id="hub.E025",
        )
