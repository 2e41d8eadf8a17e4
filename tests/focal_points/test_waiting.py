"""Two administrators must sign: what the first one signed waits for the second."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from rest_framework.test import APIClient

from focal_points.actions import cosign_statement
from focal_points.models import ChainStatement, Officer, Seat, SeedWrap, WaitingStatement
from focal_points.queries import chain_envelopes
from hub.audit.models import AuditRecord, Kind
from hub.base import clock
from hub.encryption.canonical import Json
from hub.encryption.chain import ChainState, fold
from hub.encryption.dsse import add_signature, envelope_hash
from hub.encryption.keys import OfficerKeys
from hub.notifications.models import Notification
from tests.cast import Cast, Side
from tests.factories.chains import Signed
from tests.factories.joining import answer, invited, new_person
from tests.factories.people import Person
from tests.machine_threads import at_once

WAITING = "/api/v1/countries/PK/chain/waiting/"
CHAIN = "/api/v1/countries/PK/chain/"
PEER = {"country": "NP", "fingerprint": "0" * 64}


@pytest.fixture
def side(cast: Cast) -> Side:
    """Pakistan, where two of two administrators (admin and approver) must sign."""
    one = cast.sender
    one.chancery.seat(one.approver, one.post, "admin")
    one.chancery.state("policy", {"policy": 2})
    return one


def state(code: str = "PK") -> ChainState:
    return fold(chain_envelopes(code), settings.HUB_ID, code)


def proposed(side: Side, signed: Signed, by: Person | None = None) -> str:
    said = (by or side.admin).api().post(WAITING, signed.body)
    assert said.status_code == 201, said.json()
    return str(said.json()["hash"])


def second(signed: Signed, person: Person) -> Json:
    """The signature of one more person, as the device sends it."""
    one: Json = add_signature(signed.envelope, person.keys.public.keyid, person.keys.sig)["signatures"][-1]
    return one


def peer(side: Side) -> tuple[Signed, str]:
    signed = side.chancery.sign("peer_verified", PEER)
    return signed, proposed(side, signed)


def refused(said: Any) -> tuple[int, str]:
    return said.status_code, said.json()["code"]


def test_a_statement_waits_and_counts_with_the_second_signature(side: Side) -> None:
    signed, name = peer(side)
    assert state().peers == {}
    listed = side.approver.api().get(WAITING).json()["waiting"]
    assert [(one["hash"], one["by"], one["statement"]) for one in listed] == [
        (name, str(side.admin.id), signed.body)
    ]
    done = side.approver.api().post(f"{WAITING}{name}/cosign/", second(signed, side.approver))
    assert (done.status_code, done.json()["hash"]) == (201, name)
    assert state().peers == {"NP": "0" * 64}
    assert len(ChainStatement.objects.get(hash=name).envelope["signatures"]) == 2
    assert not WaitingStatement.objects.exists()


def test_one_signature_is_refused_by_the_chain_itself(side: Side) -> None:
    said = side.admin.api().post(CHAIN, side.chancery.sign("peer_verified", PEER).body)
    assert (refused(said), said.json()["reason"]) == ((400, "bad_signature"), "too-few-signatures")


def test_keys_wait_with_their_statement(side: Side) -> None:
    leaver, before = side.leaver, state().focal_points[str(side.post.id)].current
    assert leaver is not None
    signed = side.chancery.sign_removal(leaver)
    name = proposed(side, signed)
    assert leaver.officer.is_active
    assert Seat.objects.filter(officer=leaver.id, to_seq=None).exists()
    assert side.post.row.generation == before
    side.approver.api().post(f"{WAITING}{name}/cosign/", second(signed, side.approver))
    assert not leaver.officer.is_active
    assert side.post.row.generation == before + 1
    assert SeedWrap.objects.filter(key__focal_point=side.post.id, key__generation=before + 1).exists()


def test_the_same_person_does_not_count_twice(side: Side) -> None:
    signed, name = peer(side)
    said = side.admin.api().post(f"{WAITING}{name}/cosign/", second(signed, side.admin))
    assert (refused(said), said.json()["reason"]) == ((400, "bad_signature"), "repeated-signer")
    assert state().peers == {}


def test_the_signature_is_the_callers_own(side: Side) -> None:
    signed, name = peer(side)
    said = side.admin.api().post(f"{WAITING}{name}/cosign/", second(signed, side.approver))
    assert (refused(said), said.json()["reason"]) == ((400, "bad_signature"), "unknown-signer")


@pytest.mark.parametrize("how", ["", "sig", "other", "form"])
def test_a_bad_signature_changes_nothing(side: Side, how: str) -> None:
    signed, name = peer(side)
    right = second(signed, side.approver)
    other = second(side.chancery.sign("peer_verified", {**PEER, "fingerprint": "1" * 64}), side.approver)
    wrong: dict[str, Any] = {
        "": {}, "sig": {**right, "sig": "A" * 86 + "=="}, "other": other, "form": {**right, "sig": "!" * 88}
    }  # fmt: skip
    said = side.approver.api().post(f"{WAITING}{name}/cosign/", wrong[how])
    assert said.status_code == 400
    assert WaitingStatement.objects.filter(hash=name).exists()
    assert state().peers == {}


@pytest.mark.parametrize("step", ["", "cosign/", "decline/", "withdraw/"])
def test_who_is_no_administrator_and_who_is_a_stranger(cast: Cast, side: Side, step: str) -> None:
    signed, name = peer(side)
    path = f"{WAITING}{name}/{step}" if step else WAITING
    body = second(signed, side.drafter) if step else signed.body
    assert refused(side.drafter.api().post(path, body)) == (403, "not_administrator")
    for stranger in (cast.stranger.admin, cast.recipient.officer, cast.secretariat.admin):
        assert stranger.api().post(path, body).status_code == 404
    assert APIClient().post(path, body, format="json").status_code == 401
    assert side.drafter.api().get(WAITING).status_code == 403
    assert cast.stranger.admin.api().get(WAITING).status_code == 404
    assert WaitingStatement.objects.count() == 1


def test_another_declines_and_the_proposer_withdraws(side: Side) -> None:
    _signed, name = peer(side)
    assert refused(side.admin.api().post(f"{WAITING}{name}/decline/")) == (403, "own_statement")
    assert refused(side.approver.api().post(f"{WAITING}{name}/withdraw/")) == (403, "not_proposer")
    assert side.approver.api().post(f"{WAITING}{name}/decline/").status_code == 204
    assert Notification.objects.filter(officer=side.admin.id, kind="chain.declined").exists()
    assert side.approver.api().post(f"{WAITING}{name}/decline/").status_code == 404
    _signed, name = peer(side)
    assert side.admin.api().post(f"{WAITING}{name}/withdraw/").status_code == 204
    said = list(AuditRecord.objects.filter(kind=Kind.STATEMENT_DROPPED).values_list("what", flat=True))
    assert [one.split(" ", 2)[2] for one in said] == ["peer_verified declined", "peer_verified withdrawn"]
    assert AuditRecord.objects.filter(kind=Kind.STATEMENT_PROPOSED).count() == 2


def test_what_waits_lapses_when_the_chain_moves(side: Side) -> None:
    first, name = peer(side)
    other = side.chancery.sign("peer_verified", {**PEER, "fingerprint": "1" * 64})
    wins = proposed(side, other)
    side.approver.api().post(f"{WAITING}{wins}/cosign/", second(other, side.approver))
    said = side.approver.api().post(f"{WAITING}{name}/cosign/", second(first, side.approver))
    assert said.status_code == 404
    assert state().peers == {"NP": "1" * 64}
    assert refused(side.admin.api().post(WAITING, first.body)) == (409, "chain_moved")


def test_what_waits_lapses_after_a_week(side: Side) -> None:
    signed, name = peer(side)
    late = clock.now() - timedelta(days=7)
    WaitingStatement.objects.update(proposed_at=late)
    assert side.approver.api().get(WAITING).json()["waiting"] == []
    said = side.approver.api().post(f"{WAITING}{name}/cosign/", second(signed, side.approver))
    assert said.status_code == 404


def test_the_other_administrators_are_told(side: Side) -> None:
    peer(side)
    told = Notification.objects.filter(kind="chain.waiting").values_list("officer_id", flat=True)
    assert list(told) == [side.approver.id]


def test_the_same_again_and_too_many(side: Side) -> None:
    signed, name = peer(side)
    said = side.admin.api().post(WAITING, signed.body)
    assert (said.status_code, said.json()["hash"]) == (200, name)
    for n in range(9):
        proposed(side, side.chancery.sign("peer_verified", {**PEER, "fingerprint": f"{n + 1:064x}"}))
    more = side.chancery.sign("peer_verified", {**PEER, "fingerprint": "f" * 64})
    assert refused(side.admin.api().post(WAITING, more.body)) == (409, "too_many_waiting")


def test_whoever_proposes_signed_it(side: Side) -> None:
    signed = side.chancery.sign("peer_verified", PEER, by=side.approver)
    said = side.admin.api().post(WAITING, signed.body)
    assert (refused(said), said.json()["reason"]) == ((400, "bad_signature"), "by-did-not-sign")
    drafted = side.chancery.sign("peer_verified", PEER, by=side.drafter)
    said = side.admin.api().post(WAITING, drafted.body)
    assert (refused(said), said.json()["reason"]) == ((400, "bad_signature"), "unknown-signer")


def test_what_needs_no_second_signature_does_not_wait(cast: Cast, side: Side) -> None:
    signed = side.chancery.sign("peer_verified", PEER)
    both = add_signature(signed.envelope, side.approver.keys.public.keyid, side.approver.keys.sig)
    assert refused(side.admin.api().post(WAITING, {"envelope": both})) == (400, "signs_alone")
    alone = cast.recipient.chancery.sign("peer_verified", {**PEER, "country": "PK"})
    said = cast.recipient.admin.api().post("/api/v1/countries/NP/chain/waiting/", alone.body)
    assert refused(said) == (400, "signs_alone")


@pytest.mark.django_db(transaction=True)
def test_of_two_second_signers_at_once_one_is_admitted(cast: Cast) -> None:
    side = cast.sender
    for person in (side.approver, side.drafter):
        side.chancery.seat(person, side.post, "admin")
    side.chancery.state("policy", {"policy": 2})
    signed, name = peer(side)
    others = [(one.officer, second(signed, one)) for one in (side.approver, side.drafter)]

    def sign(officer: Officer, mine: Json) -> None:
        cosign_statement("PK", name, mine, by=officer, now=clock.now())

    outcomes = at_once([partial(sign, *one) for one in others], lambda _done: "admitted")
    assert sorted(outcomes.elements()) == ["admitted", "not_found"]
    assert len(ChainStatement.objects.get(hash=name).envelope["signatures"]) == 2


@pytest.mark.parametrize("body", [{}, {"envelope": {}}, {"envelope": 7}, {"envelope": {"payload": "x"}}])
def test_junk_is_400(side: Side, body: Json) -> None:
    assert side.admin.api().post(WAITING, body).status_code == 400


@pytest.mark.parametrize("name", ["x", "0" * 64, "pk", "-"])
@pytest.mark.parametrize("step", ["cosign", "decline", "withdraw"])
def test_what_does_not_wait_is_404(side: Side, name: str, step: str) -> None:
    signed, _name = peer(side)
    body = second(signed, side.approver)
    assert side.approver.api().post(f"{WAITING}{name}/{step}/", body).status_code == 404


def test_nobody_is_asked_to_sign_what_the_tables_would_refuse(side: Side) -> None:
    ghost = new_person("Ghost", "ghost@pk.example")
    body = {"officer": str(ghost.id), "name": ghost.name, **ghost.public}
    said = side.admin.api().post(WAITING, side.chancery.sign("officer_add", body).body)
    assert refused(said) == (400, "unknown_officer")
    signed = side.chancery.sign_removal(side.leaver)  # type: ignore[arg-type]
    said = side.admin.api().post(WAITING, {"envelope": signed.envelope})
    assert said.json()["reason"] == "wraps-do-not-match"
    assert not WaitingStatement.objects.exists()


def test_trying_leaves_no_trace(side: Side) -> None:
    person = new_person("New", "new@pk.example")
    invitation, code = invited(side.chancery, side.post, person, "officer")
    answer(invitation, code, "PK", person)
    body = {"officer": str(person.id), "name": person.name, **person.public}
    signed = side.chancery.sign("officer_add", body)
    name = proposed(side, signed)
    assert person.officer.sig == ""
    assert not Notification.objects.filter(kind="officer.added").exclude(officer__in=_cast(side)).exists()
    side.approver.api().post(f"{WAITING}{name}/cosign/", second(signed, side.approver))
    assert person.officer.sig == person.public["sig"]


def _cast(side: Side) -> list[Any]:
    return list(side.chancery.people)


def test_the_keys_that_wait_are_the_ones_that_were_bound(side: Side) -> None:
    signed = side.chancery.sign_removal(side.leaver)  # type: ignore[arg-type]
    name = proposed(side, signed)
    row = WaitingStatement.objects.get(hash=name)
    row.wraps = row.wraps[:-1]
    row.save()
    said = side.approver.api().post(f"{WAITING}{name}/cosign/", second(signed, side.approver))
    assert (said.status_code, said.json()["reason"]) == (400, "wraps-do-not-match")
    assert side.leaver is not None
    assert side.leaver.officer.is_active


def test_lowering_needs_two_and_then_one_signs_again(side: Side) -> None:
    signed = side.chancery.sign("policy", {"policy": 1})
    name = proposed(side, signed)
    side.approver.api().post(f"{WAITING}{name}/cosign/", second(signed, side.approver))
    assert state().policy == 1
    side.chancery.verify_peer("NP")


@pytest.mark.parametrize(("policy", "reason"), [(1, "policy-held"), (2, "bad-policy"), (3, "bad-policy")])
def test_a_country_with_one_administrator_does_not_raise(cast: Cast, policy: int, reason: str) -> None:
    chancery = cast.recipient.chancery
    said = cast.recipient.admin.api().post(
        "/api/v1/countries/NP/chain/", chancery.sign("policy", {"policy": policy}).body
    )
    assert (said.status_code, said.json()["reason"]) == (400, reason)


def test_under_two_the_last_but_one_administrator_stays(side: Side) -> None:
    signed = side.chancery.sign_removal(side.approver)
    said = side.admin.api().post(WAITING, signed.body)
    assert (said.status_code, said.json()["reason"]) == (400, "last-admin")


def test_a_second_key_of_nobody_does_not_count(side: Side) -> None:
    signed, name = peer(side)
    ghost = OfficerKeys.generate()
    one = add_signature(signed.envelope, ghost.public.keyid, ghost.sig)["signatures"][-1]
    said = side.approver.api().post(f"{WAITING}{name}/cosign/", one)
    assert (said.status_code, said.json()["reason"]) == (400, "unknown-signer")
    assert name == envelope_hash(signed.envelope)
