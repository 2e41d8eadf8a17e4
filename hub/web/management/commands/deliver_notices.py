"""`manage.py deliver_notices`: one pass over e-mails to officers, or with --loop SECONDS one after the other.

With --dead it shows what was given up, with --again it puts that back into the queue.
"""

from argparse import ArgumentParser
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from focal_points.queries import reachable
from hub.base import clock
from hub.base.management.loop import LoopCommand
from hub.notifications import queries
from hub.notifications.actions_delivering import deliver, forget_old, try_again
from hub.notifications.kinds import family
from hub.notifications.mailing import Reader
from messaging.actions.urgent import climb

SHOWN = 100


def reach(officers: Collection[UUID]) -> dict[UUID, Reader]:
    """Those of the officers who hold a seat now."""
    return {pk: Reader(*found) for pk, found in reachable(officers).items()}


class Command(LoopCommand):
    """Several may run at once, and any of them may be killed at any time."""

    help = __doc__
    subject = "A pass over the e-mails"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--loop, --dead, --again."""
        super().add_arguments(parser)
        parser.add_argument("--dead", action="store_true", help="show what was given up, and send nothing")
        parser.add_argument("--again", action="store_true", help="put it back into the queue")

    def handle(self, *args: Any, loop: float | None, **options: Any) -> None:
        """What an operator asked for, or passes."""
        if options["again"]:
            self.stdout.write(f"{try_again(clock.now())} put back into the queue.")
        elif options["dead"]:
            self._show(clock.now())
        else:
            super().handle(*args, loop=loop, **options)

    def one_pass(self, now: datetime) -> tuple[bool, str]:
        """A pass may be long: the time of each message is asked anew."""
        climbed = climb(now)
        done = deliver(clock.now, reach)
        forgotten = forget_old(now)
        words = (
            f"Sent {done.sent}, later {done.later}, given up {done.given_up}, not needed {done.not_needed}."
        )
        return bool(climbed or done or forgotten), words

    def _show(self, now: datetime) -> None:
        """Number, family, tries, since when and why; never whom or what about."""
        held = queries.standing(now)
        self.stdout.write(f"Waiting {held['waiting']}, due {held['late']}, given up {held['dead']}.")
        for one in queries.dead()[:SHOWN]:
            since = clock.text(one.first_try or one.due)
            kind = family(one.notification.kind)
            self.stdout.write(f"{one.pk} {kind}: {one.tries} tries since {since}, {one.problem}")
