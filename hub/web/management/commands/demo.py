"""`manage.py demo`: a hub on this machine with invented people and requests, made through its own door."""

from __future__ import annotations

import io
import logging
import os
import shutil
import sys
import threading
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from hub.client.errors import Stop
from hub.client.home import Home
from hub.web.demo import accounts, directory, inbox, meetings, networks, progress, script
from hub.web.demo.cast import PEOPLE, Person, Post
from hub.web.demo.serving import DemoServer, take_port
from hub.web.demo.table import text

RECORD = "accounts.json"
# What runs beside the server in production, in seconds between two passes.
JOBS = {
    "run_clocks": 60.0,
    "deliver_webhooks": 5.0,
    "deliver_notices": 5.0,
    "run_conferences": 60.0,
    "run_log": 1.0,
    "run_retention": 3600.0,
}


class Command(BaseCommand):
    """Prepare, serve, and make the data once while serving."""

    requires_system_checks: list[str] = []
    help = "Start a hub on localhost with demonstration data. PORT=… chooses the port."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until Ctrl-C or SIGTERM."""
        del args, options
        if not settings.DEMO:
            raise CommandError(
                "The demo runs with HUB_DEMO=1 only; it makes accounts whose passwords it prints."
            )
        self.port = _port()
        self.folder = settings.STATE_DIR / "demo"
        self.failure = ""
        listening = self._listen()
        self._prepare()
        server = DemoServer()
        making = threading.Thread(target=self._make_and_tell, args=(server,), daemon=True)
        making.start()
        server.run(sockets=[listening])
        self._leave(making)

    @property
    def url(self) -> str:
        """Where the browser goes; passkeys need the name, not the number."""
        return f"http://localhost:{self.port}"

    def _listen(self) -> Any:
        try:
            return take_port(self.port)
        except OSError as error:
            raise CommandError(
                f"Port {self.port} is in use. Stop what uses it, or choose another: "
                f"PORT={self.port + 1} make demo"
            ) from error

    def _prepare(self) -> None:
        if self.folder.exists() and not (self.folder / RECORD).exists():
            self._clear()
        self.folder.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("load_reference", stdout=io.StringIO())

    def _clear(self) -> None:
        """Remove what an unfinished start left: the demo's own files, nothing else."""
        self.stdout.write("The last start was stopped before the demo was complete; making it anew.")
        shutil.rmtree(self.folder)
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        name = settings.DATABASES["default"]["NAME"]
        if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            raise CommandError("Empty the database of the unfinished demo, then start again.")
        for tail in ("", "-wal", "-shm"):
            Path(f"{name}{tail}").unlink(missing_ok=True)

    def _make_and_tell(self, server: DemoServer) -> None:
        while not server.started:
            time.sleep(0.05)
        logging.getLogger("django.request").setLevel(logging.ERROR)  # refusals are part of the demo
        try:
            secrets = self._kept() or self._make()
        except Stop as stop:
            self.failure = "" if server.should_exit else f"The demo could not be made: {stop.message}"
            server.end()
            return
        finally:
            connections.close_all()
        self.stdout.write(text(self.url, secrets, str(self.folder / "homes")))
        self.stdout.flush()
        for name, pause in JOBS.items():
            said = {"loop": pause, "stdout": io.StringIO()}
            threading.Thread(target=call_command, args=(name,), kwargs=said, daemon=True).start()

    def _kept(self) -> dict[str, str] | None:
        kept: dict[str, str] | None = Home(self.folder).read(RECORD)
        for person in PEOPLE if kept else ():
            home = Home(self.folder / "homes" / person.key)
            home.write("account.json", {**home.read("account.json"), "url": self.url})
        return kept

    def _make(self) -> dict[str, str]:
        began = time.monotonic()
        desks = accounts.Desks(self.folder / "homes")
        self.stdout.write("Making accounts and keys, each in its own home folder …")
        accounts.make(desks, self._invite)
        directory.fill(desks.open)
        networks.enter()
        meetings.hold()
        progress.tell()
        self.stdout.write("Making requests, signed and sealed by their officers …")
        script.play(desks.open)
        inbox.read_old()
        Home(self.folder).write(RECORD, desks.secrets)
        self.stdout.write(f"Ready after {time.monotonic() - began:.0f} s.")
        return desks.secrets

    def _invite(self, post: Post, person: Person) -> str:
        """A founding invitation, as the Secretariat would make it on the server."""
        said = io.StringIO()
        try:
            call_command(
                "found_country", post.country, email=person.email, officer=person.name, name=post.name,
                type=post.type, origin=self.url, stdout=said,
            )  # fmt: skip
        finally:
            connections.close_all()
        return said.getvalue().strip().splitlines()[-1]

    def _leave(self, making: threading.Thread) -> None:
        sys.stdout.flush()
        if making.is_alive():
            self.stdout.write("Stopped before the demo was complete; the next start makes it anew.")
            sys.stdout.flush()
            os._exit(0)
        if self.failure:
            raise CommandError(self.failure)
        self.stdout.write("Stopped.")


def _port() -> int:
    given = os.environ.get("PORT", "8000")
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise CommandError(f"PORT={given} is not a port. Choose a number from 1024 to 65535.")
    return int(given)
