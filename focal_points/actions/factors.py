"""Second factors: add, check once, name, remove, reset. What is wrong is counted for each account."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

import pyotp
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from focal_points import passkeys, vault
from focal_points.actions.leaving import end_access
from focal_points.models import BackupCode, Factor, Officer
from focal_points.rules import administers
from focal_points.throttle import refund, spend
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Forbidden, Invalid, Problem, Unseen
from hub.base.results import Denied
from hub.notifications import actions as notifications

PER_ACCOUNT = 5
"""Wrong second factors in a quarter of an hour: with three valid codes among a million, 1 in 700 a day."""
STEP = 30
DRIFT = (0, -1, 1)
CODES = 10
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


def accept_code(officer: Officer, code: str, now: datetime) -> None:
    """Take a code of an app (RFC 6238) or a backup code, each good for one use.

    Raises TooMany (429) after five wrong ones in a window, else 401 second_factor_wrong.
    """
    spend("factor", str(officer.pk), PER_ACCOUNT, now)
    typed = "".join(code.split()).replace("-", "").upper()[:40]
    if not (_from_app(officer, typed, now) or _from_paper(officer, typed)):
        raise _wrong(officer)
    _accepted(officer, now)


def accept_passkey(officer: Officer, answer: str, challenge: str, now: datetime) -> None:
    """Take a passkey's signature over the challenge. Raises like `accept_code`."""
    spend("factor", str(officer.pk), PER_ACCOUNT, now)
    keys = Factor.objects.filter(officer=officer, kind=Factor.Kind.PASSKEY)
    factor = keys.filter(credential=passkeys.named(answer)).first()
    uses = passkeys.uses_after(answer, challenge, factor) if factor and challenge else None
    if factor is None or uses is None:
        raise _wrong(officer)
    Factor.objects.filter(pk=factor.pk).update(uses=uses, last_used=now)
    _accepted(officer, now)


def demand_code(officer: Officer, code: str, now: datetime) -> None:
    """What a program must bring besides the password.

    Raises 401 second_factor_needed or second_factor_missing, or as `accept_code`.
    """
    if not officer.factors.exists():
        if settings.HUB_REQUIRE_SECOND_FACTOR:
            raise Problem(
                401,
                "second_factor_missing",
                _("Your account needs a second factor. Sign in with a browser and add one, then try again."),
            )
        return
    if not code:
        raise Problem(
            401,
            "second_factor_needed",
            _("Send the code of your authenticator app, or a backup code, as well."),
            field="code",
        )
    accept_code(officer, code, now)


@transaction.atomic
def add_app(officer: Officer, secret: str, code: str, name: str, now: datetime) -> Factor:
    """Add an authenticator app that shows the right code. Raises as `accept_code`."""
    spend("factor", str(officer.pk), PER_ACCOUNT, now)
    step = _step(secret, "".join(code.split()), now)
    if step is None:
        raise _wrong(officer)
    refund("factor", str(officer.pk), now)
    sealed = vault.seal(secret, officer.pk)
    return _add(officer, now, kind=Factor.Kind.TOTP, name=name, secret=sealed, last_step=step)


@transaction.atomic
def add_passkey(officer: Officer, answer: str, challenge: str, name: str, now: datetime) -> Factor:
    """Add a passkey that was made for this challenge. Raises Invalid passkey_refused."""
    made = passkeys.read_new(answer, challenge) if challenge else None
    if made is None or Factor.objects.filter(credential=made.credential).exists():
        raise Invalid("passkey_refused", _("The passkey could not be checked. Try again from this page."))
    fields: dict[str, Any] = {"credential": made.credential, "public_key": made.public_key, "uses": made.uses}
    return _add(officer, now, kind=Factor.Kind.PASSKEY, name=name, **fields)


@transaction.atomic
def make_backup_codes(officer: Officer) -> list[str]:
    """Ten codes to print, each for one use; those made before end. They are shown once."""
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(10)) for _ in range(CODES)]
    BackupCode.objects.filter(officer=officer).delete()
    BackupCode.objects.bulk_create(BackupCode(officer=officer, digest=_digest(officer, one)) for one in codes)
    record(Kind.BACKUP_CODES_MADE, who=officer.pk, country=officer.country_id)
    return [f"{one[:5]}-{one[5:]}" for one in codes]


