"""Random walks over the table of exchanges: nothing forbidden is taken, and the acts give the standing."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from exchanges.rules import Question, bound, judge
from exchanges.states import OVER, Act, Side, Standing, Status, begin, step
from hub.base.results import Allowed
from hub.forms.exchanges import CLOCKS, MOVES, REASONS, TYPES, after, forbidden, read, ways_of, words_for

SENDER, RECEIVER = UUID(int=1), UUID(int=2)
START = datetime(2026, 11, 22, 8, tzinfo=UTC)
POSTS = {Side.SENDER: SENDER, Side.RECEIVER: RECEIVER}
OFFICERS = frozenset({"officer"})


def word(draw: st.DrawFn, key: str, family: str) -> str:
    """A word that the fact may have."""
    return draw(st.sampled_from(words_for(key, family)))


def some(draw: st.DrawFn, key: str) -> list[str]:
    """Some distinct words."""
    return draw(st.lists(st.sampled_from(words_for(key, "info")), unique=True, max_size=4))


@st.composite
def beginnings(draw: st.DrawFn) -> Act:
    """A first act with facts of every kind."""
    code = draw(st.sampled_from(sorted(TYPES)))
    family = TYPES[code].family
    facts: dict[str, Any] = {
        "exchange": str(UUID(int=9)), "to": str(RECEIVER), "type": code, "due": None,
        "urgent": draw(st.booleans()), "handling": word(draw, "handling", family),
    }  # fmt: skip
    if family == "info":
        ends = draw(st.sampled_from([None, "2026-11-01", "2026-12-01"]))
        facts |= {"evaluation": "B2", "restrictions": some(draw, "restrictions"), "until": ends}
    return Act(f"{family}.send", read(f"{family}.send", facts), SENDER, START)


@st.composite
def attempts(draw: st.DrawFn) -> tuple[str, Side, dict[str, Any], int]:
    """Anything anybody may try: act, side, facts, minutes that passed."""
    kind = draw(st.sampled_from(sorted(k for k, m in MOVES.items() if not m.begins)))
    family = MOVES[kind].family
    plain = {key: word(draw, key, family) for key in MOVES[kind].facts if key not in ("exchange", "ways")}
    facts: dict[str, Any] = {"exchange": str(UUID(int=9)), **plain}
    if "ways" in MOVES[kind].facts:
        must = facts.get("use", "used") == "used"
        facts["ways"] = (some(draw, "ways") or ["lead"]) if must else []
    return (
        kind,
        draw(st.sampled_from([Side.SENDER, Side.RECEIVER, Side.NOBODY])),
        facts,
        draw(st.integers(0, 9)),
    )


def walk(first: Act, tried: list[tuple[str, Side, dict[str, Any], int]]) -> tuple[list[Act], list[Standing]]:
    """The acts that the rules took, and the standing after each."""
    acts, standings, at = [first], [begin(first)], START
    for kind, side, facts, minutes in tried:
        at += timedelta(minutes=minutes)
        before, parsed = standings[-1], read(kind, facts)
        if MOVES[kind].family != before.family:
            continue
        if isinstance(judge(MOVES[kind], Question(before, side, OFFICERS, parsed, at)), Allowed):
            assert side in POSTS
            acts.append(Act(kind, parsed, POSTS[side], at))
            standings.append(step(before, acts[-1]))
    return acts, standings


@settings(max_examples=1500, deadline=None)
@given(beginnings(), st.lists(attempts(), max_size=25))
def test_walks(first: Act, tried: list[tuple[str, Side, dict[str, Any], int]]) -> None:
    acts, standings = walk(first, tried)
    again = begin(acts[0])
    for act, before, found in zip(acts[1:], standings, standings[1:], strict=False):
        again = step(again, act)
        assert again == found
        the_table_was_kept(act, before, found)
        nobody_used_what_is_bound(act, before)
        time_goes_on(before, found)


def the_table_was_kept(act: Act, before: Standing, found: Standing) -> None:
    """The act was possible there, for that side, and led where the table says."""
    move = MOVES[act.kind]
    assert before.status in move.sources
    assert {SENDER: "sender", RECEIVER: "receiver"}[act.post] in move.sides
    assert found.status == after(before.status, act.kind, act.facts)
    if before.status in OVER:
        assert act.kind in ("info.exculpatory", "info.consult")
        assert found.status == before.status
    if act.kind == "quick.answer":
        assert act.facts["reason"] in REASONS[act.facts["answer"]]


def nobody_used_what_is_bound(act: Act, before: Standing) -> None:
    """Every use was free by the sender's word, or by its consent."""
    if act.kind == "info.use":
        ended = before.until is not None and before.until < act.at.date()
        needed = forbidden(before.handling, () if ended else before.restrictions)
        assert not (ways_of(act.facts) & needed) - set(before.permitted)
        assert bound(before, act.at) == needed - set(before.permitted)


def time_goes_on(before: Standing, found: Standing) -> None:
    """Clocks never go backwards; the time that a side had grows only while the ball was there."""
    assert found.updated >= before.updated
    assert found.since >= before.since
    for side, seconds in before.held.items():
        grew = found.held[side] - seconds
        passed = (found.updated - before.updated).total_seconds()
        assert grew == (passed if before.ball == side else 0)
    for running in found.clocks:
        assert running.code in CLOCKS
        assert running.started <= found.updated
    waits = {clock.side for clock in found.clocks}
    assert found.ball in waits or not waits
    if found.status in OVER and not found.asked and found.consultation != "open":
        assert found.ball == Side.NOBODY


def test_every_status_is_reached_and_every_move_leads_somewhere() -> None:
    reached = {move.target for move in MOVES.values()} - {"same", "use"} | set(words_for("use", "info"))
    assert reached == set(Status.values)
    for move in MOVES.values():
        assert move.sources <= set(Status.values)
        assert move.begins or move.sources


def test_ways_of_binding_are_words() -> None:
    for code in (*words_for("handling", "info"), *words_for("restrictions", "info")):
        assert forbidden(code, ()) <= set(words_for("ways", "info"))
