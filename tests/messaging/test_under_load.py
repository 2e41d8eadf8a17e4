"""Two server processes on PostgreSQL and Redis, officers at both, and Redis killed in the middle.

The full load is a command: `python -m benchmarks threads_load`.
"""

import json
import subprocess
import sys

import pytest

from benchmarks.world import ROOT

pytestmark = pytest.mark.services


def test_nothing_is_lost_twice_or_out_of_order_when_redis_is_killed() -> None:
    size = {"officers": 24, "threads": 4, "seconds": 10, "rate": 10, "away": 2}
    words = [word for name, value in size.items() for word in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "benchmarks.threads_load", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=400)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["sent"] == 100
    assert found["deliveries"] == found["expected"] == 600
    assert found["faults"] == []
    assert found["reopened"] > 0, "the sockets did not notice that Redis was gone"
