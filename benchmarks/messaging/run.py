"""Runs the work on every server in turns, and puts the medians side by side."""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import uvloop

from benchmarks.figures import Figure, median
from benchmarks.messaging.servers import running
from benchmarks.messaging.workloads import USERS, WORK, Driver, Result

Results = dict[tuple[str, str], list[Result]]
FASTER = 3
"""At most a third of Synapse's time, at least three times its rate."""


def run(folder: Path, work: list[str], rounds: int, servers: str = "") -> Results:
    """Every piece of work, `rounds` times on every server whose name has one of the words `servers`."""
    words = [word for word in servers.lower().split(",") if word]
    with running(folder, words) as drivers:
        return uvloop.run(_in_turns(drivers, work, rounds))


async def _in_turns(drivers: list[Driver], work: list[str], rounds: int) -> Results:
    found: Results = defaultdict(list)
    for driver in drivers:
        await driver.setup(USERS)
    for name in [name for _ in range(rounds) for name in work]:
        for driver in drivers:
            found[name, driver.name].append(await _one(name, driver))
    for driver in drivers:
        await driver.close()
    return found


async def _one(name: str, driver: Driver) -> Result:
    result: Result = await WORK[name](driver)
    shown = {what: round(value, 2) for what, value in result.items()}
    print(json.dumps({"work": name, "server": driver.name, **shown}), file=sys.stderr, flush=True)
    return result


def compare(folder: Path) -> list[Figure]:
    """The whole comparison, three rounds."""
    return figures(run(folder, list(WORK), 3))


def figures(results: Results) -> list[Figure]:
    """Each of the hub's figures against Synapse on the same kind of database, and against Prosody."""
    rows = []
    for (work, server), measured in results.items():
        kind = server.rpartition(" ")[2]
        if not server.startswith("hub"):
            continue
        peers = (f"Synapse on {kind}", "Prosody on SQLite")
        for what in measured[0]:
            ours = _middle(measured, what)
            against = [
                (p, _middle(results[work, p], what))
                for p in peers
                if what in (results.get((work, p)) or [{}])[0]
            ]
            rows += [_figure(f"{work} {what}, {kind}", ours, *one) for one in against]
            rows += [] if against else [_alone(f"{work} {what}, {kind}", ours)]
    return rows


def _middle(measured: list[Result], what: str) -> float:
    return median([one[what] for one in measured])


def _figure(name: str, ours: float, peer: str, theirs: float) -> Figure:
    rate, sign = name.split(",", maxsplit=1)[0].endswith("/s"), "/s" if "/s" in name else " ms"
    ratio = ours / theirs if theirs else 0.0
    goal, met = "", None
    if peer.startswith("Synapse") and ("receive p50" in name or "messages/s" in name):
        goal = f"at least {FASTER}" if rate else f"at most {1 / FASTER:.2f}"
        met = ratio >= FASTER if rate else ratio <= 1 / FASTER
    return Figure(name, f"{ours:.1f}{sign}", f"{theirs:.1f}{sign} ({peer})", ratio, goal, met)


def _alone(name: str, ours: float) -> Figure:
    return Figure(name, f"{ours:.1f}", "", 0.0, "", None)


def main(words: list[str]) -> int:
    """Part of the comparison; prints every result on the way and the medians at the end."""
    from benchmarks.figures import table

    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default=",".join(WORK))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--servers", default="")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        results = run(Path(folder), asked.only.split(","), asked.rounds, asked.servers)
    print(table(figures(results)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
