"""Makes every figure again from the cases themselves. On a sound hub it changes nothing."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from hub.statistics.actions import drop, put
from hub.statistics.figure import FigureRow

# The rooms that keep cases, with the sources of figures they give.
ROOMS = {"mla_requests": ("request",), "exchanges": ("quick", "info"), "register": ("paper",)}


class Command(BaseCommand):
    """`manage.py recount`, or with --check only says what differs."""

    help = "Make all figures of the statistics again from the cases, and say how many changed."

    def add_arguments(self, parser: CommandParser) -> None:
        """--check leaves everything as it was; it fails if anything differs."""
        parser.add_argument("--check", action="store_true", help="change nothing, fail if anything differs")

    def handle(self, *args: Any, **options: Any) -> None:
        """One transaction, so that nobody sees half of it."""
        del args
        with transaction.atomic():
            counted, changed, lost = recount()
            transaction.set_rollback(options["check"])
        self.stdout.write(f"{counted} cases counted, {changed} figures changed, {lost} removed.")
        if options["check"] and changed + lost:
            raise SystemExit(1)


def recount() -> tuple[int, int, int]:
    """Cases counted, figures changed or new, figures without a case removed. Inside a transaction."""
    counted = changed = lost = 0
    for room, sources in ROOMS.items():
        kept = set()
        for row in _figures(room)():
            changed += put(row)
            kept.add(row.id)
        counted += len(kept)
        lost += sum(drop(kept, source) for source in sources)
    return counted, changed, lost


def _figures(room: str) -> Callable[[], Iterator[FigureRow]]:
    found: Callable[[], Iterator[FigureRow]] = import_module(f"{room}.actions.counting").figures
    return found
