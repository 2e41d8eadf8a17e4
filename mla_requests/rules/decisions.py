"""Guards of acceptance and refusal, measure by measure (UNTOC articles 18(8), 18(9), 18(21)-(23), 18(26))."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied
from mla_requests.facts import NOT_GROUNDS
from mla_requests.rules.question import Question
from mla_requests.states import MeasureStatus


def accept(asked: Question) -> Answer:
    """Only measures that wait for a decision."""
    waiting = asked.standing.labels(MeasureStatus.REQUESTED)
    if not waiting:
        reason = _("Every measure is decided already.")
        return Denied(reason, "18(17)", "all_decided")
    return ALLOWED if asked.facts is None else among(asked.facts["measures"], waiting, "18(17)")


def refuse(asked: Question) -> Answer:
    """Consultation held on refusal, four eyes, a ground that the treaty knows, open measures only."""
    answer = _consulted(asked)
    if not answer:
        return answer
    if asked.officer == asked.standing.assessor:
        reason = _("You assessed this request, so a second officer must refuse it. Ask another approver.")
        return Denied(reason, "18(23)", "own_assessment")
    return ALLOWED if asked.facts is None else _grounds(asked)


def _consulted(asked: Question) -> Answer:
    standing = asked.standing
    if standing.consulted != "refusal":
        reason = _("This consultation is not about refusal. End it and open one on an intended refusal.")
        return Denied(reason, "18(26)", "consult_first")
    until = standing.consultation_reply_by
    if standing.consultation_answered or (until is not None and asked.now.date() > until):
        return ALLOWED
    reason = (
        _("The other side has not replied yet and its time has not run out. Wait until after %s.") % until
    )
    return Denied(reason, "18(26)", "reply_awaited")


def _grounds(asked: Question) -> Answer:
    refused = (asked.facts or {})["measures"]
    for ground in refused.values():
        if ground in NOT_GROUNDS:
            reason = _("Neither bank secrecy nor the fiscal nature of an offence is a ground for refusal.")
            return Denied(reason, NOT_GROUNDS[ground], "no_ground")
    return among(refused, asked.standing.open_measures, "18(21)")


def among(labels: Iterable[str], possible: Iterable[str], source: str) -> Answer:
    """Allowed if every label is one of the possible ones."""
    possible = list(possible)
    wrong = [label for label in labels if label not in possible]
    if not wrong:
        return ALLOWED
    words = {"wrong": ", ".join(wrong), "possible": ", ".join(possible) or _("none")}
    reason = _("This cannot be said of %(wrong)s now. Possible are: %(possible)s.") % words
    return Denied(reason, source, "not_this_measure")
