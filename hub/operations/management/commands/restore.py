"""`manage.py restore DIR`: put a backup into an empty system, and prove every chain, event and file of it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.operations.actions import restore_backup
from hub.operations.backup.manifest import Bad


class Command(BaseCommand):
    """Needs the hub's signing key and HUB_ID in place, an empty database and an empty storage."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where from."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that `backup` wrote")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Restore, or name every broken thing."""
        del args, options
        try:
            seen = restore_backup(folder, self.stdout.write)
        except Bad as bad:
            raise CommandError("The restore was refused or does not hold.\n" + "\n".join(bad.lines)) from bad
        self.stdout.write(f"Restored: {seen.chains} chains and {seen.events} events, every file, all proved.")
