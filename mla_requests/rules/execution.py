"""Guards of execution (UNTOC articles 18(10)-(12), 18(17))."""

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied
from hub.procedure import MeasureStatus
from mla_requests.rules.labels import among, first
from mla_requests.rules.question import Question

GONE = {MeasureStatus.REFUSED, MeasureStatus.WITHDRAWN, MeasureStatus.NOT_POSSIBLE}


def execute(asked: Question) -> Answer:
    """Something accepted waits for its execution."""
    if asked.standing.labels(MeasureStatus.ACCEPTED):
        return ALLOWED
    reason = _("No accepted measure waits for its execution.")
    return Denied(reason, "18(17)", "none_accepted")


def executed(asked: Question) -> Answer:
    """An outcome for measures being executed; the procedure followed only for those."""
    running = asked.standing.labels(MeasureStatus.IN_EXECUTION)
    if not running:
        reason = _("No measure is being executed now.")
        return Denied(reason, "18(17)", "none_running")
    if asked.facts is None:
        return ALLOWED
    outcomes = asked.facts["outcomes"]
    return first(among(outcomes, running, "18(17)"), among(asked.facts["procedure"], outcomes, "18(17)"))


def measure_of(asked: Question) -> Answer:
    """A measure that was not given up, and a day to come."""
    alive = [label for label, m in asked.standing.measures.items() if m.status not in GONE]
    if asked.facts is None:
        return ALLOWED if alive else Denied(_("No measure is left."), "18(17)", "none_left")
    answer = among([asked.facts["measure"]], alive, "18(17)")
    day = asked.facts.get("expires") or asked.facts.get("return_by")
    if not answer or day is None or day > asked.now.date():
        return answer
    return Denied(_("This day is not in the future. Give a later one."), "18(17)", "past_day")
