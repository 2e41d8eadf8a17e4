"""Guards of results, their receipt, and the end of a request (UNTOC articles 18(17), 18(19), 18(24))."""

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied
from mla_requests.rules.decisions import among
from mla_requests.rules.dialogue import continues
from mla_requests.rules.question import Question
from mla_requests.states import DONE_MEASURE, MeasureStatus, Standing, Status

FINISHED = {
    Status.REFUSED: ("refused",),
    Status.WITHDRAWN: ("withdrawn",),
}


def send(asked: Question) -> Answer:
    """Results only for accepted measures; the last ones leave no measure without an outcome."""
    facts, standing = asked.facts, asked.standing
    if facts is None:
        return ALLOWED
    answer = among(facts["outcomes"], standing.labels(MeasureStatus.IN_EXECUTION), "18(17)")
    if not answer:
        return answer
    executed = standing.labels(MeasureStatus.IN_EXECUTION, *DONE_MEASURE)
    answer = among([item["measure"] for item in facts["items"]], executed, "18(19)")
    if not answer:
        return answer
    return _numbered(asked) if not facts["final"] else _final(asked)


def _numbered(asked: Question) -> Answer:
    facts, standing = asked.facts or {}, asked.standing
    if not continues([item["label"] for item in facts["items"]], standing.last_item):
        reason = _("These item numbers were used before. Go on from i%s.") % (standing.last_item + 1)
        return Denied(reason, "18(19)", "label_used")
    if facts["final"] or facts["outcomes"] or facts["items"]:
        return ALLOWED
    reason = _("Give an outcome or send an item. To report progress, report the status instead.")
    return Denied(reason, "18(24)", "nothing_sent")


def _final(asked: Question) -> Answer:
    told = (asked.facts or {})["outcomes"]
    silent = [label for label in asked.standing.open_measures if label not in told]
    if not silent:
        return _numbered(asked)
    reason = _("The last results must leave no measure open: %s. Decide on it or give its outcome.")
    return Denied(reason % ", ".join(silent), "18(17)", "measures_open")


def receive(asked: Question) -> Answer:
    """Receipt item by item; the receipt of the last results names every open item."""
    standing = asked.standing
    if standing.status == Status.IN_EXECUTION and not standing.open_items:
        reason = _("Nothing was sent that waits for your confirmation.")
        return Denied(reason, "18(24)", "nothing_to_receive")
    if asked.facts is None:
        return ALLOWED
    if standing.status == Status.IN_EXECUTION and not asked.facts["items"]:
        return _every_item(standing)
    answer = among(asked.facts["items"], standing.open_items, "18(24)")
    if not answer or standing.status == Status.IN_EXECUTION:
        return answer
    return ALLOWED if set(asked.facts["items"]) == set(standing.open_items) else _every_item(standing)


def _every_item(standing: Standing) -> Denied:
    reason = _("Say of each item whether it arrived: %s.") % ", ".join(standing.open_items)
    return Denied(reason, "18(24)", "name_items")


def close(asked: Question) -> Answer:
    """The outcome fits what happened, so that statistics can be believed (FATF R.33)."""
    if asked.facts is None:
        return ALLOWED
    fits = _fitting(asked.standing)
    if asked.facts["outcome"] in fits:
        return ALLOWED
    reason = _("This outcome does not fit what happened to the measures. Possible is: %s.") % ", ".join(fits)
    return Denied(reason, "FATF R.33", "outcome_differs")


def _fitting(standing: Standing) -> tuple[str, ...]:
    if standing.status != Status.RESULTS_RECEIVED:
        return FINISHED[standing.status]
    found = {m.status for m in standing.measures.values()}
    if found == {MeasureStatus.EXECUTED}:
        # The requesting side may still find that what arrived did not answer the whole need.
        return ("assisted", "partly")
    helped = found & {MeasureStatus.EXECUTED, MeasureStatus.PARTIAL}
    return ("partly",) if helped else ("not_possible",)
