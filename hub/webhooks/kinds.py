"""What an endpoint can be told of: exact kinds, families, or everything."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from hub.base.errors import Invalid

SHAPE = re.compile(r"\*|[a-z]{2,12}\.(\*|[a-z_]{2,27})", re.ASCII)
MOST = 60
TEST = "webhook.test"
FAMILIES = [
    ("*", _("Everything")),
    ("mla.*", _("Every step of a request")),
    ("quick.*", _("Quick requests under the Protocols")),
    ("info.*", _("Spontaneous information")),
    ("thread.*", _("Conversations")),
    ("pair.*", _("Agreements with another country")),
    ("clock.*", _("Reminders and time limits that have passed")),
]
STEPS = [
    ("mla.transmit", _("A request was sent or received")),
    ("mla.acknowledge", _("A request was acknowledged")),
    ("mla.ask", _("A question was asked about a request")),
    ("mla.accept", _("A request was accepted")),
    ("mla.refuse", _("A request was refused")),
    ("mla.results", _("Results were sent or received")),
    ("mla.close", _("A request was closed")),
]
CHOICES = [*FAMILIES, *STEPS]


def checked(kinds: Iterable[str]) -> list[str]:
    """The kinds, each once and sorted. Raises Invalid bad_kinds."""
    found = sorted(set(kinds))
    if not found or len(found) > MOST or not all(SHAPE.fullmatch(kind) for kind in found):
        raise Invalid(
            "bad_kinds",
            _("Name at least one kind: * for all, a family like mla.*, or one like mla.results."),
            field="kinds",
        )
    return found
