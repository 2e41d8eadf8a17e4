"""Passkeys (W3C Web Authentication, level 3), checked by py_webauthn for this hub's own origin alone."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import webauthn
from django.conf import settings
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import PublicKeyCredentialDescriptor

from focal_points.models import Factor, Officer

LONGEST = 20_000
REFUSED = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True)
class Asked:
    """What the browser is asked, as JSON, and the challenge (base64url) that its answer must hold."""

    options: str
    challenge: str


@dataclass(frozen=True)
class NewKey:
    """A passkey that was just made."""

    credential: str
    public_key: bytes
    uses: int


def ask_for_new(officer: Officer) -> Asked:
    """Options for making a passkey that the officer does not have yet."""
    made = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name=settings.HUB_ID,
        user_id=officer.pk.bytes,
        user_name=officer.email,
        user_display_name=officer.name,
        exclude_credentials=_known(officer.factors.filter(kind=Factor.Kind.PASSKEY)),
    )
    return Asked(webauthn.options_to_json(made), bytes_to_base64url(made.challenge))


def ask_for_known(factors: Iterable[Factor]) -> Asked:
    """Options for showing one of these passkeys."""
    made = webauthn.generate_authentication_options(rp_id=_host(), allow_credentials=_known(factors))
    return Asked(webauthn.options_to_json(made), bytes_to_base64url(made.challenge))


def read_new(answer: str, challenge: str) -> NewKey | None:
    """The new passkey; None unless it was made for this challenge and this origin."""
    try:
        found = webauthn.verify_registration_response(
            credential=_read(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_host(),
            expected_origin=_origin(),
        )
    except REFUSED:
        return None
    name = bytes_to_base64url(found.credential_id)
    return NewKey(name, found.credential_public_key, found.sign_count)


def named(answer: str) -> str:
    """Which credential an answer says that it is of; empty if it cannot be read."""
    try:
        return str(_read(answer)["id"])
    except REFUSED:
        return ""


def uses_after(answer: str, challenge: str, factor: Factor) -> int | None:
    """The passkey's counter after this use; None unless it signed this challenge at this origin."""
    try:
        found = webauthn.verify_authentication_response(
            credential=_read(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_host(),
            expected_origin=_origin(),
            credential_public_key=bytes(factor.public_key),
            credential_current_sign_count=factor.uses,
        )
    except REFUSED:
        return None
    return found.new_sign_count


def _known(factors: Iterable[Factor]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential or "")) for one in factors]


def _read(answer: str) -> dict[str, object]:
    if len(answer) > LONGEST:
        raise ValueError
    found = json.loads(answer)
    if not isinstance(found, dict):
        raise TypeError
    return found


def _origin() -> str:
    parts = urlsplit(settings.HUB_ADDRESS)
    return f"{parts.scheme}://{parts.netloc}"


def _host() -> str:
    return urlsplit(settings.HUB_ADDRESS).hostname or ""
