"""Guards of what outlives a request: return of originals and persons, safe conduct.

UNTOC article 18(10)-(12), 18(19) and 18(27).
"""

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied
from mla_requests.rules.labels import among
from mla_requests.rules.question import Question
from mla_requests.rules.sending import not_yet


def done(asked: Question) -> Answer:
    """The side that owes reports."""
    owed = [k for k, d in asked.standing.duties.items() if d.side == asked.side and d.state == "open"]
    return _named(asked, owed, _("Your side owes nothing here."))


def confirm(asked: Question) -> Answer:
    """The other side confirms, also without a report: it knows what came back."""
    due = [k for k, d in asked.standing.duties.items() if d.side != asked.side and d.state != "confirmed"]
    return _named(asked, due, _("The other side owes nothing here that you could confirm."))


def _named(asked: Question, possible: list[str], nothing: str) -> Answer:
    if not possible:
        return Denied(nothing, "18(19)", "nothing_owed")
    return ALLOWED if asked.facts is None else among(asked.facts["duties"], possible, "18(19)")


def safe_conduct(asked: Question) -> Answer:
    """Told about a measure of this request, not in the future."""
    if asked.facts is None:
        return ALLOWED
    answer = among([asked.facts["measure"]], asked.standing.measures, "18(27)")
    return answer if not answer or asked.facts["told"] <= asked.now.date() else not_yet()
