"""The plain facts of an act, read by the procedure; what is wrong with them is said to people."""

from typing import Any

from django.utils.translation import gettext as _

from hub import procedure
from hub.base.errors import Invalid


def read(kind: str, facts: Any) -> dict[str, Any]:
    """The parsed facts of an act. Raises Invalid (bad_facts) for missing, extra or ill-shaped keys."""
    try:
        return procedure.read(kind, facts)
    except procedure.BadFact as bad:
        if not bad.key:
            expected = ", ".join(bad.expected)
            text = _("An act of this kind states exactly these facts: %s.") % expected
            raise Invalid("bad_facts", text) from bad
        text = _("The fact “%s” is not in the expected form.") % bad.key
        raise Invalid("bad_facts", text, field=bad.key) from bad
