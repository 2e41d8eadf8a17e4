"""A command that makes one pass, or with --loop SECONDS one after the other until it is told to stop."""

import logging
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from hub.base.clock import now

logger = logging.getLogger(__name__)
SHORTEST = 0.05
LISTENERS: list[Callable[[str, datetime], None]] = []
"""Told the name of each job whose pass ended well, and when."""


class LoopCommand(BaseCommand):
    """Several may run at once and any may be killed: what a pass does must allow for that.

    SIGTERM and SIGINT let the pass that runs come to its end; a second one kills it.
    """

    subject = "A pass"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--loop: go on, with this many seconds between two passes."""
        parser.add_argument("--loop", type=float, default=None, metavar="SECONDS")

    def one_pass(self, now: datetime) -> tuple[bool, str]:
        """Do what is due. Whether anything was done, and a sentence about it."""
        raise NotImplementedError

    def handle(self, *args: Any, loop: float | None, **options: Any) -> None:
        """One pass with its errors, or passes until the signal, which outlive a database that is away."""
        del args, options
        if loop is None:
            self._say(self.one_pass(now())[1])
            self._tell()
            return
        stop = threading.Event()
        _listen(stop)
        while not stop.is_set():
            self._try()
            stop.wait(max(SHORTEST, loop))

    @property
    def job(self) -> str:
        """The name by which `manage.py` knows the command; empty for one that it does not know."""
        room, _, name = type(self).__module__.rpartition(".")
        return name if room.endswith(".management.commands") else ""

    def _tell(self) -> None:
        for listener in LISTENERS if self.job else ():
            listener(self.job, now())

    def _try(self) -> None:
        try:
            done, words = self.one_pass(now())
            self._tell()
        except Error:
            logger.exception("%s broke off; the next one begins anew.", self.subject)
        else:
            if done:
                self._say(words)
        # A connection that broke is left, so that the next pass makes a new one.
        close_old_connections()

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _listen(stop: threading.Event) -> None:
    """Only the main thread of a process hears signals; elsewhere the loop ends with the process."""
    if threading.current_thread() is not threading.main_thread():
        return

    def end(_signal: int, _frame: Any) -> None:
        stop.set()
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, signal.SIG_DFL)

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, end)
