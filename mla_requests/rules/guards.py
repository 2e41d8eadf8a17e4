"""The guard that each row of the table names."""

from hub.base.results import ALLOWED, Answer
from mla_requests.rules import decisions, dialogue, drafting, results
from mla_requests.rules.question import Guard, Question


def _none(asked: Question) -> Answer:
    del asked
    return ALLOWED


GUARDS: dict[str, Guard] = {
    "": _none,
    "draft": drafting.draft,
    "same_version": drafting.same_version,
    "approve": drafting.approve,
    "transmit": drafting.transmit,
    "ask": dialogue.ask,
    "answer": dialogue.answer,
    "consult": dialogue.consult,
    "consult_reply": dialogue.consult_reply,
    "accept": decisions.accept,
    "refuse": decisions.refuse,
    "results": results.send,
    "receive": results.receive,
    "close": results.close,
}
