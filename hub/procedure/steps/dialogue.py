"""Questions, consultations, dates and notices between the two sides (18(16), 18(20), 18(24), 18(26))."""

from dataclasses import replace

from hub.procedure.standing import Act, Consultation, ProposedDate, Standing
from hub.procedure.statuses import MeasureStatus, Side
from hub.procedure.steps.effect import Changes, last, put, talked


def _asked(before: Standing, act: Act) -> Changes:
    questions = act.facts["questions"]
    return {
        "open_questions": questions,
        "last_question": last(before.last_question, questions),
        "rounds": before.rounds + 1,
    }


def _consulted(before: Standing, act: Act) -> Changes:
    facts = act.facts
    talk = Consultation(facts["topic"], tuple(facts["measures"]), before.side_of(act.post), facts["reply_by"])
    if talk.topic != "costs":
        return {"consultation": talk}
    # Substantial costs: the measure waits until both sides have said who bears them (18(28)).
    running = before.labels(MeasureStatus.IN_EXECUTION)
    meant = [label for label in running if not talk.measures or label in talk.measures]
    return {"consultation": talk, "measures": put(before, meant, MeasureStatus.COST_CONSULT)}


def _replied(before: Standing, act: Act) -> Changes:
    del act
    return {"consultation": before.consultation and replace(before.consultation, answered=True)}


def unconditioned(before: Standing) -> Standing:
    """With measures under proposed conditions back where they were."""
    back = {
        k: replace(m, status=MeasureStatus(m.before), before="") if m.before else m
        for k, m in before.measures.items()
    }
    return replace(before, measures=back, conditions=())


def _ended(before: Standing, act: Act) -> Changes:
    del act
    return talked(dict(unconditioned(before).measures))


def _agreed(before: Standing, act: Act) -> Changes:
    proposed = before.date_proposed
    if not act.facts["agreed"] or proposed is None:
        return {"date_proposed": None}
    told = before.told and replace(before.told, wanted_by=proposed.date)
    return {"date_proposed": None, "wanted_by": proposed.date, "told": told}


def _proposed(before: Standing, act: Act) -> Changes:
    side = before.side_of(act.post)
    return {} if side == Side.NOBODY else {"date_proposed": ProposedDate(side, act.facts["date"])}


EFFECTS = {
    "mla.ask": _asked,
    "mla.answer": lambda _before, _act: {"open_questions": {}},
    "mla.consult": _consulted,
    "mla.consult_reply": _replied,
    "mla.consult_end": _ended,
    "mla.propose_date": _proposed,
    "mla.agree_date": _agreed,
    "mla.status_query": lambda before, act: {"status_asked": before.status_asked or act.at},
    "mla.status_update": lambda _before, _act: {"status_asked": None},
    "mla.cannot_keep_confidential": lambda _before, _act: {"confidentiality_notice": "open"},
    "mla.continue_anyway": lambda _before, _act: {"confidentiality_notice": "continued"},
}
