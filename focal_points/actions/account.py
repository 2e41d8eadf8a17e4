"""What officers change about their own account: language, time zone, password, sessions."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.actions.calendar import end_calendar_link
from focal_points.actions.tokens import end_token
from focal_points.models import AccessToken, Officer, OfficerSession
from focal_points.pending import session_name
from focal_points.throttle import PER_ACCOUNT, refund, spend
from hub.audit.actions import record, record_all
from hub.audit.models import Kind
from hub.base.errors import Invalid, Unseen
from hub.notifications import actions as notifications


def save_preferences(officer: Officer, *, language: str, time_zone: str) -> None:
    """Keep language and time zone, both checked before."""
    officer.language, officer.time_zone = language, time_zone
    officer.save(update_fields=["language", "time_zone"])


@transaction.atomic
def change_password(officer: Officer, *, current: str, password: str, now: datetime) -> None:
    """Set a new password, validated before, and end all tokens and the calendar's address.

    The old password may have made them.

    Raises Invalid wrong_password, TooMany after too many tries.
    """
    spend("account", officer.email, PER_ACCOUNT, now)
    if not officer.check_password(current):
        raise Invalid("wrong_password", _("This is not your present password."), field="current")
    refund("account", officer.email, now)
    officer.set_password(password)
    officer.save(update_fields=["password"])
    for token in AccessToken.objects.filter(officer=officer).values_list("pk", flat=True):
        end_token(token, by=officer)
    end_calendar_link(officer)


@transaction.atomic
def end_other_sessions(officer: Officer, *, keep: str) -> int:
    """End every browser session of the officer but the one with this key. Answers how many ended."""
    others = OfficerSession.objects.filter(officer=officer).exclude(session_key=keep)
    keys = list(others.values_list("pk", flat=True))
    OfficerSession.objects.filter(pk__in=keys).delete()
    notifications.close_sockets(map(notifications.session_group, keys))
    record_all(Kind.SESSION_ENDED, who=officer.pk, country=officer.country_id, what=[""] * len(keys))
    return len(keys)


@transaction.atomic
def end_one_session(officer: Officer, name: str) -> None:
    """End one of the officer's sessions by the name the list gives it, with its sockets. Raises Unseen."""
    keys = OfficerSession.objects.filter(officer=officer).values_list("pk", flat=True)
    key = next((one for one in keys if session_name(one) == name), None)
    if key is None:
        raise Unseen
    OfficerSession.objects.filter(pk=key).delete()
    notifications.close_sockets([notifications.session_group(key)])
    record(Kind.SESSION_ENDED, who=officer.pk, country=officer.country_id)


@transaction.atomic
def end_session(officer: Officer, key: str) -> None:
    """Sign out of one browser: its session and its sockets end, also those of its other windows."""
    OfficerSession.objects.filter(officer=officer, pk=key).delete()
    notifications.close_sockets([notifications.session_group(key)])
    record(Kind.SIGNED_OUT, who=officer.pk, country=officer.country_id)


def renew_sockets(key: str) -> None:
    """Let the windows of a session whose key is changed come back with the new one."""
    notifications.close_sockets([notifications.session_group(key)], again=True)
