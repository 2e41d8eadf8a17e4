"""`manage.py backup DIR`: a signed copy of database and storage, from one moment, while the hub works."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.operations.actions import make_backup
from hub.operations.backup.manifest import Bad


class Command(BaseCommand):
    """The keys of the hub are not in the copy; keep them apart from it."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Copy, and name what is wrong."""
        del args, options
        try:
            said = make_backup(folder, self.stdout.write)
        except Bad as bad:
            raise CommandError("No backup was made.\n" + "\n".join(bad.lines)) from bad
        counted = f"{len(said['chains'])} chains, {said['streams']} streams, {said['events']} events"
        self.stdout.write(f"Backup of {said['made_at']} in {folder}: {counted}. Signed with the hub's key.")
