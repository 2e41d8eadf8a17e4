"""Guards of decisions, measure by measure (UNTOC articles 18(8), 18(9), 18(21)-(23), 18(25)-(26))."""

from datetime import timedelta

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied
from hub.procedure import NOT_GROUNDS, OPEN_MEASURE, MeasureStatus
from hub.procedure.clocks import find
from mla_requests.rules.consulting import consulted_on, held
from mla_requests.rules.labels import among, first
from mla_requests.rules.question import Question

WAITING = (MeasureStatus.REQUESTED, MeasureStatus.POSTPONED)
# What is already postponed is not postponed again: its review day is moved by resuming it first.
POSTPONABLE = OPEN_MEASURE - {MeasureStatus.POSTPONED, MeasureStatus.CONDITIONS}


def accept(asked: Question) -> Answer:
    """Only measures that wait for a decision."""
    waiting = asked.standing.labels(*WAITING)
    if not waiting:
        reason = _("Every measure is decided already.")
        return Denied(reason, "18(17)", "all_decided")
    return ALLOWED if asked.facts is None else among(asked.facts["measures"], waiting, "18(17)")


def refuse(asked: Question) -> Answer:
    """Consultation held on refusal, four eyes, a ground that the treaty knows, open measures only."""
    answer = held(asked, "refusal")
    if not answer:
        return answer
    if asked.officer == asked.standing.assessor:
        reason = _("You assessed this request, so a second officer must refuse it. Ask another approver.")
        return Denied(reason, "18(23)", "own_assessment")
    return ALLOWED if asked.facts is None else _grounds(asked)


def _grounds(asked: Question) -> Answer:
    refused = (asked.facts or {})["measures"]
    for ground in refused.values():
        if ground in NOT_GROUNDS:
            reason = _("Neither bank secrecy nor the fiscal nature of an offence is a ground for refusal.")
            return Denied(reason, NOT_GROUNDS[ground], "no_ground")
        if asked.around.grounds is not None and ground not in asked.around.grounds:
            reason = _("The legal basis of this request does not know this ground for refusal.")
            return Denied(reason, "18(7)", "no_ground_here")
    return first(among(refused, asked.standing.open_measures, "18(21)"), consulted_on(asked, list(refused)))


def postpone(asked: Question) -> Answer:
    """Consultation held on postponement, and a day on which it is looked at again."""
    answer = held(asked, "postponement")
    if not answer or asked.facts is None:
        return answer
    if asked.facts["review_by"] <= asked.now.date():
        reason = _("The review is on a day that is not in the future. Give a later day.")
        return Denied(reason, "18(25)", "past_day")
    labels = asked.facts["measures"]
    return first(among(labels, asked.standing.labels(*POSTPONABLE), "18(25)"), consulted_on(asked, labels))


def resume(asked: Question) -> Answer:
    """Only what is postponed."""
    postponed = asked.standing.labels(MeasureStatus.POSTPONED)
    if not postponed:
        reason = _("No measure is postponed.")
        return Denied(reason, "18(25)", "none_postponed")
    return ALLOWED if asked.facts is None else among(asked.facts["measures"], postponed, "18(25)")


def extend(asked: Question) -> Answer:
    """Once, and at most by the days that the rules allow, counted from when the decision is due."""
    clock = find(asked.standing.clocks, "decision")
    if clock is None:
        reason = _("Every measure is decided, so there is no time to extend.")
        return Denied(reason, "EIO 12(5)", "all_decided")
    if clock.extended:
        reason = _("The time to decide was extended once already. Decide, or consult the other side.")
        return Denied(reason, "EIO 12(5)", "extended_already")
    if asked.facts is None:
        return ALLOWED
    due = asked.around.decision_due or clock.started.date() + timedelta(days=30)
    last = due + timedelta(days=asked.around.extension)
    if asked.now.date() < asked.facts["until"] <= last:
        return ALLOWED
    reason = _("Choose a day after today and not later than %s.") % last
    return Denied(reason, "EIO 12(5)", "too_long")
