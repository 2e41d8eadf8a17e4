"""`manage.py scrub`: look at every chain, event, receipt and stored file, and name what is broken."""

import logging
from datetime import datetime
from typing import Any

from django.core.management.base import CommandError

from hub.base.management.loop import LoopCommand
from hub.operations.integrity import Seen, walk

logger = logging.getLogger(__name__)


class Command(LoopCommand):
    """Changes nothing. One pass ends non-zero if anything is broken; with --loop the log says it."""

    help = __doc__
    subject = "A look at what is stored"
    seen: Seen | None = None

    def one_pass(self, now: datetime) -> tuple[bool, str]:
        """Walk once; what is found twice in a row is broken, the rest was being written."""
        del now
        seen = walk()
        if seen.findings:
            again = set(walk().findings)
            seen.findings = [one for one in seen.findings if one in again]
        self.seen = seen
        for one in seen.findings:
            logger.error("Broken: %s", one)
        lines = [f"BROKEN {one}" for one in seen.findings]
        return True, "\n".join([*lines, _summary(seen)])

    def handle(self, *args: Any, loop: float | None, **options: Any) -> None:
        """One pass says by its end whether all is well."""
        super().handle(*args, loop=loop, **options)
        if loop is None and self.seen and self.seen.findings:
            raise CommandError(f"{len(self.seen.findings)} broken; see deploy/OPERATIONS.md.")


def _summary(seen: Seen) -> str:
    return f"{seen.chains} chains and {seen.events} events looked at, {len(seen.findings)} broken."
