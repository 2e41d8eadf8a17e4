"""What outlives the request: return of persons and originals, further uses (18(10)-(12), 18(19))."""

from collections.abc import Iterable
from dataclasses import replace

from hub.procedure.standing import Act, Duty, Standing, Use
from hub.procedure.statuses import Side
from hub.procedure.steps.effect import Changes


def lent(standing: Standing, ref: str) -> list[str]:
    """Labels of the open duties to return the person of a measure: one at most."""
    sought = ("custody_return", ref, "open")
    return [label for label, d in standing.duties.items() if (d.kind, d.ref, d.state) == sought]


def _custody(before: Standing, act: Act) -> Changes:
    """A person lent is to be returned; a new day replaces the one agreed before."""
    ref, due = act.facts["measure"], act.facts["return_by"]
    known = lent(before, ref)
    label = known[0] if known else f"d{len(before.duties) + 1}"
    return {"duties": {**before.duties, label: Duty("custody_return", ref, Side.REQUESTING, due)}}


def _in_state(before: Standing, labels: Iterable[str], state: str) -> Changes:
    changed = {label: replace(before.duties[label], state=state) for label in labels}
    return {"duties": {**before.duties, **changed}}


def _asked(before: Standing, act: Act) -> Changes:
    facts = act.facts
    use = Use(tuple(facts["items"]), facts["proceeding"])
    return {"uses": {**before.uses, facts["use"]: use}}


def _answered(before: Standing, act: Act) -> Changes:
    label = act.facts["use"]
    return {"uses": {**before.uses, label: replace(before.uses[label], answer=act.facts["answer"])}}


EFFECTS = {
    "mla.custody": _custody,
    "mla.duty_done": lambda before, act: _in_state(before, act.facts["duties"], "done"),
    "mla.duty_confirm": lambda before, act: _in_state(before, act.facts["duties"], "confirmed"),
    "mla.ask_use": _asked,
    "mla.answer_use": _answered,
}
