"""Searching the library on PostgreSQL: the same measurement as `library_search`, on a server of its own."""

from pathlib import Path

from benchmarks import library_search, world
from benchmarks.figures import Figure
from tests import machine
from tests.services.servers import folder as own_folder
from tests.services.servers import running_postgres


def measure(folder: Path) -> list[Figure]:
    """Nothing, with the reason, on a machine without PostgreSQL."""
    programs = machine.postgres()
    if isinstance(programs, machine.Missing):
        print(programs)
        return []
    with own_folder() as where, running_postgres(programs, where) as database:
        world.prepared(folder, database)
        found = library_search.measured("PostgreSQL")
        from django.db import connections

        connections.close_all()
        return found
