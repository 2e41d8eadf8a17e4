"""`manage.py doctor`: every fault of this deployment in one sentence each, with what to do."""

from typing import Any

from django.conf import settings
from django.core.checks import ERROR
from django.core.management.base import BaseCommand, CommandError

from hub.doctor.registry import findings
from hub.doctor.starting import line


class Command(BaseCommand):
    """Look at settings, database, storage, Redis, key and clock; 1 where the server would not start."""

    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print warnings and errors; the errors again as the reason of the exit."""
        del args, options
        if settings.DEMO:
            self.stdout.write("This is the demo (HUB_DEMO=1): for one machine and invented cases only.")
            return
        found = findings()
        for message in found:
            self.stdout.write(("REFUSED  " if message.level >= ERROR else "warning  ") + line(message))
        grave = sum(message.level >= ERROR for message in found)
        if grave:
            raise CommandError(f"{grave} of these keep the server from starting.")
        self.stdout.write("The hub may start.")
