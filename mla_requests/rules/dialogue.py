"""Guards of questions, dates and notices (UNTOC articles 18(16), 18(20) and 18(24))."""

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied
from mla_requests.rules.labels import continues
from mla_requests.rules.question import Question
from mla_requests.rules.sending import not_yet


def ask(asked: Question) -> Answer:
    """Questions are numbered on, so that an answer can never be taken for one to an earlier question."""
    if asked.facts is None or continues(asked.facts["questions"], asked.standing.last_question):
        return ALLOWED
    first = asked.standing.last_question + 1
    reason = _("These question numbers were used before. Go on from q%s.") % first
    return Denied(reason, "18(16)", "label_used")


def answer(asked: Question) -> Answer:
    """Every open question gets an answer, if only that it cannot be provided."""
    if asked.facts is None or set(asked.facts["answers"]) == set(asked.standing.open_questions):
        return ALLOWED
    expected = ", ".join(asked.standing.open_questions)
    reason = _("Answer exactly the open questions (%s). For each you may say that it cannot be provided.")
    return Denied(reason % expected, "18(16)", "answer_all")


def past(asked: Question) -> Answer:
    """A call or meeting that took place."""
    return ALLOWED if asked.facts is None or asked.facts["on"] <= asked.now.date() else not_yet()


def propose_date(asked: Question) -> Answer:
    """A day to come; one proposal at a time, which its own side may replace."""
    proposed = asked.standing.date_proposed
    if proposed is not None and proposed.side != asked.side:
        reason = _("The other side has proposed a date. Answer that proposal first.")
        return Denied(reason, "18(24)", "answer_first")
    if asked.facts is None or asked.facts["date"] > asked.now.date():
        return ALLOWED
    reason = _("This day is not in the future. Propose a later one.")
    return Denied(reason, "18(24)", "past_day")


def agree_date(asked: Question) -> Answer:
    """The side that did not propose answers."""
    proposed = asked.standing.date_proposed
    if proposed is None:
        reason = _("No date is proposed. You may propose one.")
        return Denied(reason, "18(24)", "nothing_proposed")
    if proposed.side == asked.side:
        reason = _("Your own side proposed this date. The other side answers.")
        return Denied(reason, "18(24)", "own_proposal")
    return ALLOWED


def cannot_keep(asked: Question) -> Answer:
    """Said once."""
    if asked.standing.confidentiality_notice is None:
        return ALLOWED
    reason = _("You have said this already. The requesting side decides whether to continue.")
    return Denied(reason, "18(20)", "said_already")


def continue_anyway(asked: Question) -> Answer:
    """Only in answer to the notice."""
    if asked.standing.confidentiality_notice == "open":
        return ALLOWED
    reason = _("The requested side has not said that it cannot keep the request confidential.")
    return Denied(reason, "18(20)", "no_notice")
