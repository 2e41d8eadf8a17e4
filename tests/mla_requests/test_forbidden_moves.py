"""The moves that treaty or four eyes forbid, each by name, with the code and the article of the answer."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hub.base.results import Allowed, Denied
from hub.procedure import MOVES, MeasureStatus, Side, Standing, Status
from mla_requests.rules import judge
from tests.mla_requests.standings import (
    APPROVER,
    ASSESSOR,
    COMMITMENT,
    CONDUCTING_POST,
    DRAFTER,
    OFFICER,
    OUR_POST,
    THEIR_POST,
    VERSION,
    measures,
    question,
    standing,
    talk,
)

OURS, THEIRS = Side.REQUESTING, Side.REQUESTED
TRANSMITTED = {
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
DRAFT = {"from": OUR_POST, "conducting": CONDUCTING_POST, "to": THEIR_POST}


def code(kind: str, now: Standing, side: Side, facts: Any = None, **who: Any) -> tuple[str, str]:
    """Code and source of the refusal."""
    who.setdefault("roles", APPROVER | OFFICER)
    answer = judge(MOVES[kind], question(now, side, facts=facts, **who))
    assert isinstance(answer, Denied), answer
    return answer.code, answer.source


def allowed(kind: str, now: Standing, side: Side, facts: Any = None, **who: Any) -> bool:
    """Whether the act may be done."""
    who.setdefault("roles", APPROVER | OFFICER)
    return isinstance(judge(MOVES[kind], question(now, side, facts=facts, **who)), Allowed)


def test_transmitted_to_refused() -> None:
    assert code("mla.refuse", standing(Status.TRANSMITTED), THEIRS) == ("consult_first", "18(26)")


def test_in_execution_to_refused_without_consultation() -> None:
    assert code("mla.refuse", standing(Status.IN_EXECUTION), THEIRS) == ("consult_first", "18(26)")


@pytest.mark.parametrize("topic", ["conditions", "costs", "confidentiality", "postponement"])
def test_refusal_after_consultation_on_something_else(topic: str) -> None:
    now = standing(Status.CONSULTATION, consultation=talk(topic))
    assert code("mla.refuse", now, THEIRS) == ("consult_first", "18(26)")


def test_refusal_before_the_other_side_could_reply() -> None:
    now = standing(Status.CONSULTATION, consultation=talk(reply_by=date(2026, 11, 22)))
    assert code("mla.refuse", now, THEIRS) == ("reply_awaited", "18(26)")
    assert allowed("mla.refuse", replace(now, consultation=talk(answered=True)), THEIRS)
    past = talk(reply_by=date(2026, 11, 21))
    assert allowed("mla.refuse", standing(Status.CONSULTATION, consultation=past), THEIRS)


def test_refusal_by_an_officer_who_is_not_an_approver() -> None:
    answer = code("mla.refuse", standing(Status.CONSULTATION), THEIRS, roles=OFFICER)
    assert answer[0] == "approver_only"


def test_refusal_by_the_assessor() -> None:
    assert code("mla.refuse", standing(Status.CONSULTATION), THEIRS, officer=ASSESSOR)[0] == "own_assessment"


@pytest.mark.parametrize(("ground", "source"), [("18.8", "18(8)"), ("18.22", "18(22)")])
def test_refusal_for_bank_secrecy_or_fiscal_nature(ground: str, source: str) -> None:
    facts = {"measures": {"m1": ground}}
    assert code("mla.refuse", standing(Status.CONSULTATION), THEIRS, facts) == ("no_ground", source)


def test_refusal_of_a_measure_that_was_executed() -> None:
    now = standing(
        Status.CONSULTATION, measures=measures(m1=MeasureStatus.EXECUTED, m2=MeasureStatus.REQUESTED)
    )
    assert code("mla.refuse", now, THEIRS, {"measures": {"m1": "18.9"}})[0] == "not_this_measure"
    assert allowed("mla.refuse", now, THEIRS, {"measures": {"m2": "18.9"}})


@pytest.mark.parametrize("kind", ["mla.draft", "mla.submit", "mla.approve", "mla.transmit", "mla.withdraw"])
@pytest.mark.parametrize("status", [Status.DRAFT, Status.TRANSMITTED, Status.ACCEPTED])
def test_requested_side_never_writes_the_request(kind: str, status: Status) -> None:
    assert code(kind, standing(status), THEIRS)[0] == "other_side"


@pytest.mark.parametrize(
    "kind", ["mla.acknowledge", "mla.assess", "mla.accept", "mla.execute", "mla.results"]
)
def test_requesting_side_never_decides(kind: str) -> None:
    assert code(kind, standing(Status.UNDER_ASSESSMENT), OURS)[0] == "other_side"


def test_drafter_approves_own_version() -> None:
    assert code("mla.approve", standing(Status.IN_REVIEW), OURS, officer=DRAFTER) == ("own_draft", "18(13)")


def test_approval_of_another_version_or_content() -> None:
    now = standing(Status.IN_REVIEW)
    right = {"version": VERSION, "commitment": COMMITMENT}
    assert allowed("mla.approve", now, OURS, right)
    assert code("mla.approve", now, OURS, right | {"version": DRAFTER})[0] == "old_version"
    assert code("mla.approve", now, OURS, right | {"commitment": "cd" * 32})[0] == "content_changed"


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW])
def test_sending_without_approval(status: Status) -> None:
    assert code("mla.transmit", standing(status), OURS, TRANSMITTED)[0] == "wrong_status"


@pytest.mark.parametrize(
    "changed",
    [
        {"commitment": "cd" * 32},
        {"urgent": True},
        {"legal_basis": "tip"},
        {"wanted_by": date(2027, 1, 1)},
        {"measures": TRANSMITTED["measures"][:1]},  # type: ignore[index]
        {"measures": [{"label": "m1", "code": "18.3.c"}, {"label": "m2", "code": "18.3.a"}]},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_sending_changed_content(changed: dict[str, Any]) -> None:
    now = standing(Status.APPROVED)
    assert allowed("mla.transmit", now, OURS, TRANSMITTED)
    assert code("mla.transmit", now, OURS, TRANSMITTED | changed) == ("content_changed", "18(13)-(14)")


@pytest.mark.parametrize("status", [Status.TRANSMITTED, Status.ACCEPTED, Status.RESULTS_RECEIVED])
def test_change_of_what_was_sent(status: Status) -> None:
    assert code("mla.draft", standing(status), OURS) == ("sent_is_final", "18(14)")


@pytest.mark.parametrize("status", [Status.TRANSMITTED, Status.IN_EXECUTION, Status.REFUSED])
def test_deleting_a_request_that_was_sent(status: Status) -> None:
    assert code("mla.discard", standing(status), OURS) == ("sent_stays", "18(24)")
    assert code("mla.discard", standing(status), THEIRS)[0] == "other_side"


def test_draft_while_a_reviewer_reads() -> None:
    assert code("mla.draft", standing(Status.IN_REVIEW), OURS)[0] == "wrong_status"


def test_version_written_over_another() -> None:
    now = standing(Status.DRAFT)
    assert allowed("mla.draft", now, OURS, DRAFT | {"number": 2})
    assert code("mla.draft", now, OURS, DRAFT | {"number": 1})[0] == "version_taken"
    assert code("mla.draft", now, OURS, DRAFT | {"number": 3})[0] == "version_taken"


@pytest.mark.parametrize("status", [Status.TRANSMITTED, Status.UNDER_ASSESSMENT, Status.ACCEPTED])
def test_results_without_acceptance_and_execution(status: Status) -> None:
    assert code("mla.results", standing(status), THEIRS) == ("accept_first", "18(17)")


def test_last_results_that_leave_a_measure_open() -> None:
    now = standing(Status.IN_EXECUTION, open_items=(), last_item=0)
    facts = {"outcomes": {"m1": "executed"}, "items": [], "counts": {}, "final": True}
    assert code("mla.results", now, THEIRS, facts)[0] == "measures_open"
    assert allowed("mla.results", now, THEIRS, facts | {"final": False})


def test_outcome_of_a_measure_that_was_not_accepted() -> None:
    facts = {"outcomes": {"m2": "executed"}, "items": [], "counts": {}, "final": False}
    assert code("mla.results", standing(Status.IN_EXECUTION), THEIRS, facts)[0] == "not_this_measure"


def test_item_of_a_measure_that_was_not_accepted() -> None:
    item = {"label": "i2", "measure": "m2", "file": 1, "limit": "none", "return_by": None}
    facts = {"outcomes": {}, "items": [item], "counts": {}, "final": False}
    assert code("mla.results", standing(Status.IN_EXECUTION), THEIRS, facts)[0] == "not_this_measure"


def test_item_with_a_label_used_before() -> None:
    item = {"label": "i1", "measure": "m1", "file": 1, "limit": "none", "return_by": None}
    facts = {"outcomes": {}, "items": [item], "counts": {}, "final": False}
    assert code("mla.results", standing(Status.IN_EXECUTION), THEIRS, facts)[0] == "label_used"


def test_results_without_anything() -> None:
    facts: dict[str, Any] = {"outcomes": {}, "items": [], "counts": {}, "final": False}
    assert code("mla.results", standing(Status.IN_EXECUTION), THEIRS, facts)[0] == "nothing_sent"


def test_receipt_that_leaves_an_item_out() -> None:
    now = standing(Status.RESULTS_TRANSMITTED, open_items=("i1", "i2"))
    assert code("mla.receive", now, OURS, {"items": {"i1": "received"}})[0] == "name_items"
    assert code("mla.receive", now, OURS, {"items": {"i9": "received"}})[0] == "not_this_measure"
    assert allowed("mla.receive", now, OURS, {"items": {"i1": "received", "i2": "missing"}})


def test_receipt_during_execution_of_nothing() -> None:
    now = standing(Status.IN_EXECUTION)
    assert code("mla.receive", replace(now, open_items=()), OURS)[0] == "nothing_to_receive"
    assert code("mla.receive", now, OURS, {"items": {}})[0] == "name_items"
    assert allowed("mla.receive", now, OURS, {"items": {"i1": "received"}})


@pytest.mark.parametrize("status", [Status.RESULTS_RECEIVED, Status.REFUSED, Status.WITHDRAWN])
def test_closing_by_the_wrong_side(status: Status) -> None:
    assert code("mla.close", standing(status), THEIRS)[0] == "other_side"


@pytest.mark.parametrize("status", [Status.TRANSMITTED, Status.IN_EXECUTION, Status.RESULTS_TRANSMITTED])
def test_closing_what_is_not_finished(status: Status) -> None:
    assert code("mla.close", standing(status), OURS)[0] == "wrong_status"


@pytest.mark.parametrize(
    ("now", "outcome", "fits"),
    [
        (standing(Status.REFUSED), "refused", True),
        (standing(Status.REFUSED), "assisted", False),
        (standing(Status.WITHDRAWN), "withdrawn", True),
        (standing(Status.WITHDRAWN), "refused", False),
        (standing(Status.RESULTS_RECEIVED, measures=measures(m1=MeasureStatus.EXECUTED)), "assisted", True),
        (standing(Status.RESULTS_RECEIVED, measures=measures(m1=MeasureStatus.PARTIAL)), "assisted", False),
        (standing(Status.RESULTS_RECEIVED, measures=measures(m1=MeasureStatus.PARTIAL)), "partly", True),
        (
            standing(Status.RESULTS_RECEIVED, measures=measures(m1=MeasureStatus.NOT_POSSIBLE)),
            "partly",
            False,
        ),
        (
            standing(Status.RESULTS_RECEIVED, measures=measures(m1=MeasureStatus.NOT_POSSIBLE)),
            "not_possible",
            True,
        ),
    ],
)
def test_closing_with_an_outcome(now: Standing, outcome: str, fits: bool) -> None:
    assert allowed("mla.close", now, OURS, {"outcome": outcome}) is fits


def test_question_numbers_are_not_used_twice() -> None:
    now = standing(Status.UNDER_ASSESSMENT, last_question=2)
    assert code("mla.ask", now, THEIRS, {"questions": {"q2": "link", "q3": "other"}})[0] == "label_used"
    assert allowed("mla.ask", now, THEIRS, {"questions": {"q3": "link"}})


def test_answer_that_leaves_a_question_out() -> None:
    now = standing(Status.INFO_REQUESTED, open_questions={"q1": "link", "q2": "other"})
    assert code("mla.answer", now, OURS, {"answers": {"q1": "answered"}}) == ("answer_all", "18(16)")
    assert allowed("mla.answer", now, OURS, {"answers": {"q2": "cannot_provide", "q1": "answered"}})


def test_consultation_without_time_to_reply() -> None:
    now = standing(Status.UNDER_ASSESSMENT)
    facts = {"topic": "refusal", "measures": [], "reply_by": date(2026, 11, 22)}
    assert code("mla.consult", now, THEIRS, facts)[0] == "no_time_to_reply"
    assert allowed("mla.consult", now, THEIRS, facts | {"reply_by": date(2026, 11, 23)})


def test_second_reply_to_a_consultation() -> None:
    now = standing(Status.CONSULTATION, consultation=talk(answered=True))
    assert code("mla.consult_reply", now, OURS)[0] == "replied_already"


def test_acceptance_of_a_measure_that_is_decided() -> None:
    now = standing(Status.ACCEPTED, measures=measures(m1=MeasureStatus.ACCEPTED, m2=MeasureStatus.REQUESTED))
    assert code("mla.accept", now, THEIRS, {"measures": ["m1"]})[0] == "not_this_measure"
    assert code("mla.accept", now, THEIRS, {"measures": ["m7"]})[0] == "not_this_measure"
    assert allowed("mla.accept", now, THEIRS, {"measures": ["m2"]})
    assert code(
        "mla.accept", standing(Status.ACCEPTED, measures=measures(m1=MeasureStatus.ACCEPTED)), THEIRS
    )[0] == ("all_decided")


@pytest.mark.parametrize("kind", MOVES)
def test_nothing_follows_the_end(kind: str) -> None:
    for status in (Status.CLOSED, Status.DISCARDED):
        side = next(iter(MOVES[kind].sides))
        if status not in MOVES[kind].sources:
            assert code(kind, standing(status, shared=status.value), side)[0] == "over"
