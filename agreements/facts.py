"""What each act on an agreement says in plain sight: exactly these keys, of exactly these shapes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hub.base.errors import Invalid
from hub.forms.agreed import BadRule, read_agreed

KEYS = {"pair.propose": {"pair", "to", "replaces", "rules"}}
SHORT = {"pair"}


def read(kind: str, facts: Any) -> dict[str, Any]:
    """The parsed facts. Raises Invalid (bad_facts) with the path of what is wrong in `field`."""
    keys = KEYS.get(kind, SHORT)
    if not isinstance(facts, Mapping) or set(facts) != keys:
        expected = ", ".join(sorted(keys))
        raise Invalid("bad_facts", _("An act of this kind states exactly these facts: %s.") % expected)
    found: dict[str, Any] = {name: _uuid(name, facts[name]) for name in keys & {"pair", "to"}}
    if kind == "pair.propose":
        found["replaces"] = None if facts["replaces"] is None else _uuid("replaces", facts["replaces"])
        found["rules"] = _rules(facts["rules"])
    return found


def _uuid(field: str, value: Any) -> UUID:
    try:
        found = UUID(value)
    except (ValueError, TypeError, AttributeError) as error:
        raise _bad(field) from error
    if str(found) != value:
        raise _bad(field)
    return found


def _rules(value: Any) -> dict[str, Any]:
    try:
        return read_agreed(value)
    except BadRule as error:
        raise _bad(error.field) from error


def _bad(field: str) -> Invalid:
    return Invalid("bad_facts", _("The fact “%s” is not in the expected form.") % field, field=field)
