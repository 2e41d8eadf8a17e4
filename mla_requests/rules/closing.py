"""Guards of the end of a request (FATF R.33, INR.40; UNTOC article 18(24))."""

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied
from hub.procedure import MeasureStatus, Standing, Status
from mla_requests.rules.question import Question

FINISHED = {
    Status.REFUSED: ("refused",),
    Status.WITHDRAWN: ("withdrawn",),
    Status.REDIRECTED: ("redirected",),
    Status.RETURNED: ("returned",),
}


def close(asked: Question) -> Answer:
    """The outcome fits what happened, so that statistics can be believed."""
    standing = asked.standing
    if standing.closing is not None:
        reason = _("You have proposed to close this request. The other side confirms or lets its time pass.")
        return Denied(reason, "FATF R.33", "proposed_already")
    if standing.open_items:
        reason = _("Say first of each item whether it arrived: %s.") % ", ".join(standing.open_items)
        return Denied(reason, "18(24)", "name_items")
    if asked.facts is None:
        return ALLOWED
    return first_fitting(standing, asked.facts["outcome"])


def first_fitting(standing: Standing, outcome: str) -> Answer:
    """Whether an outcome is one of those possible."""
    fits = _fitting(standing)
    if outcome in fits:
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


def confirm(asked: Question) -> Answer:
    """Only an answer to a proposal."""
    if asked.standing.closing is not None:
        return ALLOWED
    reason = _("The requesting side has not proposed to close this request.")
    return Denied(reason, "FATF R.33", "nothing_proposed")
