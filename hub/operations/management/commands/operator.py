"""`manage.py operator`: health, versions, queues, jobs, and sizes in classes, for those who run the hub.

It reads and prints; it changes nothing, shows no content and no people, and can give nobody a seat: seats are
what a country's own administrators sign.
"""

import platform
from collections.abc import Iterator
from typing import Any

import django
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from hub.operations import queries
from hub.operations.health import ready


class Command(BaseCommand):
    """Ends with 1 if a part of the hub does not work."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, part by part; without a database only the health."""
        del args, options
        ready.forget()
        parts = ready.parts()
        self._section("Health", parts)
        if parts["database"] == "ok" and parts["migrations"] == "ok":
            for title, lines in _sections():
                self._section(title, lines)
        if set(parts.values()) != {"ok"}:
            raise SystemExit(1)

    def _section(self, title: str, lines: dict[str, str]) -> None:
        self.stdout.write(title)
        for name, words in lines.items():
            self.stdout.write(f"  {name:<14} {words}")


def _sections() -> Iterator[tuple[str, dict[str, str]]]:
    versions = {"hub": settings.HUB_ID, "Django": django.__version__, "Python": platform.python_version()}
    yield "Versions", versions | {"database": connection.vendor}
    yield "Waiting", {name: f"{number:.0f}" for name, number in queries.queues().items()}
    yield "Jobs", {name: f"ended {age:.0f} s ago" for name, age in queries.job_ages().items()}
    yield "Countries", {cc: f"files {kept}, acts {acts}" for cc, (kept, acts) in queries.sizes().items()}
