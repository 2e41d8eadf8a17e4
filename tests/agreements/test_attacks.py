"""What one may try: forge, replay, act for another country, accept the own proposal, turn a clock back."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from agreements.actions import accept_pair
from agreements.models import Agreement
from agreements.queries import present, rebuild
from focal_points.models import FocalPoint
from hub.base.clock import now
from hub.base.errors import Problem
from hub.ledger.incoming import read
from hub.ledger.models import Event, Stream
from tests.agreements.pact import RULES, Pact
from tests.cast import Cast

LIST = "/api/v1/agreements/"


@pytest.fixture
def pact(cast: Cast) -> Pact:
    return Pact(cast.sender, cast.recipient)


@pytest.fixture
def proposed(pact: Pact) -> Pact:
    return pact.run("pair.propose")


def refused(answer: Any, status: int, code: str) -> None:
    """The answer is this refusal, and nothing was written."""
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_nobody_accepts_their_own_proposal(proposed: Pact) -> None:
    refused(proposed.send("pair.accept", by=proposed.sender.approver), 403, "own_proposal")
    refused(proposed.send("pair.decline", by=proposed.sender.approver), 403, "own_proposal")
    assert present("PK", "NP") is None


def test_officers_do_not_bind_their_country(pact: Pact) -> None:
    refused(pact.send("pair.propose", by=pact.sender.officer), 403, "approver_only")
    pact.do("pair.propose")
    refused(pact.send("pair.accept", by=pact.recipient.officer), 403, "approver_only")


def test_a_third_country_neither_sees_nor_acts(cast: Cast, proposed: Pact) -> None:
    spy = cast.stranger.officer
    assert spy.api().get(f"{LIST}{proposed.id}/").status_code == 404
    assert spy.api().get(LIST).json()["agreements"] == []
    assert spy.api().get(f"/api/v1/streams/{proposed.id}/").status_code == 404
    posts = [proposed.sender.post, proposed.recipient.post, cast.stranger.post]
    for kind in ("pair.accept", "pair.decline", "pair.end"):
        assert proposed.send(kind, by=spy, to=posts).status_code == 404
    assert proposed.row.status == "proposed"


def test_the_secretariat_has_no_part_in_it(cast: Cast, proposed: Pact) -> None:
    answer = proposed.send("pair.accept", by=cast.secretariat.officer, to=[cast.secretariat.post])
    assert answer.status_code == 404
    own = Pact(cast.secretariat, cast.recipient)
    refused(own.send("pair.propose", by=cast.secretariat.officer), 403, "not_central_authority")


def test_a_forged_acceptance_is_refused(proposed: Pact) -> None:
    """Signed by the proposer, in the name of the other side's approver."""
    theirs = proposed.make("pair.accept", by=proposed.recipient.approver)
    refused(proposed.post(theirs, by=proposed.sender.approver), 400, "bad_signature")


def test_an_acceptance_binds_one_proposal_only(pact: Pact) -> None:
    """An acceptance lifted to another proposal does not fit there: stream and place are signed."""
    pact.do("pair.propose")
    accepted = pact.make("pair.accept", by=pact.recipient.approver)
    pact.do("pair.end")
    other = Pact(pact.sender, pact.recipient, rules=RULES | {"channel": "track"}).run("pair.propose")
    stream = str(other.id)
    body = {"envelope": accepted.envelope, "wraps": accepted.wraps, "parts": []}
    answer = pact.recipient.approver.api().post(f"/api/v1/streams/{stream}/events/", body)
    refused(answer, 400, "bad_manifest")
    refused(pact.post(accepted, by=pact.recipient.approver), 409, "seq_taken")
    assert other.row.status == "proposed"


def test_the_same_act_twice_is_one_act(proposed: Pact) -> None:
    accepted = proposed.make("pair.accept", by=proposed.recipient.approver)
    first = proposed.post(accepted, by=proposed.recipient.approver)
    again = proposed.post(accepted, by=proposed.recipient.approver)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["receipt"] == again.json()["receipt"]
    assert Event.objects.filter(stream=proposed.id).count() == 2


def test_one_open_proposal_to_an_authority(proposed: Pact) -> None:
    more = Pact(proposed.sender, proposed.recipient)
    refused(more.send("pair.propose"), 409, "proposal_waits")
    assert not Stream.objects.filter(pk=more.id).exists()
    # The other side may answer with a proposal of its own.
    Pact(proposed.recipient, proposed.sender).do("pair.propose")


def test_two_proposals_cannot_both_come_into_force(proposed: Pact) -> None:
    counter = Pact(proposed.recipient, proposed.sender).run("pair.propose", "pair.accept")
    refused(proposed.send("pair.accept"), 403, "other_in_force")
    assert present("PK", "NP") == counter.row


