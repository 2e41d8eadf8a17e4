"""What each act says in plain sight: exactly these keys. Everything else is sealed."""

from typing import Any

from django.utils.translation import gettext as _

from hub.base.errors import Invalid
from hub.threads import table


def read(kind: str, facts: Any) -> dict[str, Any]:
    """The checked facts of an act. Raises Invalid (bad_facts) for missing, extra or ill-shaped keys."""
    try:
        return table.read(kind, facts)
    except table.BadFact as error:
        raise _invalid(kind, error.key) from error


def _invalid(kind: str, key: str) -> Invalid:
    if key:
        return Invalid("bad_facts", _("The fact “%s” is not in the expected form.") % key, field=key)
    expected = ", ".join(sorted(table.KINDS[kind].facts))
    return Invalid("bad_facts", _("An act of this kind states exactly these facts: %s.") % expected)
