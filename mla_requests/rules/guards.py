"""The guard that each row of the table names."""

from hub.base.results import ALLOWED, Answer
from mla_requests.rules import (
    closing,
    consulting,
    decisions,
    dialogue,
    drafting,
    duties,
    execution,
    oral,
    results,
    sending,
    uses,
)
from mla_requests.rules.question import Guard, Question


def _none(asked: Question) -> Answer:
    del asked
    return ALLOWED


GUARDS: dict[str, Guard] = {
    "": _none,
    "draft": drafting.draft,
    "same_version": drafting.same_version,
    "approve": drafting.approve,
    "discard": drafting.discard,
    "share_draft": drafting.share,
    "oral": oral.make,
    "oral_confirm": oral.confirm,
    "transmit": sending.transmit,
    "withdraw": sending.withdraw,
    "original_arrived": sending.original,
    "assign": sending.assign,
    "extend": decisions.extend,
    "accept": decisions.accept,
    "refuse": decisions.refuse,
    "postpone": decisions.postpone,
    "resume": decisions.resume,
    "consult": consulting.consult,
    "consult_reply": consulting.reply,
    "consult_end": consulting.end,
    "conditions": consulting.conditions,
    "ask": dialogue.ask,
    "answer": dialogue.answer,
    "past": dialogue.past,
    "propose_date": dialogue.propose_date,
    "agree_date": dialogue.agree_date,
    "cannot_keep": dialogue.cannot_keep,
    "continue_anyway": dialogue.continue_anyway,
    "execute": execution.execute,
    "executed": execution.executed,
    "measure_of": execution.measure_of,
    "results": results.send,
    "receive": results.receive,
    "close": closing.close,
    "confirm_close": closing.confirm,
    "safe_conduct": duties.safe_conduct,
    "duty_done": duties.done,
    "duty_confirm": duties.confirm,
    "ask_use": uses.ask,
    "answer_use": uses.answer,
    "items_of": uses.items_of,
}
