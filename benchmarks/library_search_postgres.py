"""Searching the library on PostgreSQL: the same measurement as `library_search`, on a server of its own."""

from pathlib import Path

from benchmarks import library_search, world
from benchmarks.figures import Figure
from benchmarks.own_postgres import on_postgres


def measure(folder: Path) -> list[Figure]:
    """Nothing, with the reason, on a machine without PostgreSQL."""

    def work(database: str) -> list[Figure]:
        world.prepared(folder, database)
        return library_search.measured("PostgreSQL")

    return on_postgres(work)
