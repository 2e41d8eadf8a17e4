"""`manage.py run_clocks`: one pass over all time limits, or with --loop SECONDS one after the other."""

from datetime import datetime

from exchanges.actions import remind
from hub.base.management.loop import LoopCommand
from mla_requests.actions.lapses import run_clocks


class Command(LoopCommand):
    """State limits that passed, remind, escalate; several may run at once, and any may be killed."""

    help = __doc__
    subject = "A pass over the time limits"

    def one_pass(self, now: datetime) -> tuple[bool, str]:
        """Requests first, then quick requests."""
        done = run_clocks(now)
        late = remind(now)
        words = f"{done['stated']} stated, {done['told'] + late} told, {done['requests']} requests."
        return bool(done["requests"] or late), words
