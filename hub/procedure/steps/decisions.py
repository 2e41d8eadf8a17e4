"""Decisions of the requested side, measure by measure (18(17), 18(21)-(23), 18(25)-(26))."""

from collections.abc import Mapping
from dataclasses import replace

from hub.procedure.standing import Act, Standing
from hub.procedure.statuses import MeasureStatus, Side
from hub.procedure.steps.dialogue import unconditioned
from hub.procedure.steps.effect import Changes, put, talked, to_work


def _accepted(before: Standing, act: Act) -> Changes:
    return talked(put(before, act.facts["measures"], to_work(before)))


def _refused(before: Standing, act: Act) -> Changes:
    grounds: Mapping[str, str] = act.facts["measures"]
    refused = put(before, grounds, MeasureStatus.REFUSED)
    return talked({k: replace(m, ground=grounds[k]) if k in grounds else m for k, m in refused.items()})


def _postponed(before: Standing, act: Act) -> Changes:
    return talked(put(before, act.facts["measures"], MeasureStatus.POSTPONED))


def _conditions(before: Standing, act: Act) -> Changes:
    labels = tuple(act.facts["measures"])
    measures = {
        k: replace(m, status=MeasureStatus.CONDITIONS, before=m.status.value) if k in labels else m
        for k, m in before.measures.items()
    }
    return {"measures": measures, "conditions": labels}


def _accepted_conditions(before: Standing, act: Act) -> Changes:
    del act
    status = to_work(before)
    measures = {
        k: replace(m, status=status, conditional=True, before="") if k in before.conditions else m
        for k, m in before.measures.items()
    }
    return talked(measures)


def _countered(before: Standing, act: Act) -> Changes:
    """The requesting side has spoken: the consultation goes on, and the ball is with the requested side."""
    del act
    talk = before.consultation
    told = talk and replace(talk, answered=talk.by == Side.REQUESTED)
    return {"measures": unconditioned(before).measures, "conditions": (), "consultation": told}


EFFECTS = {
    "mla.accept": _accepted,
    "mla.refuse": _refused,
    "mla.postpone": _postponed,
    "mla.conditions": _conditions,
    "mla.accept_conditions": _accepted_conditions,
    "mla.counter": _countered,
    "mla.resume": lambda before, act: {"measures": put(before, act.facts["measures"], to_work(before))},
}
