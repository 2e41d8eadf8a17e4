"""What each act says in plain sight: exactly these keys, of exactly these shapes. Everything else is sealed.

`read` parses as it checks: UUID text becomes UUID, date text becomes date. Labels are m1 (measures),
q1 (questions) and i1 (items of a result).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hub.base.errors import Invalid
from hub.forms import schema

Read = Callable[[Any], Any]
MOST = 100
GROUNDS = ("18.9", "18.21.a", "18.21.b", "18.21.c", "18.21.d")
NOT_GROUNDS = {"18.8": "18(8)", "18.22": "18(22)"}
TOPICS = ("refusal", "conditions", "costs", "confidentiality")
OUTCOMES = ("executed", "partial", "not_possible")
CLOSINGS = ("assisted", "partly", "not_possible", "refused", "withdrawn")
LIMITS = ("18.19", "none", "text")


def read(kind: str, facts: Any) -> dict[str, Any]:
    """The parsed facts of an act. Raises Invalid (bad_facts) for missing, extra or ill-shaped keys."""
    shape = SHAPES[kind]
    if not isinstance(facts, Mapping) or set(facts) != set(shape):
        expected = ", ".join(sorted(shape))
        raise Invalid("bad_facts", _("An act of this kind states exactly these facts: %s.") % expected)
    return {key: _read_one(key, reader, facts[key]) for key, reader in shape.items()}


def _read_one(key: str, reader: Read, value: Any) -> Any:
    try:
        return reader(value)
    except (ValueError, TypeError, KeyError) as error:
        raise Invalid(
            "bad_facts", _("The fact “%s” is not in the expected form.") % key, field=key
        ) from error


def _uuid(value: Any) -> UUID:
    found = UUID(_text(value))
    _only(value, str(found) == value)
    return found


def _text(value: Any) -> str:
    return str(_only(value, isinstance(value, str)))


def _only(value: Any, good: bool) -> Any:
    if not good:
        raise ValueError
    return value


def _hash(value: Any) -> str:
    return str(_only(value, re.fullmatch(r"[0-9a-f]{64}", _text(value)) is not None))


def _flag(value: Any) -> bool:
    return bool(_only(value, isinstance(value, bool)))


def _count(value: Any) -> int:
    return int(_only(value, type(value) is int and 1 <= value <= 30000))


def _date(value: Any) -> date:
    """A day of this century or the next: others are slips of the pen, and no clock can count to them."""
    return date.fromisoformat(
        _only(value, re.fullmatch(r"2[01][0-9]{2}-[0-9]{2}-[0-9]{2}", _text(value)) is not None)
    )


def _maybe_date(value: Any) -> date | None:
    return None if value is None else _date(value)


def _one_of(*words: str) -> Read:
    return lambda value: _only(value, isinstance(value, str) and value in words)


def _label(letter: str) -> Read:
    return lambda value: _only(value, re.fullmatch(letter + r"[1-9][0-9]{0,2}", _text(value)) is not None)


def _labels(letter: str) -> Read:
    def reader(value: Any) -> list[str]:
        _only(value, isinstance(value, list) and 0 < len(value) <= MOST)
        found = [_label(letter)(label) for label in value]
        return list(_only(found, len(set(found)) == len(found)))

    return reader


def _by_label(letter: str, reader: Read) -> Read:
    def whole(value: Any) -> dict[str, Any]:
        _only(value, isinstance(value, Mapping) and len(value) <= MOST)
        return {_label(letter)(label): reader(word) for label, word in value.items()}

    return whole


def _some(reader: Read) -> Read:
    return lambda value: _only(reader(value), bool(value))


def _rows(shape: Mapping[str, Read]) -> Read:
    """A list of objects of one shape whose labels are all different."""

    def reader(value: Any) -> list[dict[str, Any]]:
        _only(value, isinstance(value, list) and len(value) <= MOST)
        rows = [_row(shape, row) for row in value]
        return list(_only(rows, len({row["label"] for row in rows}) == len(rows)))

    return reader


def _row(shape: Mapping[str, Read], row: Any) -> dict[str, Any]:
    _only(row, isinstance(row, Mapping) and set(row) == set(shape))
    return {key: reader(row[key]) for key, reader in shape.items()}


_CONTENT: dict[str, Read] = {
    "measures": _some(_rows({"label": _label("m"), "code": _one_of(*schema.codes("measures"))})),
    "legal_basis": _one_of(*schema.codes("legal_bases")),
    "urgent": _flag,
    "wanted_by": _maybe_date,
    "commitment": _hash,
}
_ITEM: dict[str, Read] = {
    "label": _label("i"),
    "measure": _label("m"),
    "file": _count,
    "limit": _one_of(*LIMITS),
}
_OWN: dict[str, dict[str, Read]] = {
    "mla.draft": {"to": _uuid, "number": _count, **_CONTENT},
    "mla.submit": {"version": _uuid},
    "mla.return_draft": {"version": _uuid},
    "mla.approve": {"version": _uuid, "commitment": _hash},
    "mla.discard": {},
    "mla.transmit": _CONTENT,
    "mla.acknowledge": {"decision_expected": _maybe_date},
    "mla.assess": {},
    "mla.ask": {"questions": _labels("q")},
    "mla.answer": {"answers": _some(_by_label("q", _one_of("answered", "cannot_provide")))},
    "mla.consult": {"topic": _one_of(*TOPICS), "reply_by": _date},
    "mla.consult_reply": {},
    "mla.consult_end": {},
    "mla.accept": {"measures": _labels("m")},
    "mla.refuse": {"measures": _some(_by_label("m", _one_of(*GROUNDS, *NOT_GROUNDS)))},
    "mla.execute": {},
    "mla.results": {"outcomes": _by_label("m", _one_of(*OUTCOMES)), "items": _rows(_ITEM), "final": _flag},
    "mla.receive": {"items": _by_label("i", _one_of("received", "missing"))},
    "mla.close": {"outcome": _one_of(*CLOSINGS)},
    "mla.withdraw": {},
    "mla.note": {},
    "mla.status_query": {},
    "mla.status_update": {},
}
SHAPES: dict[str, dict[str, Read]] = {kind: {"request": _uuid, **shape} for kind, shape in _OWN.items()}
