"""`manage.py run_log`: put what is new into the log, or with --loop SECONDS again and again.

With --all it looks through everything once: run that daily, or after a restore.
"""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from hub.base import clock
from hub.base.management.loop import LoopCommand
from hub.transparency.actions import append_all, append_some


class Command(LoopCommand):
    """Several may run at once, and any may be killed: one transaction is one batch."""

    help = __doc__
    subject = "A pass of the log"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--loop, --all."""
        super().add_arguments(parser)
        parser.add_argument(
            "--all", action="store_true", help="look through everything, not only what is new"
        )

    def handle(self, *args: Any, loop: float | None, **options: Any) -> None:
        """A full look, or passes."""
        if not options["all"]:
            super().handle(*args, loop=loop, **options)
            return
        total = 0
        while done := append_some(clock.now(), from_the_beginning=True):
            total += done
        self.stdout.write(f"{total} found that were not in the log.")

    def one_pass(self, now: datetime) -> tuple[bool, str]:
        """Append everything that is new."""
        done = append_all(now)
        return bool(done), f"{done} new in the log."
