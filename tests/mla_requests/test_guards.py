"""The guards of the whole procedure, each with the code and the article of its refusal."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from hub.base.results import Allowed, Denied
from hub.procedure import (
    MOVES,
    Clock,
    Closing,
    Duty,
    MeasureStatus,
    Oral,
    ProposedDate,
    Side,
    Standing,
    Status,
)
from mla_requests.rules import Around, judge
from tests.mla_requests.standings import (
    APPROVER,
    BEFORE,
    COMMITMENT,
    CONDUCTING_POST,
    NOW,
    OFFICER,
    OUR_POST,
    SECOND,
    THEIR_POST,
    VERSION,
    clock,
    measures,
    question,
    standing,
    talk,
)

RQ, RD = Side.REQUESTING, Side.REQUESTED
TODAY, TOMORROW, YESTERDAY = date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 21)
VERSION_TWO = {"from": OUR_POST, "conducting": CONDUCTING_POST, "to": THEIR_POST, "number": 2}
TRANSMIT: dict[str, Any] = {
    "measures": [{"label": "m1", "code": "18.3.f"}, {"label": "m2", "code": "18.3.a"}],
    "legal_basis": "untoc",
    "offence": "tip",
    "urgent": False,
    "wanted_by": None,
    "commitment": COMMITMENT,
    "channel": "formal",
    "outside": "",
    "agreement": None,
    "supplements": None,
}


def answer(kind: str, now: Standing, side: Side, facts: Any = None, around: Around | None = None) -> str:
    """The code of the refusal, or "" if the act may be done."""
    asked = question(now, side, APPROVER | OFFICER, facts, around=around)
    found = judge(MOVES[kind], asked)
    assert isinstance(found, Allowed | Denied)
    return "" if isinstance(found, Allowed) else found.code


# Drafts that the other side has seen


def test_addressee_is_fixed_once_it_has_seen_the_draft() -> None:
    elsewhere = VERSION_TWO | {"to": UUID(int=99)}
    assert answer("mla.draft", standing(Status.DRAFT), RQ, elsewhere) == ""
    shared = standing(Status.DRAFT_SHARED)
    assert answer("mla.draft", shared, RQ, elsewhere) == "addressee_fixed"
    assert answer("mla.draft", shared, RQ, VERSION_TWO) == ""


@pytest.mark.parametrize("changed", [{"from": THEIR_POST}, {"conducting": None}])
def test_authorities_of_the_requesting_side_are_fixed(changed: dict[str, Any]) -> None:
    assert answer("mla.draft", standing(Status.DRAFT), RQ, VERSION_TWO | changed) == "parties_fixed"


@pytest.mark.parametrize("shared", ["draft_shared", "oral_declined", "returned"])
def test_what_was_seen_is_withdrawn_not_discarded(shared: str) -> None:
    seen, unseen = standing(Status.DRAFT, shared=shared), standing(Status.DRAFT)
    assert answer("mla.discard", seen, RQ) == "sent_stays"
    assert answer("mla.withdraw", seen, RQ) == ""
    assert answer("mla.discard", unseen, RQ) == ""
    assert answer("mla.withdraw", unseen, RQ) == "not_shared"


def test_shared_draft_is_the_version_in_review() -> None:
    now, right = standing(Status.IN_REVIEW), {"version": VERSION, "commitment": COMMITMENT}
    assert answer("mla.share_draft", now, RQ, right) == ""
    assert answer("mla.share_draft", now, RQ, right | {"version": SECOND}) == "old_version"
    assert answer("mla.share_draft", now, RQ, right | {"commitment": "cd" * 32}) == "content_changed"
    assert answer("mla.share_draft", replace(now, oral=Oral(BEFORE)), RQ, right) == "oral_made"


# Oral requests


def test_oral_request_of_these_days_to_an_authority_that_takes_them() -> None:
    now, made = standing(Status.DRAFT), {"made_at": datetime(2026, 11, 22, 3, 10, tzinfo=UTC)}
    assert answer("mla.oral", now, RQ, made) == ""
    assert answer("mla.oral", now, RQ, made, Around(takes_oral=True)) == ""
    assert answer("mla.oral", now, RQ, made, Around(takes_oral=False)) == "no_oral"
    assert answer("mla.oral", now, RQ, {"made_at": NOW.replace(hour=10)}) == "wrong_time"
    assert answer("mla.oral", now, RQ, {"made_at": BEFORE}) == "wrong_time"


def test_oral_request_is_made_once_and_answered_once() -> None:
    pending = standing(Status.ORAL_PENDING)
    assert answer("mla.oral", pending, RQ) == "oral_made"
    assert answer("mla.oral_confirm", pending, RD, {"agreed": True}) == ""
    answered = replace(pending, oral=Oral(BEFORE, confirmed=True))
    assert answer("mla.oral_confirm", answered, RD, {"agreed": True}) == "answered_already"
    assert answer("mla.oral", standing(Status.DRAFT, transmission=VERSION), RQ) == "sent_in_writing"


# Sending


@pytest.mark.parametrize(
    ("channel", "most", "expected"),
    [
        ("formal", "formal", ""),
        ("formal", "advance", "channel_too_much"),
        ("advance", "advance", ""),
        ("advance", "track", "channel_too_much"),
        ("track", "track", ""),
        ("track", "formal", ""),
    ],
)
def test_channel_is_no_more_than_both_states_allow(channel: str, most: str, expected: str) -> None:
    facts = TRANSMIT | {"channel": channel, "outside": "courier"}
    assert answer("mla.transmit", standing(Status.APPROVED), RQ, facts, Around(channel=most)) == expected


def test_original_outside_the_hub_has_a_way() -> None:
    facts = TRANSMIT | {"channel": "track"}
    assert answer("mla.transmit", standing(Status.APPROVED), RQ, facts) == "name_the_way"


def test_sending_names_the_agreement_and_an_earlier_request_between_the_same_posts() -> None:
    now, pair = standing(Status.APPROVED), UUID(int=70)
    assert answer("mla.transmit", now, RQ, TRANSMIT, Around(agreement=pair)) == "other_agreement"
    assert answer("mla.transmit", now, RQ, TRANSMIT | {"agreement": pair}) == "other_agreement"
    known = TRANSMIT | {"agreement": pair, "supplements": UUID(int=71)}
    assert answer("mla.transmit", now, RQ, known, Around(agreement=pair)) == ""
    assert answer("mla.transmit", now, RQ, known, Around(agreement=pair, supplements=False)) == "not_earlier"


def test_original_arrives_once_where_one_travels() -> None:
    now = standing(Status.TRANSMITTED)
    assert answer("mla.original_arrived", now, RD, {"on": TODAY}) == ""
    assert answer("mla.original_arrived", now, RD, {"on": TOMORROW}) == "future_day"
    assert answer("mla.original_arrived", replace(now, channel="formal"), RD) == "no_original"
    assert answer("mla.original_arrived", replace(now, original_on=TODAY), RD) == "recorded_already"


def test_assignment_to_a_colleague() -> None:
    now, around = standing(Status.ACKNOWLEDGED), Around(colleagues=frozenset({SECOND}))
    assert answer("mla.assign", now, RD, {"officer": SECOND}, around) == ""
    assert answer("mla.assign", now, RD, {"officer": VERSION}, around) == "not_a_colleague"


# Decisions


def test_time_to_decide_is_extended_once_and_by_thirty_days_at_most() -> None:
    now = standing(Status.UNDER_ASSESSMENT)  # the clock began on 1 November
    around = Around(decision_due=date(2026, 12, 1))
    assert answer("mla.extend", now, RD, {"until": date(2026, 12, 31)}, around) == ""
    assert answer("mla.extend", now, RD, {"until": date(2027, 1, 1)}, around) == "too_long"
    assert answer("mla.extend", now, RD, {"until": TODAY}, around) == "too_long"
    extended = replace(now, clocks=(replace(clock("decision"), extended=30),))
    assert answer("mla.extend", extended, RD) == "extended_already"
    assert answer("mla.extend", replace(now, clocks=()), RD) == "all_decided"


POSTPONE = {"measures": ["m1"], "review_by": TOMORROW}


def test_postponement_only_after_consultation_on_it() -> None:
    for status in (Status.UNDER_ASSESSMENT, Status.ACCEPTED, Status.IN_EXECUTION, Status.TRANSMITTED):
        assert answer("mla.postpone", standing(status), RD, POSTPONE) == "consult_first"
    now = standing(Status.CONSULTATION)
    assert answer("mla.postpone", now, RD, POSTPONE) == "consult_first"
    held = replace(now, consultation=talk("postponement"))
    assert answer("mla.postpone", held, RD, POSTPONE) == ""
    assert answer("mla.postpone", held, RD, POSTPONE | {"review_by": TODAY}) == "past_day"
    waiting = replace(now, consultation=talk("postponement", reply_by=TOMORROW))
    assert answer("mla.postpone", waiting, RD, POSTPONE) == "reply_awaited"


def test_decision_keeps_to_the_measures_that_were_consulted_on() -> None:
    now = standing(Status.CONSULTATION, consultation=talk(measures=("m2",)))
    assert answer("mla.refuse", now, RD, {"measures": {"m1": "18.9"}}) == "not_this_measure"
    assert answer("mla.refuse", now, RD, {"measures": {"m2": "18.9"}}) == ""
    held = replace(now, consultation=talk("postponement", measures=("m2",)))
    assert answer("mla.postpone", held, RD, POSTPONE) == "not_this_measure"


def test_ground_that_the_legal_basis_does_not_know() -> None:
    now, around = standing(Status.CONSULTATION), Around(grounds=frozenset({"18.21.b"}))
    assert answer("mla.refuse", now, RD, {"measures": {"m1": "18.9"}}, around) == "no_ground_here"
    assert answer("mla.refuse", now, RD, {"measures": {"m1": "18.21.b"}}, around) == ""


def test_only_what_is_postponed_is_resumed() -> None:
    assert answer("mla.resume", standing(Status.POSTPONED), RD, {"measures": ["m1"]}) == ""
    assert answer("mla.resume", standing(Status.POSTPONED), RD, {"measures": ["m3"]}) == "not_this_measure"
    assert answer("mla.resume", standing(Status.ACCEPTED), RD) == "none_postponed"


# Consultations and conditions

CONSULT = {"topic": "costs", "measures": [], "reply_by": TOMORROW}


@pytest.mark.parametrize("topic", ["refusal", "postponement", "conditions"])
def test_intentions_are_those_of_the_requested_side(topic: str) -> None:
    now = standing(Status.UNDER_ASSESSMENT)
    assert answer("mla.consult", now, RQ, CONSULT | {"topic": topic}) == "not_your_topic"
    assert answer("mla.consult", now, RD, CONSULT | {"topic": topic}) == ""
    assert answer("mla.consult", now, RQ, CONSULT) == ""


def test_consultation_is_about_open_measures() -> None:
    now = standing(Status.PARTIALLY_EXECUTED)
    assert answer("mla.consult", now, RD, CONSULT | {"measures": ["m1"]}) == "not_this_measure"
    assert answer("mla.consult", now, RD, CONSULT | {"measures": ["m2"]}) == ""


def test_who_opened_a_consultation_ends_it_and_the_other_replies() -> None:
    now = standing(Status.CONSULTATION)
    assert answer("mla.consult_reply", now, RD) == "own_consultation"
    assert answer("mla.consult_end", now, RD) == ""
    assert answer("mla.consult_end", now, RQ) == "reply_first"
    assert answer("mla.consult_end", replace(now, consultation=talk(answered=True)), RQ) == ""


def test_conditions_name_open_measures_and_leave_time() -> None:
    now, facts = standing(Status.CONSULTATION), {"measures": ["m1"], "reply_by": TOMORROW}
    assert answer("mla.conditions", now, RD, facts) == ""
    assert answer("mla.conditions", now, RD, facts | {"measures": ["m9"]}) == "not_this_measure"
    assert answer("mla.conditions", now, RD, facts | {"reply_by": TODAY}) == "no_time_to_reply"


def test_conditions_are_taken_back_only_after_their_day() -> None:
    now = standing(Status.CONDITIONS_PROPOSED)
    assert answer("mla.consult_end", now, RD) == "reply_awaited"
    assert answer("mla.consult_end", now, RQ) == "answer_conditions"
    past = replace(now, clocks=(clock("conditions", RQ, YESTERDAY),))
    assert answer("mla.consult_end", past, RD) == ""


# Dates and notices


def test_proposed_date_is_answered_by_the_other_side() -> None:
    now = standing(Status.ACCEPTED)
    assert answer("mla.agree_date", now, RD, {"agreed": True}) == "nothing_proposed"
    proposed = replace(now, date_proposed=ProposedDate(RQ, TOMORROW))
    assert answer("mla.agree_date", proposed, RQ, {"agreed": True}) == "own_proposal"
    assert answer("mla.agree_date", proposed, RD, {"agreed": True}) == ""
    assert answer("mla.propose_date", proposed, RD, {"date": TOMORROW}) == "answer_first"
    assert answer("mla.propose_date", proposed, RQ, {"date": TOMORROW}) == ""
    assert answer("mla.propose_date", now, RQ, {"date": TODAY}) == "past_day"


def test_call_that_has_not_happened() -> None:
    assert answer("mla.contact", standing(Status.ACCEPTED), RQ, {"on": TOMORROW}) == "future_day"


def test_notice_on_confidentiality_and_its_answer() -> None:
    now = standing(Status.ACCEPTED)
    assert answer("mla.continue_anyway", now, RQ) == "no_notice"
    said = replace(now, confidentiality_notice="open")
    assert answer("mla.cannot_keep_confidential", said, RD) == "said_already"
    assert answer("mla.continue_anyway", said, RQ) == ""
    assert answer("mla.continue_anyway", replace(said, confidentiality_notice="continued"), RQ) == "no_notice"


# Execution and results


def test_outcome_only_of_what_is_executed() -> None:
    now = standing(Status.IN_EXECUTION)
    facts: dict[str, Any] = {"outcomes": {"m1": "executed"}, "procedure": {"m1": "followed"}}
    assert answer("mla.executed", now, RD, facts) == ""
    assert answer("mla.executed", now, RD, facts | {"procedure": {"m2": "followed"}}) == "not_this_measure"
    assert answer("mla.executed", now, RD, facts | {"outcomes": {"m2": "partial"}}) == "not_this_measure"
    talked = replace(now, measures=measures(m1=MeasureStatus.COST_CONSULT))
    assert answer("mla.executed", talked, RD) == "none_running"


@pytest.mark.parametrize(
    ("kind", "side", "facts"),
    [
        ("mla.preserved", RD, {"measure": "m1", "expires": TODAY}),
        ("mla.custody", RD, {"measure": "m1", "return_by": TODAY}),
    ],
)
def test_days_to_come(kind: str, side: Side, facts: dict[str, Any]) -> None:
    now = standing(Status.IN_EXECUTION)
    assert answer(kind, now, side, facts) == "past_day"
    assert answer(kind, now, side, {key: TOMORROW if key != "measure" else "m1" for key in facts}) == ""
    assert answer(kind, now, side, facts | {"measure": "m7"}) == "not_this_measure"


def test_original_is_lent_until_a_day_to_come() -> None:
    item = {"label": "i2", "measure": "m1", "file": 1, "limit": "none", "return_by": TODAY}
    facts = {"outcomes": {}, "items": [item], "counts": {}, "final": False}
    now = standing(Status.IN_EXECUTION)
    assert answer("mla.results", now, RD, facts) == "past_day"
    assert answer("mla.results", now, RD, facts | {"items": [item | {"return_by": TOMORROW}]}) == ""


# The end, and what outlives it


def test_closing_is_proposed_once_and_answered() -> None:
    now = standing(Status.RESULTS_RECEIVED)
    facts = {"outcome": "assisted", "useful": "useful", "used_in": []}
    assert answer("mla.close", now, RQ, facts) == ""
    assert answer("mla.confirm_close", now, RD) == "nothing_proposed"
    proposed = replace(now, closing=Closing("assisted", NOW))
    assert answer("mla.close", proposed, RQ, facts) == "proposed_already"
    assert answer("mla.confirm_close", proposed, RD) == ""
    assert answer("mla.object_close", proposed, RD) == ""
    assert answer("mla.close", replace(now, open_items=("i1",)), RQ, facts) == "name_items"


@pytest.mark.parametrize(
    ("status", "outcome"), [(Status.RETURNED, "returned"), (Status.REDIRECTED, "redirected")]
)
def test_closing_what_was_never_decided(status: Status, outcome: str) -> None:
    assert answer("mla.close", standing(status), RQ, {"outcome": outcome}) == ""
    assert answer("mla.close", standing(status), RQ, {"outcome": "assisted"}) == "outcome_differs"


def test_duties_are_reported_by_who_owes_and_confirmed_by_the_other() -> None:
    now, facts = standing(Status.CLOSED), {"duties": ["d1"]}
    assert answer("mla.duty_done", now, RQ, facts) == ""
    assert answer("mla.duty_done", now, RD, facts) == "nothing_owed"
    assert answer("mla.duty_confirm", now, RD, facts) == ""
    assert answer("mla.duty_confirm", now, RQ, facts) == "nothing_owed"
    confirmed = replace(now, duties={"d1": Duty("return_original", "i1", RQ, TOMORROW, "confirmed")})
    assert answer("mla.duty_confirm", confirmed, RD, facts) == "nothing_owed"
    assert answer("mla.duty_done", now, RQ, {"duties": ["d2"]}) == "not_this_measure"


def test_further_use_of_what_was_delivered() -> None:
    now, facts = standing(Status.CLOSED), {"use": "u2", "items": ["i1"], "proceeding": "civil"}
    assert answer("mla.ask_use", now, RQ, facts) == ""
    assert answer("mla.ask_use", now, RQ, facts | {"use": "u1"}) == "label_used"
    assert answer("mla.ask_use", now, RQ, facts | {"items": ["i2"]}) == "not_this_measure"
    assert answer("mla.ask_use", replace(now, items={}), RQ, facts) == "no_items"
    assert answer("mla.answer_use", now, RD, {"use": "u1", "answer": "granted"}) == ""
    assert answer("mla.answer_use", now, RD, {"use": "u2", "answer": "granted"}) == "not_this_measure"
    assert answer("mla.answer_use", replace(now, uses={}), RD) == "nothing_asked"
    assert answer("mla.exculpatory", now, RQ, {"items": ["i3"]}) == "not_this_measure"


def test_safe_conduct_ends_after_a_notice_that_was_given() -> None:
    now = standing(Status.CLOSED)
    assert answer("mla.safe_conduct", now, RQ, {"measure": "m1", "told": TODAY}) == ""
    assert answer("mla.safe_conduct", now, RQ, {"measure": "m1", "told": TOMORROW}) == "future_day"
    assert answer("mla.safe_conduct", now, RQ, {"measure": "m7", "told": TODAY}) == "not_this_measure"


# The conducting post


@pytest.mark.parametrize("kind", ["mla.approve", "mla.transmit", "mla.note", "mla.withdraw", "mla.close"])
def test_conducting_post_neither_approves_nor_speaks_abroad(kind: str) -> None:
    for status in (Status.IN_REVIEW, Status.APPROVED, Status.ACCEPTED, Status.RESULTS_RECEIVED):
        assert answer(kind, standing(status), Side.CONDUCTING) == "other_side"


def test_requested_side_is_judged_by_what_it_is_shown() -> None:
    now = replace(standing(Status.RETURNED), status=Status.IN_REVIEW)
    assert answer("mla.note", now, RD) == ""
    assert answer("mla.note", now, RQ) == "wrong_status"
    hidden = standing(Status.DRAFT)
    assert answer("mla.note", hidden, RD) == "wrong_status"


def test_clock_that_stands_for_nothing_is_not_extended() -> None:
    stopped = Clock("decision", "", RD, BEFORE, stopped=NOW)
    assert answer("mla.extend", standing(Status.UNDER_ASSESSMENT, clocks=(stopped,)), RD) == "all_decided"
