"""Thousands of random walks on all sides: nothing illegal is taken, and everything follows from the acts."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from typing import Any

import pytest

from hub.procedure import (
    AT_WORK,
    MOVES,
    NATIONAL,
    OPEN_MEASURE,
    PAUSED,
    SHARED,
    UNDECIDED_MEASURE,
    Act,
    Clock,
    MeasureStatus,
    Side,
    Standing,
    Status,
    begin,
    derived,
    from_plain,
    read,
    step,
    to_plain,
)
from hub.procedure.clocks import seconds
from tests.procedure.lawful import CHECKS
from tests.procedure.walking import Done, Walk

WALKS, ATTEMPTS, PORTIONS = 2000, 60, 8
# What the requesting side keeps to itself, and what goes on while only it acts.
NATIONAL_FIELDS = {
    "status", "version", "version_number", "commitment", "drafter", "case", "links", "measures", "offence",
    "legal_basis", "urgent", "wanted_by", "since", "updated", "paused", "requested",
}  # fmt: skip
seen_kinds: Counter[str] = Counter()
seen_statuses: Counter[str] = Counter()


@pytest.mark.parametrize("portion", range(PORTIONS))
def test_walks(portion: int) -> None:
    for seed in range(portion, WALKS, PORTIONS):
        walk = Walk(seed, conducting=seed % 3 > 0).run(ATTEMPTS)
        for number, done in enumerate(walk.done):
            inspect(walk, number, done)
        assert replayed(walk) == walk.standing, seed
        seen_kinds.update(done.act.kind for done in walk.done)
        seen_statuses.update(word for done in walk.done for word in (done.after.status, done.after.shared))


def test_walks_went_everywhere() -> None:
    """Only meaningful after `test_walks`: every act was taken and every status was reached."""
    assert set(MOVES) | {"sys.delivered", "sys.undelivered", "sys.closed", "sys.lapsed"} == set(seen_kinds)
    assert {status.value for status in Status} == set(seen_statuses) - {""}


def inspect(walk: Walk, number: int, done: Done) -> None:
    """One act of a walk, with all that must hold after it."""
    place = (walk.seed, number, done.act.kind)
    if done.player is not None and done.before is not None:
        wrong = [check.__name__ for check in CHECKS if not check(walk.done[:number], done)]
        assert not wrong, (place, wrong)
    for name, holds in consistent(done.after, done.act):
        assert holds, (place, name)
    if done.before is not None:
        for name, holds in onward(done.before, done.after, done.act):
            assert holds, (place, name)


def consistent(now: Standing, act: Act) -> Iterator[tuple[str, bool]]:
    """What holds of every standing."""
    running = [clock for clock in now.clocks if clock.runs]
    yield "shared shows no national stage", now.shared not in {status.value for status in NATIONAL}
    yield "status follows from the measures", now.status not in AT_WORK or derived(now.measures) == now.status
    yield "one clock of a kind", len({(c.code, c.ref) for c in running}) == len(running)
    yield "clocks began before now", all(c.started <= act.at for c in now.clocks)
    yield "clocks end after they began", all(c.stopped is None or c.stopped >= c.started for c in now.clocks)
    yield "pauses are spans", all(c.paused >= 0 for c in now.clocks)
    yield "stopped clocks stand still", all(c.runs or c.paused_since is None for c in now.clocks)
    yield from _clocks_fit(now, running)
    yield "conditions are proposed", bool(now.conditions) == (now.status == Status.CONDITIONS_PROPOSED)
    talks = now.status in (Status.CONSULTATION, Status.CONDITIONS_PROPOSED)
    yield "consultation is held", (now.consultation is not None) == talks
    yield "questions are open", bool(now.open_questions) == (now.status == Status.INFO_REQUESTED)
    yield "nothing is open at the end", now.status not in ENDED or not now.labels(*OPEN_MEASURE)
    waiting = now.labels(MeasureStatus.COST_CONSULT)
    yield (
        "costs are discussed",
        not waiting or now.status in (Status.CONSULTATION, Status.CONDITIONS_PROPOSED),
    )


ENDED = frozenset({Status.REFUSED, Status.RESULTS_TRANSMITTED, Status.RESULTS_RECEIVED, Status.WITHDRAWN})


def _clocks_fit(now: Standing, running: list[Clock]) -> Iterator[tuple[str, bool]]:
    """Clocks and measures say the same."""
    refs = {code: {c.ref for c in running if c.code == code} for code in ("execution", "postponement")}
    begun = set(now.labels(*OPEN_MEASURE - {MeasureStatus.REQUESTED}))
    yield "executions run for what was accepted", refs["execution"] <= begun
    accepted = set(now.labels(MeasureStatus.ACCEPTED, MeasureStatus.IN_EXECUTION))
    yield "what is accepted has its clock", accepted <= refs["execution"]
    yield (
        "reviews run for what is postponed",
        refs["postponement"] == set(now.labels(MeasureStatus.POSTPONED)),
    )
    codes = {c.code for c in running}
    undecided = bool(now.labels(*UNDECIDED_MEASURE))
    yield "decisions wait", "decision" not in codes or undecided
    yield "answers wait", ("info" in codes) == bool(now.open_questions)
    still = {c.paused_since is not None for c in running if c.code == "decision"}
    yield "decisions pause", not still or still == {now.status in PAUSED}
    over = now.status in (Status.CLOSED, Status.WITHDRAWN, Status.RETURNED, Status.REDIRECTED)
    yield (
        "the end stops clocks",
        not over or codes <= {"duty", "use", "safe_conduct", "preservation", "status"},
    )


def onward(before: Standing, now: Standing, act: Act) -> Iterator[tuple[str, bool]]:
    """What holds between one standing and the next."""
    yield "time goes on", now.updated > before.updated
    yield "no clock is lost", len(now.clocks) >= len(before.clocks)
    yield (
        "clocks do not run backwards",
        all(_later(a, b) for a, b in zip(before.clocks, now.clocks, strict=False)),
    )
    shared = act.kind not in MOVES or MOVES[act.kind].stream == SHARED
    if not shared:
        yield "the requested side learns nothing", known(before) == known(now)
    yield "the other side was told", bool(now.told) == bool(now.shared)
    yield "only shared acts are shown", (now.shared_at == act.at) == shared
    if "sent" in before.times and before.status != Status.CLOSED:
        assert now.shared_at is not None
        span = seconds(before.times["sent"], now.shared_at)
        yield "the ball is always somewhere", now.held_requesting + now.held_requested == span
    yield "times stay", all(now.times[name] >= at for name, at in before.times.items())
    yield "sums grow", all(now.counts.get(name, 0) >= n for name, n in before.counts.items())
    yield "items stay", before.items.items() <= now.items.items()


def _later(before: Clock, now: Clock) -> bool:
    """The same clock, further on."""
    same = (before.code, before.ref, before.side, before.started) == (
        now.code,
        now.ref,
        now.side,
        now.started,
    )
    kept = before.stopped is None or before == now
    return same and kept and now.paused >= before.paused and now.extended >= before.extended


def known(standing: Standing) -> dict[str, Any]:
    """All that the requested side can learn of a standing."""
    names = [field.name for field in fields(Standing) if field.name not in NATIONAL_FIELDS]
    return {name: getattr(standing, name) for name in names} | {
        "ball": standing.shared_ball,
        "sees": standing.seen_by(Side.REQUESTED),
    }


def replayed(walk: Walk) -> Standing:
    """The standing from the acts alone, their facts and the standing itself through JSON."""
    standing: Standing | None = None
    for done in walk.done:
        said = json.loads(json.dumps(done.facts))
        facts = read(done.act.kind, said) if done.act.kind in MOVES else said
        act = Act(done.act.kind, facts, done.act.event, done.act.officer, done.act.post, done.act.at)
        standing = begin(act) if standing is None else step(standing, act)
    return from_plain(json.loads(json.dumps(to_plain(standing))))


def test_moments_of_a_walk_are_all_different() -> None:
    for seed in range(20):
        moments = [done.act.at for done in Walk(seed).run(ATTEMPTS).done]
        assert all(a < b for a, b in pairwise(moments))
