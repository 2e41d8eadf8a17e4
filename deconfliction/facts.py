"""What each act says in plain sight: exactly these keys, of exactly these shapes."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from deconfliction.states import AGREE, END, OPEN, REGISTER, WITHDRAW
from hub.base.errors import Invalid

TOKEN = re.compile(r"[0-9a-f]{64}")
DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")


def read(kind: str, facts: Any) -> dict[str, Any]:
    """The parsed facts. Raises Invalid unknown_kind, bad_facts with `field`."""
    shape = KEYS.get(kind)
    if shape is None:
        raise Invalid("unknown_kind", _("There is no such act here."), kind=kind)
    if not isinstance(facts, Mapping) or set(facts) != set(shape):
        expected = ", ".join(sorted(shape))
        raise Invalid("bad_facts", _("An act of this kind states exactly these facts: %s.") % expected)
    return {name: _one(name, reader, facts[name]) for name, reader in shape.items()}


def _one(field: str, reader: Callable[[str], Any], value: Any) -> Any:
    try:
        if isinstance(value, str):
            return reader(value)
    except ValueError:
        pass
    raise Invalid("bad_facts", _("The fact “%s” is not in the expected form.") % field, field=field)


def _uuid(value: str) -> UUID:
    found = UUID(value)
    if str(found) != value:
        raise ValueError
    return found


def _token(value: str) -> str:
    if TOKEN.fullmatch(value) is None:
        raise ValueError
    return value


def _day(value: str) -> date:
    if DAY.fullmatch(value) is None:
        raise ValueError
    return date.fromisoformat(value)


KEYS: dict[str, dict[str, Callable[[str], Any]]] = {
    OPEN: {"pair": _uuid, "to": _uuid},
    AGREE: {"pair": _uuid},
    END: {"pair": _uuid},
    REGISTER: {"registration": _uuid, "pair": _uuid, "token": _token, "until": _day},
    WITHDRAW: {"registration": _uuid},
}