def test_a_proposal_names_what_it_replaces(pact: Pact) -> None:
    pact.run("pair.propose", "pair.accept")
    refused(Pact(pact.sender, pact.recipient).send("pair.propose"), 403, "other_in_force")
    stale = Pact(pact.sender, pact.recipient, replaces=uuid4())
    refused(stale.send("pair.propose"), 403, "other_in_force")
    good = Pact(pact.sender, pact.recipient, replaces=pact.id).run("pair.propose")
    pact.do("pair.end")
    refused(good.send("pair.accept"), 403, "other_in_force")


def test_the_agreement_of_others_cannot_be_replaced(cast: Cast, pact: Pact) -> None:
    pact.run("pair.propose", "pair.accept")
    foreign = Pact(cast.recipient, cast.stranger, rules=RULES | {"languages": {}}, replaces=pact.id)
    refused(foreign.send("pair.propose"), 403, "other_in_force")
    assert pact.row.status == "in_force"


def test_languages_of_a_third_country_are_refused(pact: Pact) -> None:
    pact.rules = RULES | {"languages": {"EG": ["ar"]}}
    refused(pact.send("pair.propose"), 403, "third_country")


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("clocks.ack", {"rules": RULES | {"clocks": {"ack": {"days": 100_000}}}}),
        ("clocks.lunch", {"rules": RULES | {"clocks": {"lunch": {"days": 1}}}}),
        ("grounds_removed", {"rules": RULES | {"grounds_removed": ["18.8"]}}),
        ("rules", {"rules": RULES | {"note": "free text in plain sight"}}),
        ("rules", {"rules": "none"}),
        ("replaces", {"replaces": "the last one"}),
        ("to", {"to": 5}),
        ("to", {"to": None}),
    ],
)
def test_only_rules_within_bounds(pact: Pact, field: str, facts: dict[str, Any]) -> None:
    answer = pact.send("pair.propose", facts=pact.facts("pair.propose") | facts)
    refused(answer, 400, "bad_facts")
    assert answer.json()["field"] == field


@pytest.mark.parametrize("facts", [{}, {"pair": None}, {"pair": "x"}, {"pair": str(uuid4()), "to": "x"}])
def test_other_facts_are_refused(proposed: Pact, facts: dict[str, Any]) -> None:
    refused(proposed.send("pair.accept", facts=facts or {"nothing": 1}), 400, "bad_facts")


def test_facts_of_another_agreement_are_refused(proposed: Pact) -> None:
    refused(proposed.send("pair.accept", facts={"pair": str(uuid4())}), 400, "wrong_stream")


def test_an_unknown_kind(proposed: Pact) -> None:
    refused(proposed.send("pair.amend", by=proposed.sender.approver, facts={}), 400, "unknown_kind")


def test_it_is_sealed_to_both_and_to_nobody_else(cast: Cast, pact: Pact) -> None:
    refused(pact.send("pair.propose", to=[pact.sender.post]), 400, "bad_manifest")
    three = [pact.sender.post, pact.recipient.post, cast.stranger.post]
    refused(pact.send("pair.propose", to=three), 400, "bad_manifest")


def test_only_another_central_authority_is_asked(cast: Cast, pact: Pact) -> None:
    for post in (cast.sender.post, cast.secretariat.post):
        facts = pact.facts("pair.propose") | {"to": str(post.id)}
        refused(pact.send("pair.propose", facts=facts), 403, "wrong_addressee")
    refused(
        pact.send("pair.propose", facts=pact.facts("pair.propose") | {"to": str(uuid4())}),
        403,
        "wrong_addressee",
    )
    cast.recipient.chancery.add_post("Border police", "police")
    police = FocalPoint.objects.get(name="Border police")
    facts = pact.facts("pair.propose") | {"to": str(police.pk)}
    refused(pact.send("pair.propose", facts=facts), 403, "wrong_addressee")


def test_an_existing_stream_is_not_taken_over(pact: Pact, proposed: Pact, cast: Cast) -> None:
    thief = Pact(cast.stranger, cast.recipient, rules=RULES | {"languages": {}}, id=proposed.id)
    answer = thief.send("pair.propose", by=cast.stranger.approver, place=(0, "0" * 64))
    assert answer.status_code in (404, 409)
    assert Agreement.objects.get(pk=pact.id).proposer_id == pact.sender.post.id


def test_a_clock_set_back_does_not_undo_time(proposed: Pact) -> None:
    """The hub's machine believes it is a year ago: what is known to have happened is not before that."""
    sealed = proposed.make("pair.accept", by=proposed.recipient.approver)
    acting = proposed.recipient.approver.acting
    body = {"envelope": sealed.envelope, "wraps": sealed.wraps, "parts": []}
    incoming = read(body, by=acting, stream=proposed.id)
    with pytest.raises(Problem), transaction.atomic():
        accept_pair(incoming, by=acting, now=now() - timedelta(days=365))
    proposed.do("pair.accept")
    row = proposed.row
    assert row.since is not None
    assert row.proposed <= row.since
    Agreement.objects.filter(pk=row.pk).update(since=now() + timedelta(hours=2))
    proposed.do("pair.end")
    ended = proposed.row.ended
    assert ended is not None
    assert ended >= now() + timedelta(hours=1)
    assert rebuild(proposed.row).status == "ended"
