"""Every status, act, side and role, against a table written by hand from the treaty."""

import pytest

from hub.procedure import BALL, FILE, MOVES, Side, Status
from mla_requests.facts import SHAPES
from mla_requests.rules import judge
from mla_requests.rules.guards import GUARDS
from tests.mla_requests.standings import question, standing

ALWAYS_OURS, ALWAYS_THEIRS = "note status_query", "note status_update"
# Status: what the requesting side may do; what the requested side may do. A star marks approvers' acts.
TABLE: dict[str, tuple[str, str]] = {
    "draft": ("draft submit discard", ""),
    "in_review": ("return_draft approve* discard", ""),
    "approved": ("draft discard transmit", ""),
    "discarded": ("", ""),
    "transmitted": (f"withdraw {ALWAYS_OURS}", f"acknowledge {ALWAYS_THEIRS}"),
    "acknowledged": (f"withdraw {ALWAYS_OURS}", f"assess {ALWAYS_THEIRS}"),
    "under_assessment": (f"withdraw {ALWAYS_OURS}", f"ask consult accept {ALWAYS_THEIRS}"),
    "info_requested": (f"answer withdraw {ALWAYS_OURS}", ALWAYS_THEIRS),
    "consultation": (f"consult_reply withdraw {ALWAYS_OURS}", f"consult_end refuse* {ALWAYS_THEIRS}"),
    "accepted": (f"withdraw {ALWAYS_OURS}", f"ask consult accept execute {ALWAYS_THEIRS}"),
    "in_execution": (f"receive withdraw {ALWAYS_OURS}", f"ask consult accept results {ALWAYS_THEIRS}"),
    "refused": (f"close {ALWAYS_OURS}", ALWAYS_THEIRS),
    "results_transmitted": (f"receive {ALWAYS_OURS}", ALWAYS_THEIRS),
    "results_received": (f"close {ALWAYS_OURS}", ALWAYS_THEIRS),
    "withdrawn": (f"close {ALWAYS_OURS}", ALWAYS_THEIRS),
    "closed": ("", ""),
}
ROLES = {
    "officer": frozenset({"officer"}),
    "approver": frozenset({"approver"}),
    "officer and approver": frozenset({"officer", "approver"}),
    "administrator of keys": frozenset({"admin"}),
    "observer": frozenset({"observer"}),
    "no seat": frozenset[str](),
}


def expected(status: Status, kind: str, side: Side, roles: frozenset[str]) -> bool:
    """What the table says."""
    if side == Side.NOBODY or not roles & {"officer", "approver"}:
        return False
    words = TABLE[status.value][0 if side == Side.REQUESTING else 1].split()
    act = kind.removeprefix("mla.")
    return act in words or (act + "*" in words and "approver" in roles)


@pytest.mark.parametrize("kind", MOVES)
@pytest.mark.parametrize("status", Status)
def test_every_seat_gets_the_answer_of_the_table(status: Status, kind: str) -> None:
    for side in Side:
        for name, roles in ROLES.items():
            answer = judge(MOVES[kind], question(standing(status), side, roles))
            assert bool(answer) is expected(status, kind, side, roles), (side, name, answer)
            if not answer:
                assert str(getattr(answer, "reason", "")), (side, name)
                assert str(getattr(answer, "source", "")), (side, name)


def test_every_status_is_in_the_table() -> None:
    assert set(TABLE) == set(Status.values)
    assert set(BALL) == set(Status)


def test_every_act_of_the_table_exists_and_every_move_is_in_it() -> None:
    written = {f"mla.{w.rstrip('*')}" for row in TABLE.values() for cell in row for w in cell.split()}
    assert written == set(MOVES) == set(SHAPES)


def test_every_guard_is_used_and_known() -> None:
    assert {move.guard for move in MOVES.values()} == set(GUARDS)


def test_only_the_requesting_side_writes_to_its_file() -> None:
    assert all(move.sides == {Side.REQUESTING} for move in MOVES.values() if move.stream == FILE)


@pytest.mark.parametrize("status", [s for s in Status if s not in (Status.DISCARDED, Status.CLOSED)])
def test_whoever_holds_the_ball_can_do_more_than_talk(status: Status) -> None:
    side = BALL[status]
    words = {w.rstrip("*") for w in TABLE[status.value][0 if side == Side.REQUESTING else 1].split()}
    assert words - {"note", "status_query", "status_update"}
