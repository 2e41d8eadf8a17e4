"""`manage.py erase_again`: carry out every signed erasing anew, after rows or files came back from a copy."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hub.base import clock
from hub.encryption.erasing import CONTENT
from hub.ledger.actions import erase_again
from hub.ledger.models import Event


class Command(BaseCommand):
    """Changes nothing that no officer signed. With --list it only names the acts, to keep beside backups."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Only to list."""
        parser.add_argument("--list", action="store_true", help="name the acts and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how much there was."""
        del args
        if options["list"]:
            for act in Event.objects.filter(kind=CONTENT).order_by("accepted_at", "pk").iterator(500):
                post, at = act.focal_point_id, clock.text(act.accepted_at)
                place = f"stream {act.stream_id} place {act.seq}"
                self.stdout.write(f"{at} {place} post {post} {act.facts['rule']}")
            return
        acts, events = erase_again()
        self.stdout.write(f"{acts} acts carried out again, about {events} events.")
