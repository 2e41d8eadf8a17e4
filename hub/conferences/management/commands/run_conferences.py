"""`manage.py run_conferences`: one pass over deadlines, or with --loop SECONDS one after the other."""

from datetime import datetime

from hub.base.management.loop import LoopCommand
from hub.conferences.actions.adopting import pass_silences
from hub.conferences.actions.cycles import run_cycles


class Command(LoopCommand):
    """Adopt what nobody objected to in time, and remind of reports; several may run at once."""

    help = __doc__
    subject = "A pass over the deadlines of conferences"

    def one_pass(self, now: datetime) -> tuple[bool, str]:
        """Silence procedures whose time has passed, then reporting cycles."""
        ended, told = pass_silences(now), run_cycles(now)
        return bool(ended or told), f"{ended} silence procedures ended, {told} countries told."
