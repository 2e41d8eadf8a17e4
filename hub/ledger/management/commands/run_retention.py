"""`manage.py run_retention`: tell posts once that the time to keep a case has passed; run daily."""

from datetime import datetime

from hub.base.management.loop import LoopCommand
from hub.ledger.actions import tell_ready


class Command(LoopCommand):
    """Erases nothing: that is for two officers of the post to sign."""

    help = __doc__
    subject = "The look at what may be erased"

    def one_pass(self, now: datetime) -> tuple[bool, str]:
        """Tell whom it concerns."""
        told = tell_ready(now)
        return told > 0, f"Told of {told} streams whose time to be kept has passed."
