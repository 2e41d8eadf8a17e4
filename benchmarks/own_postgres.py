"""The same measurement on a PostgreSQL server that is started for it alone."""

from collections.abc import Callable

from benchmarks.figures import Figure
from tests import machine
from tests.services.servers import folder as own_folder
from tests.services.servers import running_postgres


def on_postgres(work: Callable[[str], list[Figure]]) -> list[Figure]:
    """What `work` measures, given the address of an empty database.

    Nothing, with the reason printed, on a machine without PostgreSQL.
    """
    programs = machine.postgres()
    if isinstance(programs, machine.Missing):
        print(programs)
        return []
    with own_folder() as where, running_postgres(programs, where) as database:
        found = work(database)
        from django.db import connections

        connections.close_all()
        return found
