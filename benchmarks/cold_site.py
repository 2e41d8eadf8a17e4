"""A whole deployment on this machine: PostgreSQL with two roles, Redis, an object store, web processes, jobs,
and the proxy of deploy/ with a certificate made for it. Nothing of it is the demo."""

from __future__ import annotations

import base64
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg

from benchmarks.cold_hosts import HERE, Host, hosts, relayed
from tests import machine
from tests.deploy.reading import COMPOSE, DEPLOY
from tests.services.object_store import running_object_store
from tests.services.servers import folder as own_folder
from tests.services.servers import free_port, running_postgres, running_redis, wait_for
from tests.story.hub_process import ROOT, HubProcess

JOBS = {
    "run_clocks": 60,
    "deliver_webhooks": 5,
    "deliver_notices": 5,
    "run_conferences": 60,
    "run_log": 1,
    "scrub": 60,
}
PATIENCE = 120.0


@dataclass
class Site(HubProcess):
    """The deployment as its officers see it: one name, one certificate. `webs` are its web processes."""

    name: str = field(default_factory=socket.gethostname)
    webs: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)
    places: dict[int, Host] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Its address, by the proxy."""
        return f"https://{self.name}:{self.port}"

    def start(self) -> None:
        """Nothing: `serve` starts each process."""

    def serve(self, port: int) -> None:
        """Start a web process, or start it again; returns once it answers."""
        command = [sys.executable, "-m", "uvicorn", "hub.asgi:application", "--port", str(port)]
        command += ["--host", self.address(port)]
        if port in self.places:
            command = self.places[port].command(command)
        with (self.folder / f"web-{port}.log").open("ab") as log:
            self.webs[port] = subprocess.Popen(
                [*command, "--log-level", "warning"], env=self.environment, cwd=ROOT, stdout=log, stderr=log
            )
        end = time.monotonic() + PATIENCE
        while not self.is_ready(port):
            assert self.webs[port].poll() is None, (self.folder / f"web-{port}.log").read_text()[-3000:]
            assert time.monotonic() < end, "a web process did not answer in time"
            time.sleep(0.1)

    def address(self, port: int) -> str:
        """Where a web process listens."""
        return self.places[port].address if port in self.places else "127.0.0.1"

    def is_ready(self, port: int) -> bool:
        """Whether a web process answers under the hub's name."""
        headers = {"Host": self.name, "X-Forwarded-Proto": "https"}
        try:
            address = f"http://{self.address(port)}:{port}/api/v1/hub/"
            return httpx.get(address, headers=headers, timeout=5, trust_env=False).status_code == 200
        except httpx.TransportError:
            return False

    def end(self) -> None:
        """End all web processes."""
        for port in self.webs:
            self.kill(port)

    def kill(self, port: int) -> None:
        """End a web process without a word."""
        self.webs[port].kill()
        self.webs[port].wait()


@contextmanager
def running_site(apart: int = 0) -> Iterator[Site]:
    """Everything started from nothing, migrated by the owner's role; two web processes serve.

    With `apart` each of that many web processes has a host of its own (network namespace; root).
    """
    with ExitStack() as stack:
        where = stack.enter_context(own_folder())
        places = stack.enter_context(hosts(apart)) if apart else []
        state = servers(stack, where)
        if places:
            stack.enter_context(relayed([urlsplit(one).port or 0 for one in state.values()]))
        site = Site(where, free_port(), {}, process=None)
        site.environment = surroundings(site, state, HERE if places else "127.0.0.1")
        stack.callback(site.end)
        migrate(site)
        for number in range(apart or 2):
            port = free_port()
            if places:
                site.places[port] = places[number]
            site.serve(port)
        stack.enter_context(proxy(site))
        for job, pause in JOBS.items():
            command = [sys.executable, str(ROOT / "manage.py"), job, "--loop", str(pause)]
            stack.enter_context(beside(command, site.environment, where / f"{job}.log"))
        yield site


def servers(stack: ExitStack, where: Path) -> dict[str, str]:
    """Where PostgreSQL, Redis and the object store are, all new and empty."""
    postgres, redis = machine.postgres(), machine.redis()
    assert isinstance(postgres, Path), postgres
    assert isinstance(redis, Path), redis
    database = stack.enter_context(running_postgres(postgres, where, durable=True))
    return {
        "database_url": roles(database, where),
        "redis_url": stack.enter_context(running_redis(redis, where)),
        "storage_url": stack.enter_context(running_object_store(where)),
    }


@contextmanager
def beside(command: list[str], environment: dict[str, str], log: Path) -> Iterator[None]:
    """A process with an environment of its own, ended with the block."""
    with log.open("ab") as out:
        started = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=out, stderr=out)
    try:
        yield
    finally:
        started.terminate()
        started.wait(30)


