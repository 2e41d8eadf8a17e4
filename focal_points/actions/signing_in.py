"""Check a password, with a limit on guessing. Nothing derived from an unlock secret comes this way."""

from datetime import datetime

from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _

from focal_points.models import Officer
from focal_points.throttle import PER_ACCOUNT, PER_ADDRESS, refund, spend
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Problem

LONGEST_PASSWORD = 1000


def check_password(email: str, password: str, *, address: str, now: datetime) -> Officer:
    """The officer with this e-mail and password. The page and the API sign in through here.

    Raises TooMany (429) after too many failures from one address or for one account, else 401 sign_in_failed.
    """
    account = email.strip().lower()
    spend("address", address, PER_ADDRESS, now)
    spend("account", account, PER_ACCOUNT, now)
    officer = authenticate(username=account, password=password) if len(password) <= LONGEST_PASSWORD else None
    if not isinstance(officer, Officer):
        record(Kind.SIGN_IN_FAILED)
        raise Problem(401, "sign_in_failed", _("E-mail or password is wrong, or the account has ended."))
    refund("address", address, now)
    refund("account", account, now)
    record(Kind.SIGNED_IN, who=officer.pk, country=officer.country_id)
    return officer
