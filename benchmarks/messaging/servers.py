"""The servers under measurement: the hub on SQLite and on PostgreSQL, and the peers that are installed.

Peers are optional. HUB_BENCH_PEERS names a folder with a virtual environment `synapse` (pip install
matrix-synapse psycopg2-binary); Prosody is the system's (Debian: prosody lua-dbi-sqlite3 lua-event).
docs/BENCHMARKS.md has the commands.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks import world
from benchmarks.messaging import hub_people, peer_files
from benchmarks.messaging.hub import Hub
from benchmarks.messaging.prosody import Prosody
from benchmarks.messaging.synapse import SECRET, Synapse
from benchmarks.messaging.workloads import USERS, Driver
from tests import machine
from tests.services.servers import folder as own_folder
from tests.services.servers import free_port, running_postgres, wait_for


@contextmanager
def running(folder: Path, words: list[str]) -> Iterator[list[Driver]]:
    """Drivers of all servers that this machine has, or of those whose name has one of `words`."""
    with ExitStack() as stack:
        database = _postgres(stack)
        yield [
            stack.enter_context(start(name))
            for name, start in _known(folder, database)
            if not words or any(word in name.lower() for word in words)
        ]


def _known(folder: Path, database: str) -> Iterator[tuple[str, Callable[[str], Any]]]:
    peers = _peers()
    yield "hub on SQLite", lambda name: _hub(name, folder / "sqlite")
    if database:
        yield "hub on PostgreSQL", lambda name: _hub(name, folder / "postgres", database)
    if peers and (peers / "synapse/bin/python").exists():
        yield "Synapse on SQLite", lambda name: _synapse(name, peers, folder / "synapse")
        if database:
            yield "Synapse on PostgreSQL", lambda name: _synapse(name, peers, folder / "synapse-pg", database)
    else:
        print("NOT RUN: Synapse (HUB_BENCH_PEERS; see docs/BENCHMARKS.md)")
    if shutil.which("prosody"):
        yield "Prosody on SQLite", lambda name: _prosody(name, folder / "prosody")
    else:
        print("NOT RUN: Prosody (install prosody lua-dbi-sqlite3 lua-event)")


def _peers() -> Path | None:
    named = os.environ.get("HUB_BENCH_PEERS")
    return Path(named) if named else None


def _postgres(stack: ExitStack) -> str:
    programs = machine.postgres()
    if isinstance(programs, machine.Missing):
        print(programs)
        return ""
    return stack.enter_context(running_postgres(programs, stack.enter_context(own_folder()), durable=True))


@contextmanager
def _hub(name: str, folder: Path, database: str = "") -> Iterator[Hub]:
    """One server process. Its people are made in a process of their own: Django is set up once in each."""
    folder.mkdir()
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as alone:
        hub, seats = alone.submit(hub_people.make, folder, database, USERS).result()
    changes = {"HUB_DATABASE_URL": database} if database else {}
    with world.serving("hub.asgi:application", folder, **changes) as port:
        yield Hub(name, port, hub, seats)


@contextmanager
def _synapse(name: str, peers: Path, folder: Path, database: str = "") -> Iterator[Synapse]:
    folder.mkdir()
    port, python = free_port(), str(peers / "synapse/bin/python")
    if database:
        new_database(database)
    config = peer_files.synapse(folder, port, SECRET.decode(), database)
    command = [python, "-m", "synapse.app.homeserver", "-c", str(config)]
    subprocess.run([*command, "--generate-keys"], check=True, capture_output=True, cwd=folder)
    with _process(name, command, port, folder / "log"):
        yield Synapse(name, port)


def new_database(address: str) -> None:
    """An empty database "synapse" with the order of characters that Synapse asks for."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as line:
        line.execute("CREATE DATABASE synapse ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")


@contextmanager
def _prosody(name: str, folder: Path) -> Iterator[Prosody]:
    folder.mkdir()
    port = free_port()
    config = peer_files.prosody(folder, port)
    for n in range(USERS):
        account = ["prosodyctl", "--config", str(config), "register", f"u{n}", "bench.local", "pw"]
        subprocess.run(account, check=True, capture_output=True)
    with _process(name, ["prosody", "--config", str(config), "-F"], port, folder / "log"):
        yield Prosody(name, port)


@contextmanager
def _process(name: str, command: list[str], port: int, log: Path) -> Iterator[None]:
    with log.open("ab") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, cwd=log.parent)
    try:
        wait_for(port, name, log)
        yield
    finally:
        server.terminate()
        server.wait(15)
