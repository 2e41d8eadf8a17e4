"""`make bench`: every figure, or those named: `python -m benchmarks sealing door inbox`."""

import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

from benchmarks.figures import Figure, table
from benchmarks.soak import main as soak
from tests import machine

FIGURES = (
    "sealing",
    "door",
    "inbox",
    "rls",
    "board",
    "statistics",
    "statistics_postgres",
    "library_search",
    "library_search_postgres",
    "search_client",
    "search_browser",
    "threads_load",
    "public_pages",
    "lifecycle",
    "restore_drill",
    "partitions",
)


def measured(name: str) -> list[Figure]:
    """The figures of one module, in a folder and a process of its own: Django is set up once per process."""
    print(f"Measuring {name} …", file=sys.stderr, flush=True)
    alone = ProcessPoolExecutor(1, mp_context=get_context("fork"))
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder, alone as process:
        return process.submit(measure, name, Path(folder)).result()


def measure(name: str, folder: Path) -> list[Figure]:
    """Measure here and now."""
    work: Callable[[Path], list[Figure]] = import_module(f"benchmarks.{name}").measure
    return work(folder)


def main(names: list[str]) -> int:
    """Print the table. A goal that is missed is shown, not a failure: a busy machine is no defect."""
    if names[:1] == ["soak"]:
        return soak(names[1:])
    age = machine.tool("age", "sealing against age")
    if isinstance(age, machine.Missing):
        print(age)
        names = [name for name in names if name != "sealing"]
    figures = [figure for name in names for figure in measured(name)]
    print(table(figures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:] or list(FIGURES)))
