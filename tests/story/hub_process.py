"""A real hub for tests: its own process, state folder and database, on a free port of this machine."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import httpx

from tests.services.fresh import behind_the_wall
from tests.services.fresh import environment as own_state

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240.0


def free_port() -> int:
    """A port nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class HubProcess:
    """A hub on `http://localhost:port`, with the environment its commands need."""

    folder: Path
    port: int
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    @classmethod
    def prepare(cls, folder: Path, **environment: str) -> HubProcess:
        """A new hub with migrated tables and reference data, not yet serving."""
        return original().twin(folder, **environment)

    def twin(self, folder: Path, **environment: str) -> HubProcess:
        """Another hub with a copy of this one's tables and files; nobody may serve this one meanwhile."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return _hub(folder, environment, like=self.environment["HUB_DATABASE_URL"])

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://localhost:{self.port}"

    def manage(self, *words: str) -> str:
        """Run a management command and return what it printed."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *words],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def founding_link(self, country: str, email: str, name: str) -> str:
        """Invite a country's first administrator; the link handed over."""
        words = ("found_country", country, "--email", email, "--officer", name, "--origin", self.url)
        return self.manage(*words).split()[-1]

    def start(self) -> None:
        """Serve as the hub's own role of the database; returns once the hub answers."""
        own = {"HUB_DATABASE_URL": behind_the_wall(self.environment["HUB_DATABASE_URL"])}
        log = (self.folder / "server.log").open("ab")
        command = [
            "-m",
            "uvicorn",
            "hub.asgi:application",
            "--port",
            str(self.port),
            "--log-level",
            self.environment.get("UVICORN_LOG_LEVEL", "warning"),
        ]
        self.process = subprocess.Popen(
            [sys.executable, *command], env=self.environment | own, cwd=ROOT, stdout=log, stderr=log
        )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, (self.folder / "server.log").read_text()
            assert time.monotonic() < until, "the hub did not start in time"
            time.sleep(0.1)

    def stop(self, sig: int = signal.SIGTERM) -> None:
        """End the process and wait for it."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(sig)
            self.process.wait(timeout=20)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/api/v1/hub/", timeout=2, trust_env=False).status_code == 200
        except httpx.TransportError:
            return False


def _hub(folder: Path, environment: dict[str, str], like: str = "") -> HubProcess:
    port = free_port()
    made = {
        "HUB_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        "HUB_ID": "hub.test",
        "HUB_ADDRESS": f"http://localhost:{port}/",
    }
    return HubProcess(folder, port, {**os.environ, **own_state(folder, like), **made, **environment})


@cache
def original() -> HubProcess:
    """What each process of a test run makes once, since making the tables takes longer than most tests."""
    folder = Path(mkdtemp(prefix="hub-original-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    hub = _hub(folder, {})
    hub.manage("migrate", "--verbosity", "0")
    hub.manage("load_reference")
    return hub
