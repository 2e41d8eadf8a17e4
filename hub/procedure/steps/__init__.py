"""What an allowed act changes. Pure: the same acts in the same order always give the same standing."""

from dataclasses import replace

from hub.procedure.moves import MOVES, kept_national
from hub.procedure.standing import Act, Standing, derived
from hub.procedure.statuses import NATIONAL, Status, Target
from hub.procedure.steps import (
    closing,
    decisions,
    dialogue,
    drafting,
    duties,
    execution,
    oral,
    results,
    sending,
    system,
)
from hub.procedure.steps.effect import Changes, Effect
from hub.procedure.steps.measuring import measured
from hub.procedure.steps.timing import timed

EFFECTS: dict[str, Effect] = {
    **drafting.EFFECTS,
    **sending.EFFECTS,
    **oral.EFFECTS,
    **dialogue.EFFECTS,
    **decisions.EFFECTS,
    **execution.EFFECTS,
    **results.EFFECTS,
    **closing.EFFECTS,
    **duties.EFFECTS,
    **system.EFFECTS,
}


def begin(act: Act) -> Standing:
    """The standing after the first draft, which makes the request."""
    facts = act.facts
    return Standing(
        requesting=facts["from"],
        conducting=facts["conducting"],
        since=act.at,
        updated=act.at,
        **drafting.version(act),
    )


def step(before: Standing, act: Act) -> Standing:
    """The standing after an act that the rules allowed. Acts come in strict order of `at`."""
    effect = EFFECTS.get(act.kind, _nothing)
    after = replace(before, **measured(before, act), **effect(before, act), updated=act.at)
    after = replace(after, status=_goal(before, after, act))
    moved = (after.status, after.ball) != (before.status, before.ball)
    since = act.at if moved else before.since
    return replace(after, **_shared(before, after, act), **timed(before, after, act), since=since)


def _nothing(before: Standing, act: Act) -> Changes:
    del before, act
    return {}


def _goal(before: Standing, after: Standing, act: Act) -> Status:
    """The new status; `after` still has the old one."""
    if act.kind in system.GOALS:
        return system.goal(before, act)
    if act.kind == "mla.comment_draft":
        # Comments may come late, when the next version is already under way.
        return Status.DRAFT if before.status == Status.DRAFT_SHARED else before.status
    target = MOVES[act.kind].target
    return target if isinstance(target, Status) else _open_goal(target, after, act)


def _open_goal(target: Target, after: Standing, act: Act) -> Status:
    if target == Target.DERIVED or (target == Target.RESULTS and not act.facts["final"]):
        return derived(after.measures)
    if target == Target.RESULTS:
        return Status.RESULTS_TRANSMITTED
    if target == Target.RECEIPT and after.status == Status.RESULTS_TRANSMITTED:
        return Status.RESULTS_RECEIVED
    if target == Target.CLOSING and after.status != Status.RESULTS_RECEIVED:
        return Status.CLOSED
    return after.status


def _shared(before: Standing, after: Standing, act: Act) -> Changes:
    """What the requested side is shown: it moves with shared acts alone."""
    if kept_national(act.kind):
        return {}
    return {"shared": _shown(before, after), "shared_at": act.at}


def _shown(before: Standing, after: Standing) -> str:
    if after.status not in NATIONAL:
        return after.status.value
    if after.oral != before.oral and after.oral is not None:
        declined = after.oral.confirmed is False
        return (Status.ORAL_DECLINED if declined else Status.ORAL_PENDING).value
    return after.shared
