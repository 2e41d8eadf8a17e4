"""`manage.py partition_events`: events in partitions by time, and the coming ones; see docs/scale.md."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from hub.base import clock
from hub.operations.partitions.ahead import keep
from hub.operations.partitions.catalogue import partitioned
from hub.operations.partitions.convert import Refused
from hub.operations.partitions.periods import AHEAD


class Command(BaseCommand):
    """Repeatable. PostgreSQL only, as the role that owns the tables."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What a partition spans."""
        parser.add_argument("--every", choices=sorted(AHEAD), default="year")

    def handle(self, *args: Any, **options: Any) -> None:
        """Convert once; afterwards see to the coming partitions, once a day."""
        del args
        if connection.vendor != "postgresql":
            raise CommandError("SQLite has no partitions, and a hub of its size needs none.")
        try:
            keep(options["every"], clock.now().date(), self._say, partitioned=partitioned())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OperationalError as error:
            text = "The table was busy for longer than five seconds. Nothing was changed; run it again."
            raise CommandError(text) from error
        self._say("Events are in partitions, and the coming ones are made.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
