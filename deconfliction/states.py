"""The few acts of blind deconfliction and where a pair stands. No database here."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hub.base.results import Text

OPEN, AGREE, END = "blind.open", "blind.agree", "blind.end"
REGISTER, WITHDRAW = "blind.register", "blind.withdraw"
HIT = "blind.hit"
OF_PAIRS = frozenset({OPEN, AGREE, END})
OF_REGISTRATIONS = frozenset({REGISTER, WITHDRAW})
MOST_DAYS = 366

DONE: dict[str, Text] = {
    OPEN: _("Comparing was proposed"),
    AGREE: _("Comparing was agreed"),
    END: _("Comparing was ended"),
    REGISTER: _("An identifier was registered"),
    WITHDRAW: _("A registration was withdrawn"),
    HIT: _("You and another country hold a case on the same identifier"),
}


class Status(models.TextChoices):
    """Where a pair of posts is."""

    PROPOSED = "proposed", _("Proposed")
    IN_FORCE = "in_force", _("In force")
    ENDED = "ended", pgettext_lazy("pair of posts", "Ended")
