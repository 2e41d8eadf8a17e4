"""Families of kinds: all that an e-mail says, and how much a kind presses."""

from django.utils.translation import gettext_lazy as _

from hub.base.results import Text
from hub.notifications.models import URGENT

ESCALATED, UNANSWERED = "thread.escalated", "thread.unanswered"
# These may come in quiet hours, if the officer has not refused that.
PRESSING = frozenset({URGENT, ESCALATED, UNANSWERED, "clock.escalated"})
GRAVE = PRESSING | {"clock.overdue", "webhook.disabled", "followup.overdue"}
OTHER = "hub"
# One of them, and the word beside a count.
FAMILIES: dict[str, tuple[Text, Text]] = {
    "thread": (_("New in a conversation"), _("Conversations")),
    "mla": (_("New on a request"), _("Requests")),
    "quick": (_("New on a quick request"), _("Quick requests")),
    "info": (_("New on shared information"), _("Shared information")),
    "pair": (_("New on an agreement"), _("Agreements")),
    "blind": (_("New in blind comparing"), _("Blind comparing")),
    "clock": (_("A time limit"), _("Time limits")),
    "account": (_("New about your account"), _("Accounts and seats")),
    "conference": (_("New at a conference"), _("Conferences")),
    "followup": (_("New in the follow-up of recommendations"), _("Follow-up of recommendations")),
    "library": (_("New in the library"), _("Library")),
    OTHER: (_("New on the hub"), _("Other")),
}
_SAME = {"sys": "mla", "officer": "account", "seat": "account", "chain": "account", "draft": "conference"}


def family(kind: str) -> str:
    """The family of a kind: "mla" of "mla.submit"; "hub" for what has no family of its own."""
    first = kind.partition(".")[0]
    first = _SAME.get(first, first)
    return first if first in FAMILIES else OTHER
