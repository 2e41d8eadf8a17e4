"""`manage.py index_library`: ended embargoes show among the newest; --anew reads everything again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hub.base import clock
from hub.library.search.actions import end_embargoes, reindex


class Command(BaseCommand):
    """Once a day, soon after midnight UTC; --anew after a change of how words are read."""

    help = "Bring the search of the library up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch."""
        parser.add_argument("--anew", action="store_true", help="make the whole index anew")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many items were read."""
        del args
        number = reindex() if options["anew"] else end_embargoes(clock.now())
        self.stdout.write(f"{number} items were read into the search.")
