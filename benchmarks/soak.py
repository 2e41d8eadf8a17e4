"""A steady load for a long time: memory, connections, sockets and queues of a server must not grow.

Ten messages a second between 20 connected officers on PostgreSQL and Redis, with the job that empties the
queue of notices beside it. Figures are the server's own, from /metrics, printed at intervals. What grows from
the second third of the time to the last one is named, and the end is not zero.

    python -m benchmarks soak 30
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import world
from benchmarks.load_people import people, seal
from benchmarks.threads_load import Load, Outcome, let_go, prepared, servers
from tests.services.servers import RestartedRedis, running_postgres
from tests.services.servers import folder as own_folder

TOKEN = "a-token-of-the-soak-alone"  # noqa: S105 - of a server that lives for the soak
SAMPLES = 60
SECOND = 5.0
# What a figure may rise between the second and the last third before it counts as growth.
SLACK = {
    "memory (MB)": 16.0,
    "open files": 10.0,
    "sockets": 2.0,
    "pool": 3.0,
    "notices": 100.0,
    "mails": 100.0,
    "webhooks": 100.0,
}
NAMES = {
    "process_resident_memory_bytes": "memory (MB)",
    "process_open_fds": "open files",
    "hub_open_sockets": "sockets",
    'hub_database_pool{figure="pool_size"}': "pool",
    'hub_queue_length{queue="notices"}': "notices",
    'hub_queue_length{queue="mails"}': "mails",
    'hub_queue_length{queue="webhooks"}': "webhooks",
}


@dataclass
class Watch:
    """Figures of a server over time."""

    port: int
    every: float
    begun: float = field(default_factory=time.monotonic)
    seen: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in SLACK})

    async def go(self) -> None:
        """Look at intervals; until cancelled."""
        while True:
            figures = parsed(await asyncio.to_thread(self._ask))
            for name, values in self.seen.items():
                values.append(figures.get(name, 0.0))
            minute = (time.monotonic() - self.begun) / 60
            line = "  ".join(f"{name} {values[-1]:.0f}" for name, values in self.seen.items())
            print(f"{minute:5.1f} min  {line}", flush=True)
            await asyncio.sleep(self.every)

    def _ask(self) -> str:
        address = f"http://localhost:{self.port}/metrics"
        asked = urllib.request.Request(address, headers={"Authorization": f"Bearer {TOKEN}"})
        with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 - localhost
            text: bytes = answer.read()
        return text.decode()

    def growing(self) -> list[str]:
        """What rose more than its slack from the second third to the last."""
        return [name for name, values in self.seen.items() if rise(values) > SLACK[name]]


def parsed(text: str) -> dict[str, float]:
    """The figures of NAMES in a text of Prometheus."""
    found = {}
    for line in text.splitlines():
        for start, name in NAMES.items():
            if line.startswith((f"{start} ", f"{start}{{")):
                value = float(line.rsplit(" ", 1)[1])
                found[name] = value / 1e6 if name.startswith("memory") else value
    return found


def rise(values: list[float]) -> float:
    """Difference of the medians of the last and the second third; the first one warms up."""
    third = len(values) // 3
    if third == 0:
        return 0.0
    return statistics.median(values[-third:]) - statistics.median(values[third : 2 * third])


@contextmanager
def job(name: str) -> Iterator[None]:
    """A job beside the server."""
    said = [sys.executable, "manage.py", name, "--loop", str(SECOND)]
    running = subprocess.Popen(said, cwd=world.ROOT, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        running.terminate()
        running.wait(30)


def run(load: Load, folder: Path, postgres: Path, redis: Path) -> tuple[Outcome, Watch]:
    """Start everything and let it go."""
    with ExitStack() as stack:
        where = stack.enter_context(own_folder())
        database = stack.enter_context(running_postgres(postgres, where))
        rings = stack.enter_context(RestartedRedis(redis, where))
        cast = world.start(folder, database)
        talks = people(cast, load.threads, load.officers)
        tokens = [[one.token() for one in talk.people] for talk in talks]
        for talk in talks:
            seal(cast, talk, load.each)
        let_go()
        changes = {"HUB_DATABASE_URL": database, "HUB_REDIS_URL": f"{rings.address}/0"}
        changes["HUB_METRICS_TOKEN"] = TOKEN
        port = stack.enter_context(world.serving("hub.asgi:application", folder, **changes))
        stack.enter_context(job("deliver_notices"))
        watch = Watch(port, max(1.0, load.seconds / SAMPLES))
        load_run = prepared(load, talks, tokens, [port], rings)
        return asyncio.run(_both(load_run.go(), watch)), watch


async def _both(work: Awaitable[Outcome], watch: Watch) -> Outcome:
    looking = asyncio.ensure_future(watch.go())
    outcome = await work
    looking.cancel()
    return outcome


def main(words: list[str]) -> int:
    """MINUTES, 30 if not given; 1 if something grew or was not received."""
    minutes, found = float(words[0]) if words else 30.0, servers()
    if found is None:
        return 1
    load = Load(officers=20, threads=4, seconds=minutes * 60, rate=10, away=0)
    with tempfile.TemporaryDirectory(prefix="hub-soak-") as folder:
        outcome, watch = run(load, Path(folder), *found)
    grown = watch.growing()
    whole = outcome.deliveries == outcome.expected and not outcome.faults
    print(
        f"{outcome.sent} messages, {outcome.deliveries} of {outcome.expected} received, p95 {outcome.p95} ms."
    )
    print("\n".join(outcome.faults))
    print(f"GROWS: {', '.join(grown)}" if grown else "Nothing grows.")
    return int(bool(grown) or not whole)
