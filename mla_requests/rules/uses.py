"""Guards of further uses and exculpatory notices (UNTOC article 18(19))."""

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied
from mla_requests.rules.labels import among, continues
from mla_requests.rules.question import Question

SOURCE = "18(19)"


def items_of(asked: Question) -> Answer:
    """Items that were delivered."""
    delivered = asked.standing.items
    if not delivered:
        reason = _("Nothing was delivered under this request yet.")
        return Denied(reason, SOURCE, "no_items")
    return ALLOWED if asked.facts is None else among(asked.facts["items"], delivered, SOURCE)


def ask(asked: Question) -> Answer:
    """About delivered items, under a new number."""
    answer = items_of(asked)
    if not answer or asked.facts is None:
        return answer
    last = max((int(label[1:]) for label in asked.standing.uses), default=0)
    if continues([asked.facts["use"]], last):
        return ALLOWED
    reason = _("This number was used before. Go on from u%s.") % (last + 1)
    return Denied(reason, SOURCE, "label_used")


def answer(asked: Question) -> Answer:
    """What was asked and is not answered."""
    waiting = [label for label, use in asked.standing.uses.items() if not use.answer]
    if not waiting:
        reason = _("No further use waits for your answer.")
        return Denied(reason, SOURCE, "nothing_asked")
    return ALLOWED if asked.facts is None else among([asked.facts["use"]], waiting, SOURCE)
