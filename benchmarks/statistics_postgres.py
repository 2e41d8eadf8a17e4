"""The statistics page on PostgreSQL: the same measurement as `statistics`, on a server of its own."""

from pathlib import Path

from benchmarks import statistics, world
from benchmarks.figures import Figure
from benchmarks.own_postgres import on_postgres


def measure(folder: Path) -> list[Figure]:
    """Nothing, with the reason, on a machine without PostgreSQL."""
    return on_postgres(lambda database: statistics.measured(world.start(folder, database), "PostgreSQL"))
