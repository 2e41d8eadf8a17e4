"""Invite an officer by a code, and take the answer."""

import hmac
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from focal_points.actions.applying import clean
from focal_points.actions.keystore import check_keystore
from focal_points.models import Country, FocalPoint, Invitation, Officer
from focal_points.rules import may_administer
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Conflict, Invalid, Unseen, require
from hub.encryption.canonical import unb64
from hub.encryption.errors import Refused
from hub.encryption.keys import PublicKeys
from hub.notifications import actions as notifications

LIFETIME = timedelta(hours=72)


@dataclass(frozen=True)
class Proposal:
    """An invitation as the administrator's device made it; the code itself never comes here."""

    id: UUID
    role: str
    name: str
    email: str
    code_sha256: str
    sealed_code: str


@dataclass(frozen=True)
class Joining:
    """An answer: the new officer's account, public keys, proof by the code, and keystore."""

    officer: UUID
    name: str
    email: str
    password: str
    kem: str
    sig: str
    mac: str
    keystore: Any


@transaction.atomic
def invite(post: FocalPoint, proposal: Proposal, *, by: Officer, now: datetime) -> Invitation:
    """Keep an invitation for 72 hours. Raises Forbidden, Conflict invitation_exists or email_taken."""
    require(may_administer(by, post.country_id))
    _refuse_taken(proposal.email)
    fields = asdict(proposal) | {"name": clean(proposal.name)}
    invitation = Invitation(
        country_id=post.country_id, focal_point=post, invited_by=by, expires=now + LIFETIME, **fields
    )
    try:
        invitation.save(force_insert=True)
    except IntegrityError as error:
        text = _("This invitation number is taken. Make a new invitation.")
        raise Conflict("invitation_exists", text) from error
    record(Kind.INVITED, who=by.pk, country=by.country_id, what=invitation.pk)
    return invitation


@transaction.atomic
def open_invitation(invitation: UUID, code_sha256: str, now: datetime) -> Invitation:
    """The invitation that this code opens and nobody has answered; anything else is Unseen."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("country", "focal_point")
    row = rows.filter(pk=invitation, answered_by__isnull=True, expires__gt=now, closed=False).first()
    if row is None or not hmac.compare_digest(row.code_sha256, code_sha256):
        raise Unseen
    return row


@transaction.atomic
def answer_invitation(invitation: UUID, code_sha256: str, joining: Joining, *, now: datetime) -> Officer:
    """Make the account. It has no seat, so it opens nothing, until an administrator signs its keys.

    Raises Unseen, Invalid (keys, password, keystore) or Conflict (e-mail or officer number taken).
    """
    row = open_invitation(invitation, code_sha256, now)
    _check(joining)
    officer = _make_account(joining, row.country)
    row.answered_by, row.answer = officer, _answer(joining)
    row.save(update_fields=["answered_by", "answer"])
    record(Kind.JOINED, who=officer.pk, country=row.country_id, what=row.pk)
    if row.invited_by_id:
        notifications.tell([row.invited_by_id], "officer.answered", row.pk)
    return officer


def _make_account(joining: Joining, country: Country) -> Officer:
    """Two answers at once with one address or number: the second hears the same as if it came later."""
    try:
        with transaction.atomic():
            return Officer.objects.create_user(
                joining.email,
                joining.password,
                id=joining.officer,
                country=country,
                name=clean(joining.name),
                keystore=joining.keystore,
            )
    except IntegrityError:
        _refuse_taken(joining.email)
        raise _number_taken() from None


def _number_taken() -> Conflict:
    return Conflict("officer_exists", _("This officer number is taken. Start again to make a new one."))


def _answer(joining: Joining) -> dict[str, str]:
    """What the administrator's device checks against the code."""
    kept = {"officer": str(joining.officer), "email": joining.email, "name": joining.name}
    return kept | {"kem": joining.kem, "sig": joining.sig, "mac": joining.mac}


def _check(joining: Joining) -> None:
    check_keystore(joining.keystore, str(joining.officer))
    _refuse_taken(joining.email)
    if Officer.objects.filter(pk=joining.officer).exists():
        raise _number_taken()
    try:
        PublicKeys(unb64(joining.kem), unb64(joining.sig))
    except Refused as refused:
        raise Invalid(
            "bad_key",
            _("These keys cannot be used: %(why)s.") % {"why": refused.message},
            reason=refused.code,
        ) from refused
    try:
        validate_password(joining.password, Officer(email=joining.email, name=joining.name))
    except ValidationError as error:
        raise Invalid("weak_password", " ".join(error.messages), field="password") from error


def _refuse_taken(email: str) -> None:
    if Officer.objects.filter(email=email.lower()).exists():
        raise Conflict(
            "email_taken", _("There is already an account with this e-mail address."), field="email"
        )
