"""A hub with the cast of the tests in it, on a database that lasts as long as the measurement."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.services.servers import free_port, wait_for

if TYPE_CHECKING:
    from tests.cast import Cast

ROOT = Path(__file__).resolve().parent.parent


def start(folder: Path, database: str = "") -> "Cast":
    """Set Django up on a new database (SQLite in `folder`), with the cast in it. Once per process."""
    prepared(folder, database)
    from tests.cast import make_cast

    return make_cast()


def prepared(folder: Path, database: str = "") -> None:
    """Set Django up on a new, empty database. Once per process."""
    os.environ.update(environment(folder))
    if database:
        os.environ["HUB_DATABASE_URL"] = database
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def environment(folder: Path) -> dict[str, str]:
    """The environment of a hub whose state is in `folder`."""
    database = f"sqlite:///{folder / 'hub.sqlite3'}"
    settings = {"DJANGO_SETTINGS_MODULE": "hub.settings", "HUB_DEMO": "1", "HUB_REDIS_URL": ""}
    # Calls made in this process come under the name of Django's test client.
    settings["HUB_ALLOWED_HOSTS"] = "localhost,127.0.0.1,[::1],testserver"
    return {**settings, "HUB_STATE_DIR": str(folder), "HUB_DATABASE_URL": database}


@contextmanager
def serving(application: str, folder: Path, **changes: str) -> Iterator[int]:
    """One uvicorn process with an application, its environment changed as said; yields its port."""
    port, log = free_port(), folder / "server.log"
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        application,
        "--port",
        str(port),
        "--log-level",
        "error",
        "--lifespan",
        "off",
    ]
    with log.open("ab") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment(folder), **changes}, stdout=out, stderr=out
        )
    try:
        wait_for(port, application, log)
        yield port
    finally:
        server.terminate()
        server.wait(15)
