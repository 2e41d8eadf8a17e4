"""The plain facts of an entry, with refusals as people read them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from hub.base.errors import Invalid
from hub.base.results import Text
from hub.forms import register

WHY: Mapping[str, Text] = {
    "shape": _("This field of the entry is missing or not in the expected form."),
    "order": _("This date is before an earlier step. Check both dates."),
    "future": _("This date has not come yet."),
    "lone": _("An ending needs both the date and how it ended; a ground belongs to a refusal."),
}


def read(facts: Any, today: date) -> dict[str, Any]:
    """The parsed entry. Raises Invalid (bad_facts) with the field and, as `reason`, what is wrong with it."""
    try:
        return register.read(facts, today)
    except register.BadEntry as error:
        raise Invalid("bad_facts", WHY[error.why], field=error.field, reason=error.why) from error
