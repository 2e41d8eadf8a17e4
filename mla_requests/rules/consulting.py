"""Guards of consultations and of the conditions that come of them (UNTOC articles 18(20), 18(26), 18(28))."""

from datetime import date

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied
from hub.procedure import Side, Status
from mla_requests.rules.labels import among, first
from mla_requests.rules.question import Question

# What the requested side intends, and what therefore only that side can open a consultation on.
INTENDED = ("refusal", "postponement", "conditions")


def consult(asked: Question) -> Answer:
    """A consultation leaves time to reply, and is about open measures."""
    facts = asked.facts
    if facts is None:
        return ALLOWED
    if facts["topic"] in INTENDED and asked.side != Side.REQUESTED:
        reason = _("Only the requested side consults on what it intends to do. Choose another topic.")
        return Denied(reason, "18(26)", "not_your_topic")
    return first(
        _time(facts["reply_by"], asked), among(facts["measures"], asked.standing.open_measures, "18(26)")
    )


def _time(reply_by: date, asked: Question) -> Answer:
    if reply_by > asked.now.date():
        return ALLOWED
    reason = _("The reply is wanted by a day that is not in the future. Leave the other side time to reply.")
    return Denied(reason, "18(26)", "no_time_to_reply")


def reply(asked: Question) -> Answer:
    """The other side replies, once; more can be said in notes."""
    talk = asked.standing.consultation
    if talk is not None and talk.by == asked.side:
        reason = _("Your side opened this consultation. The other side replies.")
        return Denied(reason, "18(26)", "own_consultation")
    if talk is not None and not talk.answered:
        return ALLOWED
    reason = _("Your side has replied already. Write a note to add to it.")
    return Denied(reason, "18(26)", "replied_already")


def end(asked: Question) -> Answer:
    """Whoever opened it ends it; the other side only after its own reply. Conditions wait for their day."""
    talk = asked.standing.consultation
    if asked.standing.status == Status.CONDITIONS_PROPOSED:
        return _take_back(asked)
    if talk is None or talk.by == asked.side or talk.answered:
        return ALLOWED
    reason = _("Reply to the consultation first. Then either side may end it.")
    return Denied(reason, "18(26)", "reply_first")


def _take_back(asked: Question) -> Answer:
    if asked.side != Side.REQUESTED:
        reason = _("Accept the conditions, propose something else, or withdraw the request.")
        return Denied(reason, "18(26)", "answer_conditions")
    clock = next((c for c in asked.standing.clocks if c.code == "conditions" and c.runs), None)
    if clock is None or clock.by is None or asked.now.date() > clock.by:
        return ALLOWED
    reason = _("The conditions wait for an answer until %s. You may take them back after that day.")
    return Denied(reason % clock.by, "18(26)", "reply_awaited")


def conditions(asked: Question) -> Answer:
    """Conditions for open measures, with time to think about them."""
    facts = asked.facts
    if facts is None:
        return ALLOWED
    return first(
        among(facts["measures"], asked.standing.open_measures, "18(26)"), _time(facts["reply_by"], asked)
    )


def held(asked: Question, topic: str) -> Answer:
    """Whether the consultation that the treaty asks for was held, or its time has run out."""
    talk = asked.standing.consultation
    if talk is None or talk.topic != topic:
        return Denied(_FIRST[topic](), "18(26)", "consult_first")
    if talk.answered or asked.now.date() > talk.reply_by:
        return ALLOWED
    reason = _("The other side has not replied yet and its time has not run out. Wait until after %s.")
    return Denied(reason % talk.reply_by, "18(26)", "reply_awaited")


def consulted_on(asked: Question, labels: list[str]) -> Answer:
    """Whether the consultation was about these measures."""
    talk = asked.standing.consultation
    return ALLOWED if talk is None or not talk.measures else among(labels, talk.measures, "18(26)")


_FIRST = {
    "refusal": lambda: _(
        "This consultation is not about refusal. End it and open one on an intended refusal."
    ),
    "postponement": lambda: _(
        "This consultation is not about postponement. End it and open one on an intended postponement."
    ),
}
