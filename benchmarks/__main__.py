"""`make bench`: every figure, or those named: `python -m benchmarks sealing door inbox`."""

import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from benchmarks.figures import Figure, table
from tests import machine

FIGURES = ("sealing", "door", "inbox")


def measured(name: str) -> list[Figure]:
    """The figures of one module, in a folder of its own that is removed afterwards."""
    measure: Callable[[Path], list[Figure]] = import_module(f"benchmarks.{name}").measure
    print(f"Measuring {name} …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        return measure(Path(folder))


def main(names: list[str]) -> int:
    """Print the table. A goal that is missed is shown, not a failure: a busy machine is no defect."""
    age = machine.tool("age", "sealing against age")
    if isinstance(age, machine.Missing):
        print(age)
        names = [name for name in names if name != "sealing"]
    figures = [figure for name in names for figure in measured(name)]
    print(table(figures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:] or list(FIGURES)))
