"""Who may read what a country's officers did, and what the country uses."""

from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.rules import administers
from hub.base.results import ALLOWED, Answer, Denied

NOT_ADMINISTRATOR = Denied(
    _(
        "Only an administrator of your country's keys may look at this. The list of officers names the "
        "administrators."
    ),
    code="not_administrator",
)


def may_oversee(by: Acting) -> Answer:
    """Administrators see their own country's record; the Secretariat's see the Secretariat's."""
    return ALLOWED if administers(by.officer) else NOT_ADMINISTRATOR
