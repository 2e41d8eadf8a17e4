"""Makes the releases that are due; to be run once a day. Those that exist stay as they are."""

from typing import Any

from django.core.management.base import BaseCommand

from hub.base.clock import now
from hub.statistics.actions import publish


class Command(BaseCommand):
    """`manage.py publish_statistics`."""

    help = "Publish the figures of closed years, small numbers hidden. A release is made once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was made."""
        del args, options
        for one in publish(now()):
            self.stdout.write(f"Published: {one}")
