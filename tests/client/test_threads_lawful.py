"""Signed acts that no rule allowed are refused, whatever the hub took; and what became of each message."""

from typing import Any

import pytest

from hub.client.errors import Forged
from hub.client.threads.history import Walk, plain_act
from hub.client.threads.items import Items
from hub.encryption.verify import VerifiedEvent
from hub.threads.handling import not_for
from tests.client.threads_acts import COUNTRIES, EG, NP, PK, act, admitted, name, opened, proof, said

ALL = (PK, NP, EG)


def walked(*proofs: VerifiedEvent, own: str = PK) -> Walk:
    walk = Walk(None, COUNTRIES, frozenset({own}), False)
    for one in proofs:
        walk.take(act(one), shared=False)
    return walk


def test_admissions_follow_the_policy() -> None:
    assert set(walked(opened(), admitted(1)).now.members) == set(ALL)  # type: ignore[union-attr]
    with pytest.raises(Forged, match="proposal first"):
        walked(opened("every"), admitted(1, policy="every"))


def test_an_agreed_proposal_admits_and_one_that_was_not_agreed_does_not() -> None:
    number = "00000000-0000-4000-8000-0000000000aa"
    proposed = proof(1, "propose", PK, {"proposal": number, "post": EG, "shared": []})
    agreed = proof(2, "agree", NP, {"proposal": number, "answer": "yes"})
    walked(opened("every"), proposed, agreed, admitted(3, proposal=number, policy="every"))
    with pytest.raises(Forged, match="not agreed"):
        walked(opened("every"), proposed, admitted(2, proposal=number, policy="every"))


def test_a_stranger_cannot_speak_and_nobody_listens_in() -> None:
    with pytest.raises(Forged, match="not member"):
        walked(opened(), said(1, EG))
    with pytest.raises(Forged, match="sealed to others"):
        walked(opened(), said(1, NP, ALL))
    with pytest.raises(Forged, match="sealed to others"):
        walked(opened(), admitted(1), said(2, NP, (PK, NP)))


def test_a_marked_message_is_not_shared_by_another_than_its_owner() -> None:
    marked = said(1, NP, handling="H2")
    wrap = "A" * 107 + "="
    with pytest.raises(Forged, match="handling share"):
        walked(opened(), marked, admitted(2, {name(1): wrap}))
    walked(opened(), marked, admitted(2, {name(1): wrap}, by=NP))


def test_a_newcomer_judges_membership_from_its_admission_on() -> None:
    walk = walked(admitted(5), said(6, NP, ALL), own=EG)
    assert (walk.all, set(walk.now.members)) == (False, set(ALL))  # type: ignore[union-attr]
    with pytest.raises(Forged, match="sealed to others"):
        walked(admitted(5), said(6, NP, (PK, NP)), own=EG)


@pytest.mark.parametrize("facts", [{"mentions": [], "urgent": "yes"}, {"mentions": []}, {"thread": EG}])
def test_facts_in_another_form_are_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(Forged):
        plain_act(act(proof(1, "say", NP, {**facts})))


def test_a_message_and_its_corrections_count_as_one() -> None:
    corrected = proof(2, "correct", NP, {"event": name(1)}, handling="H1")
    items = Items.of(map(act, [opened(), said(1, NP, handling="H2"), corrected]))
    assert items.together(name(1)) == [name(1), name(2)]
    for event in (name(1), name(2)):
        assert max(items.all[event].codes) == "H2"
        assert not_for(items.all[event], PK, [EG], []) == [EG]
        assert not_for(items.all[event], NP, [EG], []) == []
    items.add(act(proof(3, "withdraw", NP, {"event": name(1)})))
    assert all(items.all[event].withdrawn for event in (name(1), name(2)))
    assert not_for(items.all[name(2)], NP, [EG], []) == [EG]
