"""Sending, and what the registry of the requested side does first (18(13)-(16))."""

from dataclasses import replace

from hub.procedure.standing import Act, Standing
from hub.procedure.statuses import MeasureStatus, Side
from hub.procedure.steps.drafting import content, told
from hub.procedure.steps.effect import Changes, put


def _transmitted(before: Standing, act: Act) -> Changes:
    said = content(act)
    facts = act.facts
    return {
        **said,
        "told": told(replace(before, **said), act),
        "transmission": act.event,
        "transmitted_at": act.at,
        "channel": facts["channel"],
        "outside": facts["outside"],
        "agreement": facts["agreement"],
        "supplements": facts["supplements"],
        "deficiencies": {},
        "date_proposed": None,
    }


def _withdrawn(before: Standing, act: Act) -> Changes:
    del act
    return {
        "measures": put(before, before.open_measures, MeasureStatus.WITHDRAWN),
        "open_questions": {},
        "consultation": None,
        "conditions": (),
        "date_proposed": None,
        "status_asked": None,
    }


def _assigned(before: Standing, act: Act) -> Changes:
    side = before.side_of(act.post)
    if side == Side.NOBODY:
        return {}
    return {"assignees": {**before.assignees, side.value: act.facts["officer"]}}


EFFECTS = {
    "mla.transmit": _transmitted,
    "mla.original_arrived": lambda _before, act: {"original_on": act.facts["on"]},
    "mla.redirect": lambda _before, act: {"redirected_to": act.facts["to"]},
    "mla.return": lambda before, act: {
        "deficiencies": act.facts["deficiencies"],
        "returns": before.returns + 1,
    },
    "mla.assess": lambda _before, act: {"assessor": act.officer},
    "mla.assign": _assigned,
    "mla.withdraw": _withdrawn,
}
