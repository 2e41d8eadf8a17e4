"""`manage.py run_clocks`: one pass over all time limits, or with --loop SECONDS one after the other."""

import logging
import time
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from exchanges.actions import remind
from hub.base import clock
from mla_requests.actions.lapses import run_clocks

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """State limits that passed, remind, escalate; several may run at once, and any may be killed."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--loop: go on, with this many seconds between two passes."""
        parser.add_argument("--loop", type=float, default=None, metavar="SECONDS")

    def handle(self, *args: Any, loop: float | None, **options: Any) -> None:
        """Say what was done after each pass that did something."""
        del args, options
        while True:
            self._pass(clock.now(), quiet=loop is not None)
            if loop is None:
                return
            time.sleep(max(0.05, loop))

    def _pass(self, now: datetime, *, quiet: bool) -> None:
        try:
            done = run_clocks(now)
            late = remind(now)
        except DatabaseError:
            if not quiet:
                raise
            # A loop outlives a database that is away for a while: every pass begins anew.
            logger.exception("A pass over the time limits broke off.")
            return
        if not quiet or done["requests"] or late:
            words = f"{done['stated']} stated, {done['told'] + late} told, {done['requests']} requests."
            self.stdout.write(words)
            self.stdout.flush()
