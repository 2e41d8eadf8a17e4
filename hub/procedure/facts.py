"""What each act says in plain sight: exactly these keys, of exactly these shapes. Everything else is sealed.

`read` parses as it checks: UUID text becomes UUID, date text becomes date. Labels are m1 (measures),
q1 (questions), f1 (deficiencies), i1 (items of a result), d1 (duties) and u1 (further uses).
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from hub.procedure.moves import MOVES, NOT_GROUNDS, WORDS

Read = Callable[[Any], Any]
MOST = 100
MOST_COUNTED = 1_000_000


class BadFact(ValueError):  # noqa: N818 - says what is bad
    """A fact is missing, too many, or of another shape; `key` names it, and is empty for a wrong set."""

    def __init__(self, key: str, expected: tuple[str, ...] = ()) -> None:
        super().__init__(key)
        self.key = key
        self.expected = expected


def read(kind: str, facts: Any) -> dict[str, Any]:
    """The parsed facts of an act. Raises BadFact; KeyError for an unknown kind."""
    shapes = MOVES[kind].facts
    if not isinstance(facts, Mapping) or set(facts) != set(shapes):
        raise BadFact("", tuple(sorted(shapes)))
    return {key: _read_one(key, shape, facts[key]) for key, shape in shapes.items()}


def _read_one(key: str, shape: str, value: Any) -> Any:
    try:
        return reader(shape)(value)
    except (ValueError, TypeError, KeyError) as error:
        raise BadFact(key) from error


@cache
def reader(shape: str) -> Read:
    """The reader of one shape of the table: "uuid", "labels:m", "map+:q:topics", a list of words …"""
    head, *rest = shape.split(":")
    if head.endswith("?"):
        return _maybe(reader(head[:-1]))
    if rest:
        return _COMPOUND[head](*rest)
    return _PLAIN.get(head) or _one_of(*_words(head))


def _words(name: str) -> tuple[str, ...]:
    # What is no ground is read too, so that the rule can say why.
    return (*WORDS[name], *NOT_GROUNDS) if name == "grounds" else WORDS[name]


def _only(value: Any, good: bool) -> Any:
    if not good:
        raise ValueError
    return value


def _text(value: Any) -> str:
    return str(_only(value, isinstance(value, str)))


def _uuid(value: Any) -> UUID:
    found = UUID(_text(value))
    _only(value, str(found) == value)
    return found


def _hash(value: Any) -> str:
    return str(_only(value, re.fullmatch(r"[0-9a-f]{64}", _text(value)) is not None))


def _flag(value: Any) -> bool:
    return bool(_only(value, isinstance(value, bool)))


def _count(value: Any) -> int:
    return int(_only(value, type(value) is int and 1 <= value <= 30000))


def _date(value: Any) -> date:
    """A day of this century or the next: others are slips of the pen, and no clock can count to them."""
    good = re.fullmatch(r"2[01][0-9]{2}-[0-9]{2}-[0-9]{2}", _text(value)) is not None
    return date.fromisoformat(_only(value, good))


def _moment(value: Any) -> datetime:
    """Whole seconds in UTC, e.g. 2026-11-22T03:10:00Z."""
    _date(_text(value)[:10])
    # strptime alone would also take digits of other scripts and missing zeros.
    _only(value, re.fullmatch(r"[0-9-]{10}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", value) is not None)
    return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _maybe(inner: Read) -> Read:
    return lambda value: None if value is None else inner(value)


def _one_of(*words: str) -> Read:
    return lambda value: _only(value, isinstance(value, str) and value in words)


def _label(letter: str) -> Read:
    return lambda value: _only(value, re.fullmatch(letter + r"[1-9][0-9]{0,2}", _text(value)) is not None)


def _list_of(inner: Read, least: int = 0) -> Read:
    """Distinct entries."""

    def whole(value: Any) -> list[Any]:
        _only(value, isinstance(value, list) and least <= len(value) <= MOST)
        found = [inner(one) for one in value]
        return list(_only(found, len(set(found)) == len(found)))

    return whole


def _by_label(letter: str, words: str, least: int = 0) -> Read:
    label, word = _label(letter), _one_of(*_words(words))

    def whole(value: Any) -> dict[str, str]:
        _only(value, isinstance(value, Mapping) and least <= len(value) <= MOST)
        return {label(key): word(one) for key, one in value.items()}

    return whole


def _rows(shape: Mapping[str, Read], key: str, least: int = 0) -> Read:
    """A list of objects of one shape in which all values under `key` are different."""

    def whole(value: Any) -> list[dict[str, Any]]:
        _only(value, isinstance(value, list) and least <= len(value) <= MOST)
        rows = [_row(shape, row) for row in value]
        return list(_only(rows, len({row[key] for row in rows}) == len(rows)))

    return whole


def _row(shape: Mapping[str, Read], row: Any) -> dict[str, Any]:
    _only(row, isinstance(row, Mapping) and set(row) == set(shape))
    return {key: inner(row[key]) for key, inner in shape.items()}


def _counts(value: Any) -> dict[str, int]:
    _only(value, isinstance(value, Mapping) and set(value) <= set(WORDS["counts"]))
    return {key: _only(n, type(n) is int and 0 <= n <= MOST_COUNTED) for key, n in value.items()}


_ITEM: dict[str, Read] = {
    "label": _label("i"),
    "measure": _label("m"),
    "file": _count,
    "limit": _one_of(*WORDS["limits"]),
    "return_by": _maybe(_date),
}
_PLAIN: dict[str, Read] = {
    "uuid": _uuid,
    "hash": _hash,
    "flag": _flag,
    "count": _count,
    "date": _date,
    "moment": _moment,
    "legal_basis": _one_of(*WORDS["legal_bases"]),
    "measures": _rows({"label": _label("m"), "code": _one_of(*WORDS["measures"])}, "label", 1),
    "links": _rows({"request": _uuid, "kind": _one_of(*WORDS["links"])}, "request"),
    "items": _rows(_ITEM, "label"),
    "counts": _counts,
}
_COMPOUND: dict[str, Callable[..., Read]] = {
    "label": _label,
    "labels": lambda letter: _list_of(_label(letter), 1),
    "labels0": lambda letter: _list_of(_label(letter)),
    "words": lambda name: _list_of(_one_of(*_words(name))),
    "map": _by_label,
    "map+": lambda letter, words: _by_label(letter, words, 1),
}
