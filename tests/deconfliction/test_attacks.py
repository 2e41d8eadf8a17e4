"""What a stranger, a greedy member, a thief of a token and the hub itself try."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import serializers

from deconfliction.models import BlindPair, Registration
from hub.encryption.blind import token
from tests.cast import Cast
from tests.deconfliction.blind import PHONE, Blind, done, hits, make, post

API = "/api/v1/deconfliction/"


@pytest.fixture
def blind(cast: Cast) -> Blind:
    return Blind(cast.sender, cast.recipient).agreed()


def refused(answer: Any, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.content


def test_a_stranger_sees_and_does_nothing(cast: Cast, blind: Blind) -> None:
    done(blind.register(cast.sender))
    done(blind.register(cast.recipient))
    api, browser = cast.stranger.officer.api(), cast.stranger.officer.browser()
    own = Registration.objects.filter(focal_point=cast.sender.post.id).get()
    for path in (f"pairs/{blind.id}/", f"registrations/{own.pk}/", f"hits/{own.pk}/"):
        assert api.get(API + path).status_code == 404
    for path in (f"pairs/{blind.id}/", f"{own.pk}/"):
        assert browser.get(f"/deconfliction/{path}").status_code == 404
    assert blind.register(cast.stranger).status_code == 404
    assert blind.act("blind.agree", cast.stranger.approver).status_code == 404
    # The other side of the pair does not see it either.
    assert cast.recipient.officer.api().get(f"{API}registrations/{own.pk}/").status_code == 404
    assert hits() == 1


def test_guessing_ends_with_the_days_number(cast: Cast, blind: Blind, settings: Any) -> None:
    settings.HUB_BLIND_DAILY = 3
    for n in range(3):
        done(blind.register(cast.sender, f"+92300100000{n}"))
        done(blind.withdraw(cast.sender))
    refused(blind.register(cast.sender, "+923001000009"), 403, "quota")
    done(blind.register(cast.recipient, "+923001000009"))
    assert hits() == 0


def test_a_signed_registration_of_the_other_side_is_no_key(cast: Cast, blind: Blind) -> None:
    """Tokens must be equal; what is bound to post and officer is the signed act."""
    theirs = blind.sealed(cast.recipient)
    refused(post(theirs, cast.sender.officer), 400, "bad_signature")
    done(post(theirs, cast.recipient.officer))
    assert post(theirs, cast.recipient.officer).status_code == 200
    assert hits() == 0


def test_a_token_of_another_pair_matches_nothing(cast: Cast, blind: Blind) -> None:
    done(blind.register(cast.recipient))
    other = Blind(cast.sender, cast.stranger).agreed()
    stolen = token(blind.key, str(blind.id), "phone", "+923001234567")
    done(other.register(cast.sender, token=stolen))
    done(other.register(cast.stranger))
    assert hits() == 0
    assert token(blind.key, str(other.id), "phone", "+923001234567") != stolen


def test_only_the_two_approvers_open_a_pair(cast: Cast) -> None:
    blind = Blind(cast.sender, cast.recipient)
    refused(blind.act("blind.open", cast.sender.officer), 403, "approver_only")
    refused(blind.act("blind.open", to=[cast.sender.post]), 400, "bad_manifest")
    done(blind.act("blind.open"))
    refused(blind.act("blind.agree", cast.sender.approver), 403, "own_proposal")
    refused(blind.register(cast.sender), 403, "not_in_force")
    refused(Blind(cast.recipient, cast.sender).act("blind.open"), 403, "already_open")
    done(blind.act("blind.agree"))
    refused(blind.act("blind.agree"), 403, "wrong_status")
    refused(Blind(cast.sender, cast.secretariat).act("blind.open"), 403, "wrong_addressee")


def test_a_registration_is_sealed_to_the_own_post_alone(cast: Cast, blind: Blind) -> None:
    made = uuid4()
    facts = blind.sealed(cast.sender).manifest.facts | {"registration": str(made)}
    both = [cast.sender.post, cast.recipient.post]
    sealed = make(cast.sender.officer, "blind.register", made, both, facts, {})
    refused(post(sealed, cast.sender.officer), 400, "bad_manifest")
    refused(blind.register(cast.sender, identifier=PHONE), 400, "bad_facts")
    for bad in ({"token": "x"}, {"until": "soon"}, {"pair": 5}, {"token": "A" * 64}):
        refused(blind.register(cast.sender, **bad), 400, "bad_facts")


def test_the_same_is_registered_once(cast: Cast, blind: Blind) -> None:
    done(blind.register(cast.sender))
    refused(blind.register(cast.sender), 403, "registered")
    done(blind.withdraw(cast.sender))
    refused(blind.withdraw(cast.sender), 403, "withdrawn")
    done(blind.register(cast.sender))


def test_no_identifier_and_no_key_is_in_any_table(cast: Cast, blind: Blind) -> None:
    done(blind.register(cast.sender))
    done(blind.register(cast.recipient))
    tables = [getattr(model, "objects") for model in apps.get_models()]  # noqa: B009 - stubs know no objects
    kept = "".join(serializers.serialize("json", table.all()) for table in tables)
    assert str(BlindPair.objects.get().pk) in kept
    for secret in (blind.key, "3001234567", "FIR 7", PHONE):
        assert secret not in kept
