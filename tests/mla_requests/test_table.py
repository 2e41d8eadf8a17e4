"""Every status, act, side and role, against a table written by hand from the treaty."""

import pytest

from hub.procedure import BALL, FILE, MOVES, MeasureStatus, Side, Status, Target, to_plain
from mla_requests.rules import judge
from mla_requests.rules.guards import GUARDS
from mla_requests.words import ACTS, MEASURE_STATUSES, SIDES, STATUSES, TARGETS
from tests.mla_requests.standings import question, standing

BOTH = "assign note"
OURS = f"{BOTH} status_query contact identities"
THEIRS = f"{BOTH} status_update contact cannot_keep_confidential original_arrived"
KEEPS = f"{THEIRS} preserved"
DATE = "propose_date"
# Once something was delivered; a star marks approvers' acts.
HAVE, GAVE = "safe_conduct duty_done ask_use exculpatory", "duty_confirm answer_use*"
# Status: what the requesting side may do; the requested side; the conducting post. Everybody of the
# requesting side may also write a note to the file.
TABLE: dict[str, tuple[str, str, str]] = {
    "draft": ("draft submit discard oral*", "", "draft submit"),
    "in_review": ("return_draft approve* share_draft* discard oral*", "", ""),
    "approved": ("draft discard transmit oral*", "", "draft"),
    "discarded": ("", "", ""),
    "draft_shared": ("draft withdraw", "comment_draft", "draft"),
    "oral_pending": ("draft submit withdraw", "oral_confirm", "draft submit"),
    "oral_declined": ("draft submit withdraw oral*", "", "draft submit"),
    "transmitted": (f"withdraw {OURS} {DATE}", f"acknowledge redirect return {KEEPS} {DATE}", ""),
    "undelivered": (f"resend withdraw {OURS}", f"acknowledge redirect return {KEEPS}", ""),
    "acknowledged": (f"withdraw {OURS} {DATE}", f"assess redirect return {KEEPS} {DATE}", ""),
    "returned": (f"draft close withdraw {OURS}", KEEPS, "draft"),
    "redirected": (f"close {OURS}", KEEPS, ""),
    "under_assessment": (
        f"consult withdraw {OURS} {DATE}",
        f"ask consult extend accept {KEEPS} {DATE}",
        "",
    ),
    "info_requested": (f"answer withdraw {OURS} {DATE}", f"{KEEPS} {DATE}", ""),
    "consultation": (
        f"consult_reply withdraw {OURS} {DATE}",
        f"consult_end conditions accept refuse* {KEEPS} {DATE}",
        "",
    ),
    "conditions_proposed": (f"accept_conditions* counter withdraw {OURS} {DATE}", f"{KEEPS} {DATE}", ""),
    "accepted": (f"consult withdraw {OURS} {DATE}", f"ask consult accept execute {KEEPS} {DATE}", ""),
    "in_execution": (
        f"consult receive withdraw {HAVE} {OURS} {DATE}",
        f"ask consult accept executed results custody {GAVE} {KEEPS} {DATE}",
        "",
    ),
    "postponed": (f"consult withdraw {OURS} {DATE}", f"ask consult accept resume {KEEPS} {DATE}", ""),
    "partially_executed": (
        f"consult receive withdraw {HAVE} {OURS} {DATE}",
        f"ask consult executed results custody {GAVE} {KEEPS} {DATE}",
        "",
    ),
    "executed": (
        f"consult receive withdraw {HAVE} {OURS}",
        f"ask consult results custody {GAVE} {KEEPS}",
        "",
    ),
    "refused": (f"close {OURS}", THEIRS, ""),
    "results_transmitted": (f"receive {HAVE} {OURS}", f"custody {GAVE} {KEEPS}", ""),
    "results_received": (f"close {HAVE} {OURS}", f"results custody {GAVE} {KEEPS}", ""),
    "withdrawn": (f"close {BOTH}", f"{BOTH} original_arrived", ""),
    "closed": (HAVE, GAVE, ""),
}
# They answer something that the standings of this table do not hold; `test_forbidden_moves` has them.
ANSWERS = {
    "mla.agree_date", "mla.continue_anyway", "mla.confirm_close", "mla.object_close", "mla.postpone",
}  # fmt: skip
CELLS = {Side.REQUESTING: 0, Side.REQUESTED: 1, Side.CONDUCTING: 2}
ROLES = {
    "officer": frozenset({"officer"}),
    "approver": frozenset({"approver"}),
    "officer and approver": frozenset({"officer", "approver"}),
    "administrator of keys": frozenset({"admin"}),
    "observer": frozenset({"observer"}),
    "no seat": frozenset[str](),
}


def words(status: Status, side: Side) -> list[str]:
    """The acts of a cell."""
    note = "" if side == Side.REQUESTED else " file_note"
    return (TABLE[status.value][CELLS[side]] + note).split()


def expected(status: Status, kind: str, side: Side, roles: frozenset[str]) -> bool:
    """What the table says."""
    if side == Side.NOBODY or not roles & {"officer", "approver"}:
        return False
    act = kind.removeprefix("mla.")
    return act in words(status, side) or (act + "*" in words(status, side) and "approver" in roles)


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
    assert set(TABLE) == {status.value for status in Status}
    assert set(BALL) == set(Status)


def test_every_act_of_the_table_exists_and_every_move_is_in_it() -> None:
    cells = [words(status, side) for status in Status for side in CELLS]
    written = {f"mla.{word.rstrip('*')}" for cell in cells for word in cell}
    assert written | ANSWERS == set(MOVES)


def test_every_guard_is_used_and_known() -> None:
    assert {move.guard for move in MOVES.values()} == set(GUARDS)


def test_every_kind_and_every_status_has_words() -> None:
    assert set(MOVES) == {kind for kind in ACTS if kind.startswith("mla.")}
    assert set(STATUSES) == {one.value for one in Status}
    assert set(MEASURE_STATUSES) == {one.value for one in MeasureStatus}
    assert set(SIDES) == {one.value for one in Side}
    assert set(TARGETS) == {one.value for one in Target}
    said = [str(text) for pair in ACTS.values() for text in pair]
    said += [str(text) for table in (STATUSES, MEASURE_STATUSES, SIDES, TARGETS) for text in table.values()]
    assert all(text and "!" not in text for text in said)


def test_only_the_requesting_side_writes_to_its_file() -> None:
    ours = {Side.REQUESTING, Side.CONDUCTING}
    assert all(move.sides <= ours for move in MOVES.values() if move.stream == FILE)
    assert all(Side.CONDUCTING not in move.sides for move in MOVES.values() if move.stream != FILE)


@pytest.mark.parametrize("status", [s for s in Status if s not in (Status.DISCARDED, Status.CLOSED)])
def test_whoever_holds_the_ball_can_do_more_than_talk(status: Status) -> None:
    now = standing(status)
    possible = {word.rstrip("*") for word in words(status, now.ball)}
    assert possible - set(f"{OURS} {KEEPS} file_note".split())


@pytest.mark.parametrize("status", Status)
def test_the_words_of_a_standing_are_json_values(status: Status) -> None:
    values = to_plain(standing(status))
    assert values["status"] == standing(status).status.value
    assert values["measures"]["m1"]["code"] == "18.3.f"
