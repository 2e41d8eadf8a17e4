"""What officers change about their own account: language, time zone, password, sessions."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.models import Officer, OfficerSession
from focal_points.throttle import PER_ACCOUNT, refund, spend
from hub.base.errors import Invalid


def save_preferences(officer: Officer, *, language: str, time_zone: str) -> None:
    """Keep language and time zone, both checked before."""
    officer.language, officer.time_zone = language, time_zone
    officer.save(update_fields=["language", "time_zone"])


@transaction.atomic
def change_password(officer: Officer, *, current: str, password: str, now: datetime) -> None:
    """Set a new password, validated before. Raises Invalid wrong_password, TooMany after too many tries."""
    spend("account", officer.email, PER_ACCOUNT, now)
    if not officer.check_password(current):
        raise Invalid("wrong_password", _("This is not your present password."), field="current")
    refund("account", officer.email, now)
    officer.set_password(password)
    officer.save(update_fields=["password"])


@transaction.atomic
def end_other_sessions(officer: Officer, *, keep: str) -> int:
    """End every browser session of the officer but the one with this key. Answers how many ended.

    Sockets stay: closing them would also lock the device that asks, and they carry no content.
    """
    ended, _rows = OfficerSession.objects.filter(officer=officer).exclude(session_key=keep).delete()
    return ended
