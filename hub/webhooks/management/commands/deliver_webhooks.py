"""`manage.py deliver_webhooks`: one pass over the queue, or with --loop SECONDS one after the other."""

from datetime import datetime

from hub.base import clock
from hub.base.management.loop import LoopCommand
from hub.webhooks.actions import deliver, forget_old


class Command(LoopCommand):
    """Deliver what is due; several may run at once, and any of them may be killed at any time."""

    help = __doc__
    subject = "A pass over the webhooks"

    def one_pass(self, now: datetime) -> tuple[bool, str]:
        """A pass may be long: the time of each call is asked anew."""
        good, bad = deliver(clock.now)
        forgotten = forget_old(now)
        return bool(good or bad or forgotten), f"Delivered {good}, failed {bad}, forgot {forgotten}."
