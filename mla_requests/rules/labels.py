"""Labels that rules compare: m1, q2, i3."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied


def among(labels: Iterable[str], possible: Iterable[str], source: str) -> Answer:
    """Allowed if every label is one of the possible ones."""
    possible = list(possible)
    wrong = [label for label in labels if label not in possible]
    if not wrong:
        return ALLOWED
    words = {"wrong": ", ".join(wrong), "possible": ", ".join(possible) or _("none")}
    reason = _("This cannot be said of %(wrong)s now. Possible are: %(possible)s.") % words
    return Denied(reason, source, "not_this_measure")


def continues(labels: Iterable[str], last: int) -> bool:
    """Whether all labels are numbered beyond the last one used."""
    return all(int(label[1:]) > last for label in labels)


def first(*answers: Answer) -> Answer:
    """The first refusal, or allowed."""
    return next((answer for answer in answers if not answer), ALLOWED)
