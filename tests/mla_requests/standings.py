"""Standings for tests of rules and steps: one for each status, as favourable to every act as it can be."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hub.procedure import MeasureStanding, MeasureStatus, Side, Standing, Status
from mla_requests.rules import Question

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DRAFTER, SECOND, ASSESSOR = UUID(int=1), UUID(int=2), UUID(int=3)
THEIR_POST, VERSION = UUID(int=10), UUID(int=20)
COMMITMENT = "ab" * 32
OFFICER, APPROVER = frozenset({"officer"}), frozenset({"approver"})

BASE = Standing(
    requested=THEIR_POST,
    drafter=DRAFTER,
    version=VERSION,
    commitment=COMMITMENT,
    legal_basis="untoc",
    urgent=False,
    wanted_by=None,
    measures={"m1": MeasureStanding("18.3.f"), "m2": MeasureStanding("18.3.a")},
    since=NOW,
    updated=NOW,
)
_RUNNING = {
    "m1": MeasureStanding("18.3.f", MeasureStatus.IN_EXECUTION),
    "m2": MeasureStanding("18.3.a"),
}
_OF_STATUS: dict[Status, dict[str, Any]] = {
    Status.INFO_REQUESTED: {"open_questions": ("q1",), "last_question": 1, "resume": Status.UNDER_ASSESSMENT},
    Status.CONSULTATION: {
        "consulted": "refusal",
        "consultation_reply_by": date(2026, 11, 20),
        "resume": Status.UNDER_ASSESSMENT,
    },
    Status.IN_EXECUTION: {"measures": _RUNNING, "open_items": ("i1",), "last_item": 1},
    Status.RESULTS_TRANSMITTED: {"open_items": ("i1",), "last_item": 1},
}


def standing(status: Status, **changes: Any) -> Standing:
    """A standing in a status, with other values where the test says so."""
    assessed = status not in (Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.DISCARDED)
    known = {"assessor": ASSESSOR if assessed else None} | _OF_STATUS.get(status, {})
    return replace(BASE, status=status, **(known | changes))


def measures(**statuses: MeasureStatus) -> dict[str, MeasureStanding]:
    """Measures by label, all of records."""
    return {label: MeasureStanding("18.3.f", status) for label, status in statuses.items()}


def question(
    now: Standing,
    side: Side,
    roles: frozenset[str] = OFFICER,
    facts: Mapping[str, Any] | None = None,
    officer: UUID = SECOND,
) -> Question:
    """What a rule is asked; the officer is neither drafter nor assessor unless the test says so."""
    return Question(now, side, officer, roles, facts, NOW)
