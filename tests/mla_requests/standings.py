"""Standings for tests of rules and steps: one for each status, as favourable to every act as it can be."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hub.procedure import (
    NATIONAL,
    Clock,
    Consultation,
    Duty,
    Item,
    MeasureStanding,
    MeasureStatus,
    Oral,
    Side,
    Standing,
    Status,
    Told,
    Use,
)
from mla_requests.rules import Around, Question

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
BEFORE = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
DRAFTER, SECOND, ASSESSOR = UUID(int=1), UUID(int=2), UUID(int=3)
OUR_POST, THEIR_POST, CONDUCTING_POST, VERSION = (UUID(int=n) for n in (9, 10, 11, 20))
COMMITMENT = "ab" * 32
OFFICER, APPROVER = frozenset({"officer"}), frozenset({"approver"})
M, PAST = MeasureStatus, date(2026, 11, 20)

BASE = Standing(
    requesting=OUR_POST,
    requested=THEIR_POST,
    conducting=CONDUCTING_POST,
    case=None,
    links=(),
    drafter=DRAFTER,
    version=VERSION,
    commitment=COMMITMENT,
    legal_basis="untoc",
    offence="tip",
    urgent=False,
    wanted_by=None,
    measures={"m1": MeasureStanding("18.3.f"), "m2": MeasureStanding("18.3.a")},
    since=BEFORE,
    updated=BEFORE,
)
TOLD = Told(UUID(int=21), "untoc", "tip", False, None, {"m1": "18.3.f", "m2": "18.3.a"})
# What a request has that was sent, and in part executed.
SENT: dict[str, Any] = {"transmission": UUID(int=21), "channel": "advance", "told": TOLD}
DELIVERED: dict[str, Any] = {
    "executing": True,
    "items": {"i1": Item("m1", "18.19")},
    "open_items": ("i1",),
    "last_item": 1,
    "duties": {"d1": Duty("return_original", "i1", Side.REQUESTING, date(2027, 1, 1))},
    "uses": {"u1": Use(("i1",), "other_case")},
}


def measures(**statuses: MeasureStatus) -> dict[str, MeasureStanding]:
    """Measures by label, all of records."""
    return {label: MeasureStanding("18.3.f", status) for label, status in statuses.items()}


def clock(code: str, side: Side = Side.REQUESTED, by: date | None = None) -> Clock:
    """A running clock."""
    return Clock(code, "", side, BEFORE, by)


def talk(topic: str = "refusal", **changes: Any) -> Consultation:
    """A consultation that the requested side opened and whose time has run out."""
    return replace(Consultation(topic, (), Side.REQUESTED, PAST), **changes)


_OF_STATUS: dict[Status, dict[str, Any]] = {
    Status.DRAFT_SHARED: {"told": TOLD},
    Status.ORAL_PENDING: {"status": Status.DRAFT, "oral": Oral(BEFORE), "told": TOLD},
    Status.ORAL_DECLINED: {"status": Status.DRAFT, "oral": Oral(BEFORE, confirmed=False), "told": TOLD},
    Status.UNDER_ASSESSMENT: {"clocks": (clock("decision"),)},
    Status.INFO_REQUESTED: {"open_questions": {"q1": "identity"}, "last_question": 1},
    Status.CONSULTATION: {"consultation": talk()},
    Status.CONDITIONS_PROPOSED: {
        "consultation": talk("conditions"),
        "conditions": ("m1",),
        "clocks": (clock("conditions", Side.REQUESTING, date(2026, 12, 1)),),
        "measures": {
            "m1": MeasureStanding("18.3.f", M.CONDITIONS, before="requested"),
            "m2": MeasureStanding("18.3.a"),
        },
    },
    Status.ACCEPTED: {"measures": measures(m1=M.ACCEPTED, m2=M.REQUESTED)},
    Status.IN_EXECUTION: {**DELIVERED, "measures": measures(m1=M.IN_EXECUTION, m2=M.REQUESTED)},
    Status.POSTPONED: {"measures": measures(m1=M.POSTPONED, m2=M.POSTPONED)},
    Status.PARTIALLY_EXECUTED: {**DELIVERED, "measures": measures(m1=M.EXECUTED, m2=M.IN_EXECUTION)},
    Status.EXECUTED: {**DELIVERED, "measures": measures(m1=M.EXECUTED, m2=M.EXECUTED)},
    Status.REFUSED: {"measures": measures(m1=M.REFUSED, m2=M.REFUSED)},
    Status.RESULTS_TRANSMITTED: {**DELIVERED, "measures": measures(m1=M.EXECUTED, m2=M.PARTIAL)},
    Status.RESULTS_RECEIVED: {
        **DELIVERED,
        "open_items": (),
        "measures": measures(m1=M.EXECUTED, m2=M.EXECUTED),
    },
    Status.WITHDRAWN: {"measures": measures(m1=M.WITHDRAWN, m2=M.WITHDRAWN)},
    Status.CLOSED: {**DELIVERED, "open_items": (), "measures": measures(m1=M.EXECUTED, m2=M.EXECUTED)},
}
UNSENT = NATIONAL | {Status.DRAFT_SHARED, Status.ORAL_PENDING, Status.ORAL_DECLINED}


def standing(status: Status, **changes: Any) -> Standing:
    """A standing in a status, with other values where the test says so.

    The two oral statuses are what the requested side is shown; the requesting side then has a draft.
    """
    sent = {} if status in UNSENT else {**SENT, "assessor": ASSESSOR}
    shared = "" if status in NATIONAL else status.value
    known = {"status": status, "shared": shared, **sent, **_OF_STATUS.get(status, {})}
    return replace(BASE, **(known | changes))


def question(
    now: Standing,
    side: Side,
    roles: frozenset[str] = OFFICER,
    facts: Mapping[str, Any] | None = None,
    officer: UUID = SECOND,
    around: Around | None = None,
) -> Question:
    """What a rule is asked; the officer is neither drafter nor assessor unless the test says so."""
    return Question(now, side, officer, roles, facts, NOW, around or Around())
