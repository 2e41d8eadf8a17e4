"""Start PostgreSQL and Redis in a temporary folder, as a user without rights, and stop them again."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

START_SECONDS = 120
REDIS_DATABASES = 10_000


def unprivileged() -> str | None:
    """The user to run servers as: PostgreSQL refuses to start as root."""
    return "nobody" if os.geteuid() == 0 else None


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def folder() -> Iterator[Path]:
    """A temporary folder that belongs to the user who runs the servers."""
    path = Path(tempfile.mkdtemp(prefix="hub-services-"))
    owner = unprivileged()
    if owner:
        entry = pwd.getpwnam(owner)
        os.chown(path, entry.pw_uid, entry.pw_gid)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def process(command: list[str], log: Path, *, as_we_are: bool = False) -> Iterator[None]:
    """A server that runs until the block ends; as a user without rights unless it needs our own Python."""
    user = None if as_we_are else unprivileged()
    with log.open("ab") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, cwd=log.parent, user=user)
    try:
        yield
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(10)
        server.kill()
        server.wait()


def wait_for(port: int, what: str, log: Path) -> None:
    """Return when the port answers; raise with the end of the log when it does not."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(
        f"{what} did not start within {START_SECONDS} s:\n{log.read_text(errors='replace')[-2000:]}"
    )


@contextmanager
def running_postgres(programs: Path, where: Path, *, durable: bool = False) -> Iterator[str]:
    """Yield the address of a new, empty PostgreSQL; without fsync, since it is thrown away.

    With `durable` it writes to disk as in production, for measurements.
    """
    data, log, port = where / "pg", where / "pg.log", free_port()
    setup = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "hub",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    subprocess.run([str(a) for a in setup], check=True, capture_output=True, cwd=where, user=unprivileged())
    options = {
        "fsync": "on" if durable else "off",
        "max_connections": "300",
        "listen_addresses": "127.0.0.1",
        "port": str(port),
    }
    options["unix_socket_directories"] = str(where)
    flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    with process([str(programs / "postgres"), "-D", str(data), *flags], log):
        wait_for(port, "PostgreSQL", log)
        yield f"postgres://hub@127.0.0.1:{port}/postgres"


@contextmanager
def running_redis(program: Path, where: Path) -> Iterator[str]:
    """Yield the address of a new, empty Redis that writes nothing to disk."""
    log, port = where / "redis.log", free_port()
    with process(redis_command(program, where, port), log):
        wait_for(port, "Redis", log)
        yield f"redis://127.0.0.1:{port}"


def redis_command(program: Path, where: Path, port: int) -> list[str]:
    """What starts a Redis at a port."""
    options = {"port": port, "bind": "127.0.0.1", "save": "", "databases": REDIS_DATABASES, "dir": where}
    return [str(program), *(part for name, value in options.items() for part in (f"--{name}", str(value)))]


@dataclass
class RestartedRedis:
    """A Redis that a test kills and starts again, empty, at the same address; stopped with the block."""

    program: Path
    where: Path
    port: int = field(default_factory=free_port)
    server: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it is, or was."""
        return f"redis://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it; returns once it answers."""
        log = self.where / "redis.log"
        command = redis_command(self.program, self.where, self.port)
        with log.open("ab") as out:
            self.server = subprocess.Popen(
                command, stdout=out, stderr=out, cwd=self.where, user=unprivileged()
            )
        wait_for(self.port, "Redis", log)

    def kill(self) -> None:
        """End it without a word."""
        if self.server is not None:
            self.server.kill()
            self.server.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()


@contextmanager
def running(postgres: Path, redis: Path) -> Iterator[dict[str, str]]:
    """Yield the environment that points the hub at both servers."""
    with ExitStack() as stack:
        where = stack.enter_context(folder())
        database = stack.enter_context(running_postgres(postgres, where))
        rings = stack.enter_context(running_redis(redis, where))
        yield {"HUB_DATABASE_URL": database, "HUB_REDIS_URL": rings}
