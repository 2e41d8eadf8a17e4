"""The end of a request, with the word on how the evidence was used (FATF R.33, INR.40)."""

from hub.procedure.standing import Act, Closing, Standing
from hub.procedure.statuses import Status
from hub.procedure.steps.effect import Changes


def _closed(before: Standing, act: Act) -> Changes:
    facts = act.facts
    said = {"useful": facts["useful"], "used_in": tuple(facts["used_in"])}
    if before.status == Status.RESULTS_RECEIVED:
        return {**said, "closing": Closing(facts["outcome"], act.at)}
    return {**said, "outcome": facts["outcome"]}


def confirmed(before: Standing, act: Act) -> Changes:
    """The outcome proposed is the outcome."""
    del act
    return {"outcome": before.closing.outcome if before.closing else "", "closing": None}


EFFECTS = {
    "mla.close": _closed,
    "mla.confirm_close": confirmed,
    "mla.object_close": lambda _before, _act: {"closing": None},
}
