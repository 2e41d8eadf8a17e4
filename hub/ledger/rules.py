"""Who may add to a stream and open what is sealed. Seeing a stream is `visible_to`; these come after it."""

from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base.results import ALLOWED, Answer, Denied

NO_KEY = Denied(
    _("Only officers who hold a key of this focal point can do this. Ask an administrator for a seat."),
    source="Country chain: seats",
    code="no_key_seat",
)
NOT_RECIPIENT = Denied(
    _(
        "Only a focal point to which this was sent confirms that it was opened; yours sent it or was not "
        "among them."
    ),
    source="ETSI EN 319 522: retrieval",
    code="not_recipient",
)


def may_use_keys(by: Acting) -> Answer:
    """Signing and opening need a seat that holds the key of the post; an observer has none."""
    return ALLOWED if by.holds_key else NO_KEY
