"""Guards of questions and consultations (UNTOC articles 18(16) and 18(26))."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied
from mla_requests.rules.question import Question


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


def consult(asked: Question) -> Answer:
    """A consultation leaves time to reply."""
    if asked.facts is None or asked.facts["reply_by"] > asked.now.date():
        return ALLOWED
    reason = _("The reply is wanted by a day that is not in the future. Leave the other side time to reply.")
    return Denied(reason, "18(26)", "no_time_to_reply")


def consult_reply(asked: Question) -> Answer:
    """One reply passes the ball back; more can be said in notes."""
    if not asked.standing.consultation_answered:
        return ALLOWED
    reason = _("Your side has replied already. Write a note to add to it.")
    return Denied(reason, "18(26)", "replied_already")


def continues(labels: Iterable[str], last: int) -> bool:
    """Whether all labels are numbered beyond the last one used."""
    return all(int(label[1:]) > last for label in labels)
