"""What an allowed act changes. Pure: the same acts in the same order always give the same standing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from mla_requests.states.moves import MOVES
from mla_requests.states.standing import Act, MeasureStanding, Standing
from mla_requests.states.statuses import PAUSED, MeasureStatus, Status, Target

Changes = dict[str, Any]
Effect = Callable[[Standing, Act], Changes]
NO_CONSULTATION: Changes = {"consulted": "", "consultation_answered": False, "consultation_reply_by": None}


def begin(act: Act) -> Standing:
    """The standing after the first draft, which makes the request."""
    return Standing(since=act.at, updated=act.at, **_version(act))


def step(before: Standing, act: Act) -> Standing:
    """The standing after an act that the rules allowed."""
    effect = EFFECTS.get(act.kind, _nothing)
    after = replace(before, **effect(before, act), updated=act.at)
    status = _goal(after, act)
    after = replace(after, status=status, resume=_resume(before, status))
    moved = (after.status, after.ball) != (before.status, before.ball)
    return replace(after, since=act.at) if moved else after


def _resume(before: Standing, status: Status) -> str:
    if status not in PAUSED:
        return ""
    return before.resume if before.status == status else before.status


def _goal(after: Standing, act: Act) -> Status:
    """The new status; `after` still has the old one."""
    target = MOVES[act.kind].target
    if isinstance(target, Status):
        return target
    return _GOALS[target](after, act)


def _resumed(after: Standing, act: Act) -> Status:
    del act
    return Status(after.resume)


def _refusal_goal(after: Standing, act: Act) -> Status:
    refused = all(m.status == MeasureStatus.REFUSED for m in after.measures.values())
    return Status.REFUSED if refused else _resumed(after, act)


_GOALS: dict[Target, Callable[[Standing, Act], Status]] = {
    Target.SAME: lambda after, _: after.status,
    Target.RESUME: _resumed,
    Target.ACCEPTANCE: lambda after, _: (
        after.status if after.status == Status.IN_EXECUTION else Status.ACCEPTED
    ),
    Target.REFUSAL: _refusal_goal,
    Target.RESULTS: lambda after, act: Status.RESULTS_TRANSMITTED if act.facts["final"] else after.status,
    Target.RECEIPT: lambda after, _: (
        Status.RESULTS_RECEIVED if after.status == Status.RESULTS_TRANSMITTED else after.status
    ),
}


def _nothing(before: Standing, act: Act) -> Changes:
    del before, act
    return {}


def _version(act: Act) -> Changes:
    facts = act.facts
    return {
        "requested": facts["to"],
        "drafter": act.officer,
        "version": act.event,
        "version_number": facts["number"],
        "commitment": facts["commitment"],
        "legal_basis": facts["legal_basis"],
        "urgent": facts["urgent"],
        "wanted_by": facts["wanted_by"],
        "measures": {m["label"]: MeasureStanding(m["code"]) for m in facts["measures"]},
    }


def _with(before: Standing, labels: Iterable[str], status: MeasureStatus) -> dict[str, MeasureStanding]:
    """All measures, the named ones in a new status."""
    chosen = set(labels)
    return {k: replace(m, status=status) if k in chosen else m for k, m in before.measures.items()}


def _accepted(before: Standing, act: Act) -> Changes:
    running = before.status == Status.IN_EXECUTION
    status = MeasureStatus.IN_EXECUTION if running else MeasureStatus.ACCEPTED
    return {"measures": _with(before, act.facts["measures"], status)}


def _refused(before: Standing, act: Act) -> Changes:
    grounds: Mapping[str, str] = act.facts["measures"]
    refused = _with(before, grounds, MeasureStatus.REFUSED)
    measures = {k: replace(m, ground=grounds[k]) if k in grounds else m for k, m in refused.items()}
    return {"measures": measures, **NO_CONSULTATION}


def _results(before: Standing, act: Act) -> Changes:
    outcomes = {label: MeasureStatus(word) for label, word in act.facts["outcomes"].items()}
    measures = {k: replace(m, status=outcomes.get(k, m.status)) for k, m in before.measures.items()}
    items = [item["label"] for item in act.facts["items"]]
    return {
        "measures": measures,
        "open_items": (*before.open_items, *items),
        "last_item": max([before.last_item, *(number(label) for label in items)]),
    }


def _asked(before: Standing, act: Act) -> Changes:
    questions = act.facts["questions"]
    last = max([before.last_question, *(number(label) for label in questions)])
    return {"open_questions": tuple(questions), "last_question": last}


def _consulted(before: Standing, act: Act) -> Changes:
    del before
    return NO_CONSULTATION | {"consulted": act.facts["topic"], "consultation_reply_by": act.facts["reply_by"]}


def _withdrawn(before: Standing, act: Act) -> Changes:
    del act
    measures = _with(before, before.open_measures, MeasureStatus.WITHDRAWN)
    return {"measures": measures, "open_questions": (), **NO_CONSULTATION}


def number(label: str) -> int:
    """The number in a label: 12 in "q12"."""
    return int(label[1:])


EFFECTS: dict[str, Effect] = {
    "mla.draft": lambda _, act: _version(act),
    "mla.transmit": lambda _, act: {"transmission": act.event, "transmitted_at": act.at},
    "mla.assess": lambda _, act: {"assessor": act.officer},
    "mla.ask": _asked,
    "mla.answer": lambda _before, _act: {"open_questions": ()},
    "mla.consult": _consulted,
    "mla.consult_reply": lambda _before, _act: {"consultation_answered": True},
    "mla.consult_end": lambda _before, _act: NO_CONSULTATION,
    "mla.accept": _accepted,
    "mla.refuse": _refused,
    "mla.execute": lambda before, _: {
        "measures": _with(before, before.labels(MeasureStatus.ACCEPTED), MeasureStatus.IN_EXECUTION)
    },
    "mla.results": _results,
    "mla.receive": lambda before, act: {
        "open_items": tuple(item for item in before.open_items if item not in act.facts["items"])
    },
    "mla.withdraw": _withdrawn,
    "mla.close": lambda _, act: {"outcome": act.facts["outcome"]},
}
