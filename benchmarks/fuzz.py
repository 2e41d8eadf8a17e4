"""`make fuzz MINUTES=30`: calls from the OpenAPI document until the time is up, each run with other ones.

The suite does the same for some seconds, always with the same calls. What breaks is printed and is a failure.
"""

import logging
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import world

EXAMPLES = 40


def run(minutes: float, folder: Path) -> int:
    """Fuzz every operation in turn. Returns how many were found broken."""
    os.environ["HUB_ALLOWED_HOSTS"] = "testserver"
    logging.disable(logging.CRITICAL)
    (folder / "static").mkdir()
    cast = world.start(folder)
    from tests.attacks.fuzzing import everybody, fuzz, operations
    from tests.attacks.world import make_world
    from tests.publishing.alliance import ally

    whole = everybody(make_world(cast), ally())
    end, calls, broken, known = time.monotonic() + 60 * minutes, 0, set[str](), operations()
    while time.monotonic() < end:
        for operation in known:
            try:
                calls += fuzz(whole, operation, EXAMPLES, derandomize=False)
            except AssertionError as error:
                broken.add(operation.label)
                print(f"{operation.label}: {str(error)[:2000]}", flush=True)
            if time.monotonic() >= end:
                break
    print(f"{calls} calls to {len(known)} operations; broken: {', '.join(sorted(broken)) or 'none'}.")
    return len(broken)


def main(words: list[str]) -> int:
    """Minutes to spend, ten unless given."""
    with tempfile.TemporaryDirectory(prefix="hub-fuzz-") as folder:
        return min(run(float(words[0]) if words else 10.0, Path(folder)), 1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