def name_factor(pk: UUID, name: str, *, by: Officer) -> None:
    """Call one of the own factors something else. Raises Unseen."""
    if not Factor.objects.filter(pk=pk, officer=by).update(name=name):
        raise Unseen
    record(Kind.FACTOR_CHANGED, who=by.pk, country=by.country_id, what=pk)


@transaction.atomic
def remove_factor(pk: UUID, *, by: Officer) -> None:
    """Remove one of the own factors; the last one only where none is required. Raises Unseen, Forbidden."""
    Officer.objects.select_for_update().get(pk=by.pk)  # two last factors must not go at once
    own = Factor.objects.filter(officer=by)
    if not own.filter(pk=pk).exists():
        raise Unseen
    if settings.HUB_REQUIRE_SECOND_FACTOR and own.count() == 1:
        reason = _("This is your last second factor, and one is required. Add another one first.")
        raise Forbidden(Denied(reason, code="last_factor"))
    own.filter(pk=pk).delete()
    if not own.exists():
        BackupCode.objects.filter(officer=by).delete()
    record(Kind.FACTOR_REMOVED, who=by.pk, country=by.country_id, what=pk)
    notifications.tell([by.pk], "account.factor_removed", pk)


@transaction.atomic
def reset_factors(officer: UUID, *, by: Officer) -> Officer:
    """An administrator of the same country forgets a colleague's lost factors; the colleague is told.

    Everything the colleague had open ends. Keys stay sealed: this opens nothing. Raises Unseen, Forbidden.
    """
    found = Officer.objects.filter(pk=officer, country=by.country_id, is_active=True).first()
    if found is None:
        raise Unseen
    if not administers(by) or found.pk == by.pk:
        reason = _("Only another administrator of the same country resets an officer's second factors.")
        raise Forbidden(Denied(reason, code="not_administrator"))
    Factor.objects.filter(officer=found).delete()
    BackupCode.objects.filter(officer=found).delete()
    end_access(found)
    record(Kind.FACTORS_RESET, who=by.pk, country=by.country_id, what=found.pk)
    notifications.tell([found.pk], "account.factors_reset", found.pk)
    return found


def _add(officer: Officer, now: datetime, **fields: Any) -> Factor:
    made = Factor.objects.create(officer=officer, created=now, **fields)
    record(Kind.FACTOR_ADDED, who=officer.pk, country=officer.country_id, what=made.pk)
    notifications.tell([officer.pk], "account.factor_added", made.pk)
    return made


def _from_app(officer: Officer, code: str, now: datetime) -> bool:
    """Whether an app shows this code now. A step of the clock counts once, also for two calls at once."""
    for factor in Factor.objects.filter(officer=officer, kind=Factor.Kind.TOTP):
        step = _step(vault.open_(bytes(factor.secret), officer.pk), code, now)
        later = Factor.objects.filter(pk=factor.pk, last_step__lt=step or 0)
        if step and later.update(last_step=step, last_used=now):
            return True
    return False


def _from_paper(officer: Officer, code: str) -> bool:
    ended, _rows = BackupCode.objects.filter(officer=officer, digest=_digest(officer, code)).delete()
    if ended:
        record(Kind.BACKUP_CODE_USED, who=officer.pk, country=officer.country_id)
        notifications.tell([officer.pk], "account.backup_code_used", officer.pk)
    return bool(ended)


def _step(secret: str | None, code: str, now: datetime) -> int | None:
    """Which step of the clock a code is of: now, or one before or after for clocks that are wrong."""
    if secret is None or not code.isascii():
        return None
    here, app = int(now.timestamp()) // STEP, pyotp.TOTP(secret)
    return next((here + by for by in DRIFT if app.verify(code, for_time=(here + by) * STEP)), None)


def _digest(officer: Officer, code: str) -> str:
    return salted_hmac(f"hub.backup.{officer.pk}", code, algorithm="sha256").hexdigest()


def _accepted(officer: Officer, now: datetime) -> None:
    refund("factor", str(officer.pk), now)
    record(Kind.SECOND_FACTOR_GIVEN, who=officer.pk, country=officer.country_id)


def _wrong(officer: Officer) -> Problem:
    record(Kind.SECOND_FACTOR_FAILED, who=officer.pk, country=officer.country_id)
    text = _("This was not accepted. A code counts once: wait for the next one, or use a backup code.")
    return Problem(401, "second_factor_wrong", text, field="code")
