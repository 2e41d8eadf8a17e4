"""Execution of accepted measures (18(17))."""

from dataclasses import replace

from hub.procedure.standing import Act, Standing
from hub.procedure.statuses import MeasureStatus
from hub.procedure.steps.effect import Changes, put


def _begun(before: Standing, act: Act) -> Changes:
    del act
    accepted = before.labels(MeasureStatus.ACCEPTED)
    return {"executing": True, "measures": put(before, accepted, MeasureStatus.IN_EXECUTION)}


def _executed(before: Standing, act: Act) -> Changes:
    outcomes, procedure = act.facts["outcomes"], act.facts["procedure"]
    measures = {
        k: replace(m, status=MeasureStatus(outcomes[k]), procedure=procedure.get(k, ""))
        if k in outcomes
        else m
        for k, m in before.measures.items()
    }
    return {"measures": measures}


EFFECTS = {"mla.execute": _begun, "mla.executed": _executed}
