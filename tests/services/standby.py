"""A real standby of the run's PostgreSQL, in a temporary folder: it streams, lags when told to, and dies."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests import machine
from tests.services.servers import folder, free_port, process, unprivileged, wait_for


@dataclass
class Follower:
    """Where it listens, and what stops it at once; it ends with `kill` or with the block."""

    port: int
    stop: list[str]

    def do(self, statement: str) -> None:
        """Run a statement on it, past the hub."""
        with psycopg.connect(f"postgres://hub@127.0.0.1:{self.port}/postgres", autocommit=True) as line:
            line.execute(statement)

    def kill(self) -> None:
        """End it without waiting for whoever reads it."""
        subprocess.run(self.stop, check=True, capture_output=True, cwd="/", user=unprivileged())


@contextmanager
def running_standby() -> Iterator[Follower]:
    """Copy the run's server as it is, follow it from there, and yield once it answers."""
    programs = machine.postgres()
    assert isinstance(programs, Path), programs
    primary = urlsplit(os.environ["HUB_DATABASE_URL"])
    with ExitStack() as stack:
        where = stack.enter_context(folder())
        _copy(programs, primary.port or 5432, where)
        port, log = free_port(), where / "pg.log"
        options = {
            "fsync": "off",
            # As on the server it follows: PostgreSQL wants no less.
            "max_connections": "300",
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "unix_socket_directories": str(where),
        }
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        stack.enter_context(process([str(programs / "postgres"), "-D", str(where / "pg"), *flags], log))
        wait_for(port, "the standby", log)
        yield Follower(
            port, [str(programs / "pg_ctl"), "stop", "--mode=immediate", f"--pgdata={where / 'pg'}"]
        )


def _copy(programs: Path, port: int, where: Path) -> None:
    command = [str(programs / "pg_basebackup"), "--host=127.0.0.1", f"--port={port}", "--username=hub"]
    command += [f"--pgdata={where / 'pg'}", "--write-recovery-conf", "--checkpoint=fast", "--no-sync"]
    subprocess.run(command, check=True, capture_output=True, cwd=where, user=unprivileged())
