"""The statistics page on PostgreSQL: the same measurement as `statistics`, on a server of its own."""

from pathlib import Path

from benchmarks import statistics, world
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
        found = statistics.measured(world.start(folder, database), "PostgreSQL")
        from django.db import connections

        connections.close_all()
        return found
