"""Urgent requests by word of mouth, confirmed in writing forthwith (18(14))."""

from dataclasses import replace

from hub.procedure.standing import Act, Oral, Standing, Told
from hub.procedure.steps.effect import Changes


def _made(before: Standing, act: Act) -> Changes:
    del before
    facts = act.facts
    codes = {m["label"]: m["code"] for m in facts["measures"]}
    return {
        "oral": Oral(facts["made_at"]),
        "told": Told(act.event, facts["legal_basis"], facts["offence"], True, None, codes),
    }


def _confirmed(before: Standing, act: Act) -> Changes:
    if before.oral is None:
        return {}
    return {"oral": replace(before.oral, confirmed=act.facts["agreed"])}


EFFECTS = {"mla.oral": _made, "mla.oral_confirm": _confirmed}