def roles(database: str, where: Path) -> str:
    """The database and the roles as deploy/compose makes them; the address of the hub's own.

    The owner's is written to `owner_url`.
    """
    parts = urlsplit(database)
    with awake(database) as first:
        first.execute("CREATE ROLE postgres SUPERUSER LOGIN")
    with psycopg.connect(database.replace("//hub@", "//postgres@"), autocommit=True) as connection:
        connection.execute("ALTER ROLE hub RENAME TO first")
        connection.execute("CREATE DATABASE hub")
    addresses = {
        name: f"postgres://{role}:{secrets.token_hex(8)}@127.0.0.1:{parts.port}/hub"
        for name, role in (("database_url", "hub_app"), ("owner_url", "hub_owner"))
    }
    for name, address in addresses.items():
        (where / name).write_text(address)
    given = {"SECRETS": str(where), "PGHOST": "127.0.0.1", "PGPORT": str(parts.port)}
    subprocess.run([COMPOSE / "roles.sh"], check=True, capture_output=True, env=os.environ | given)
    return addresses["database_url"]


def awake(database: str) -> psycopg.Connection:
    """A connection to a server that listens already but may still be getting ready."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return psycopg.connect(database, autocommit=True)
        except psycopg.OperationalError:
            assert time.monotonic() < end, "PostgreSQL did not get ready in time"
            time.sleep(0.2)


def surroundings(site: Site, state: dict[str, str], seen_at: str) -> dict[str, str]:
    """A production environment, secrets in files; and the certificate that everybody here trusts.

    `seen_at`: the address at which the web processes find the state.
    """
    values = {
        "secret_key": base64.b64encode(os.urandom(48)).decode(),
        "signing_key": base64.b64encode(os.urandom(32)).decode(),
        **{name: address.replace("127.0.0.1", seen_at) for name, address in state.items()},
    }
    for name, value in values.items():
        path = site.folder / name
        path.write_text(value)
        path.chmod(0o600)
    certify(site)
    os.environ.update({"SSL_CERT_FILE": str(site.folder / "certificate.pem"), "NO_PROXY": site.name})
    rest = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    return rest | {
        "DJANGO_SETTINGS_MODULE": "hub.settings", "HUB_DEMO": "0", "HUB_ID": "hub.cold",
        "HUB_ALLOWED_HOSTS": site.name, "HUB_TRUSTED_ORIGINS": site.url, "HUB_BEHIND_PROXY": "1",
        "HUB_STATE_DIR": str(site.folder), "WEB_CONCURRENCY": "1",
        "HUB_MAIL_URL": "dummymail://",
        **{f"HUB_{name.upper()}_FILE": str(site.folder / name) for name in values},
    }  # fmt: skip


def certify(site: Site) -> None:
    """A certificate for this machine's name, made here and trusted by this run alone."""
    openssl = machine.tool("openssl", "the cold start")
    assert isinstance(openssl, Path), openssl
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-days", "2", "-subj", f"/CN={site.name}", "-addext", f"subjectAltName=DNS:{site.name}",
         "-keyout", site.folder / "key.pem", "-out", site.folder / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip


def migrate(site: Site) -> None:
    """Tables, reference data and static files, as the migration job makes them."""
    hub = site.environment
    site.environment = hub | {"HUB_DATABASE_URL_FILE": str(site.folder / "owner_url")}
    site.manage("migrate", "--verbosity", "0")
    site.manage("raise_wall")
    site.manage("load_reference")
    site.environment = hub
    site.manage("collectstatic", "--noinput")
    print(site.manage("doctor"), end="")


@contextmanager
def proxy(site: Site) -> Iterator[None]:
    """Caddy with the Caddyfile of deploy/."""
    web = " ".join(f"{site.address(port)}:{port}" for port in site.webs)
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(site.folder), "HUB_NAME": site.name, "HUB_WEB": web,
        "HUB_SOCKET": web, "HUB_TLS": f"{site.folder}/certificate.pem {site.folder}/key.pem",
        "HUB_TLS_PORT": str(site.port), "HUB_HTTP_PORT": str(free_port()), "HUB_HEALTH": "/api/v1/hub/",
    }  # fmt: skip
    caddy = Path(sys.executable).parent / "caddy"
    command = [str(caddy), "run", "--adapter", "caddyfile", "--config", str(DEPLOY / "caddy" / "Caddyfile")]
    log = site.folder / "proxy.log"
    with beside(command, environment, log):
        wait_for(site.port, "the proxy", log)
        yield
