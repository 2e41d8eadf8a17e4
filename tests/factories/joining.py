"""Bring people into a country as they really come: invitation by code, answer, signed keys."""

from __future__ import annotations

import os
from uuid import UUID, uuid4

from django.conf import settings

from focal_points.actions import answer_invitation, found_country, invite
from focal_points.actions.invitations import Joining, Proposal
from hub.base import clock
from hub.encryption.canonical import Json, b64
from hub.encryption.codes import code_hash, join_mac, new_code
from hub.encryption.hpke import keep_info, wrap
from hub.encryption.keys import OfficerKeys
from tests.factories.chains import Chancery
from tests.factories.people import PASSWORD, Person, Post


def new_person(name: str, email: str, officer: UUID | None = None) -> Person:
    """Somebody with keys and no account."""
    return Person(officer or uuid4(), name, email, OfficerKeys.generate())


def found(code: str, person: Person) -> Chancery:
    """Found a country with one administrator; the chain has its genesis."""
    founding = found_country(
        code, email=person.email, officer=person.name, post_name="", post_type="", now=clock.now()
    )
    answer(founding.invitation.pk, founding.code, code, person)
    chancery = Chancery(code, person)
    chancery.genesis()
    return chancery


def join(chancery: Chancery, post: Post, person: Person, *roles: str) -> Person:
    """Invite somebody to a post, let them answer, sign their keys and their seats."""
    invitation, code = invited(chancery, post, person, roles[0])
    answer(invitation, code, chancery.code, person)
    chancery.add_officer(person)
    for role in roles:
        chancery.seat(person, post, role)
    return person


def invited(chancery: Chancery, post: Post, person: Person, role: str) -> tuple[UUID, bytes]:
    """Make an invitation as the administrator; answers its id and code."""
    invitation, code = uuid4(), new_code()
    body = proposal(chancery, person, role, invitation, code)
    invite(post.row, Proposal(**body | {"id": invitation}), by=chancery.admin.officer, now=clock.now())
    return invitation, code


def proposal(chancery: Chancery, person: Person, role: str, invitation: UUID, code: bytes) -> Json:
    """The invitation as the administrator's device sends it (without the focal point)."""
    kept = wrap(
        chancery.admin.keys.public.kem, code, keep_info(settings.HUB_ID, chancery.code, str(invitation))
    )
    return {
        "id": str(invitation),
        "role": role,
        "name": person.name,
        "email": person.email,
        "code_sha256": code_hash(code),
        "sealed_code": b64(kept),
    }


def answer(invitation: UUID, code: bytes, country: str, person: Person) -> None:
    """Answer an invitation as the new officer's device does."""
    body = joining(invitation, code, country, person)
    given = Joining(**{k: v for k, v in body.items() if k != "code_sha256"} | {"officer": person.id})
    answer_invitation(invitation, body["code_sha256"], given, now=clock.now())


def joining(invitation: UUID, code: bytes, country: str, person: Person) -> Json:
    """The answer as the new officer's device sends it."""
    signed = {**person.public, "officer": str(person.id), "name": person.name}
    mac = join_mac(code, settings.HUB_ID, country, str(invitation), signed)
    return {
        **signed,
        "code_sha256": code_hash(code),
        "email": person.email,
        "password": PASSWORD,
        "mac": mac,
        "keystore": keystore_form(person.id),
    }


def keystore_form(officer: UUID, iterations: int = 600_000) -> Json:
    """A keystore of the right form that opens with nothing (real ones cost a third of a second each)."""
    sealed = {"nonce": b64(os.urandom(12)), "ct": b64(os.urandom(48))}
    salt = b64(os.urandom(16))
    slow = {"kind": "passphrase", "kdf": "PBKDF2-SHA256", "iterations": iterations, "salt": salt, **sealed}
    return {
        "v": 1,
        "hub": settings.HUB_ID,
        "officer": str(officer),
        "vault": sealed,
        "unlockers": [slow, {"kind": "recovery", "salt": salt, **sealed}],
    }
