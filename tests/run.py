"""What `make test`, `make journeys` and `make services` start: pytest, on what this machine really has.

What is missing is named on a line that begins NOT RUN; with HUB_REQUIRE_SERVICES=1 it is a failure.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests import machine
from tests.services.servers import running

NOTHING_COLLECTED = 5
# Tests of one file stay together: some start a server once for the whole file.
PARALLEL = ["-n", "2", "--dist", "loadfile"]


def pytest(*arguments: str, environment: dict[str, str] | None = None) -> int:
    """Run pytest and return its exit code."""
    command = [sys.executable, "-m", "pytest", "-q", *arguments, *sys.argv[2:]]
    done = subprocess.run(command, env={**os.environ, **(environment or {})}, check=False)
    return 0 if done.returncode == NOTHING_COLLECTED else done.returncode


def on_services(*arguments: str) -> int:
    """Run pytest on PostgreSQL and Redis started for it, or say why not."""
    postgres, redis = machine.postgres(), machine.redis()
    if isinstance(postgres, Path) and isinstance(redis, Path):
        print(f"Starting {postgres / 'postgres'} and {redis}", flush=True)
        with running(postgres, redis) as environment:
            return pytest(*arguments, environment=environment)
    return report([found for found in (postgres, redis) if isinstance(found, machine.Missing)])


def report(missing: list[machine.Missing]) -> int:
    """Print what is missing; fail when it is required."""
    for thing in missing:
        print(thing, flush=True)
    return int(bool(missing) and machine.required())


def test() -> int:
    """Everything on SQLite that needs no browser and no server."""
    return pytest(*PARALLEL, "-m", "not browser and not services")


def journeys() -> int:
    """Everything in a browser."""
    browser = machine.chromium()
    return report([browser]) if isinstance(browser, machine.Missing) else pytest(*PARALLEL, "-m", "browser")


def services() -> int:
    """Everything without a browser on PostgreSQL and Redis, with what only these can show."""
    return on_services(*PARALLEL, "-m", "not browser")


if __name__ == "__main__":
    raise SystemExit({"test": test, "journeys": journeys, "services": services}[sys.argv[1]]())
