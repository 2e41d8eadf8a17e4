"""`manage.py deliver_webhooks`: one pass over the queue, or with --loop SECONDS one after the other."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hub.base.clock import now
from hub.webhooks.actions import deliver, forget_old


class Command(BaseCommand):
    """Deliver what is due; several may run at once, and any of them may be killed at any time."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--loop: go on, with this many seconds between two passes."""
        parser.add_argument("--loop", type=float, default=None, metavar="SECONDS")

    def handle(self, *args: Any, loop: float | None, **options: Any) -> None:
        """Say what was done after each pass that did something."""
        del args, options
        while True:
            good, bad = deliver(now)
            forgotten = forget_old(now())
            if good or bad or forgotten or loop is None:
                self.stdout.write(f"Delivered {good}, failed {bad}, forgot {forgotten}.")
                self.stdout.flush()
            if loop is None:
                return
            time.sleep(max(0.05, loop))
