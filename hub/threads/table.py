"""The table of acts on a conversation as typed rows, and the reader of their plain facts.

The JSON beside this file is also served to browsers. Ids, days and moments stay the text that was signed, so
that a standing is plain JSON in every language.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from hub.encryption.canonical import unb64
from hub.encryption.errors import Refused
from hub.encryption.hpke import WRAP_LENGTH

Words = Mapping[str, str]
FEWEST, MOST = 2, 25
MOST_NAMED = 300
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)
_DAY = re.compile(r"2[01]\d\d-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"2[01]\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


@dataclass(frozen=True)
class Kind:
    """One kind of act: its plain facts {key: shape}, its words, and whether a closed conversation takes it.

    `tells`: "all" puts it into the inbox of other members, "say" as messages are told, "nobody" only rings.
    """

    kind: str
    facts: Mapping[str, str]
    closed: bool
    tells: str
    source: str
    label: Words
    done: Words


class BadFact(ValueError):  # noqa: N818 - says what is bad
    """A fact is missing, too many, or of another shape; `key` names it, and is empty for a wrong set."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def load() -> dict[str, Any]:
    """The table as it is in the file."""
    text = files("hub.threads").joinpath("data", "threads.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _kind(row: Mapping[str, Any]) -> Kind:
    return Kind(**{**row, "facts": {"thread": "uuid", **row["facts"]}})


TABLE = load()
KINDS: dict[str, Kind] = {row["kind"]: _kind(row) for row in TABLE["kinds"]}
WORDS: dict[str, tuple[str, ...]] = {
    name: tuple(word["code"] for word in rows) for name, rows in TABLE["words"].items()
}


def read(kind: str, facts: Any) -> dict[str, Any]:
    """The facts of an act, once they are exactly those of its kind, each in its shape.

    Raises BadFact; KeyError for an unknown kind.
    """
    shapes = KINDS[kind].facts
    if not isinstance(facts, Mapping) or set(facts) != set(shapes):
        raise BadFact("")
    return {key: _one(key, shape, facts[key]) for key, shape in shapes.items()}


def _one(key: str, shape: str, value: Any) -> Any:
    if shape.endswith("?"):
        return None if value is None else _one(key, shape[:-1], value)
    try:
        return _READERS[shape](value) if shape in _READERS else _word(shape, value)
    except (ValueError, TypeError, Refused) as error:
        raise BadFact(key) from error


def _only(value: Any, good: bool) -> Any:
    if not good:
        raise ValueError
    return value


def _text(value: Any) -> str:
    return str(_only(value, isinstance(value, str)))


def _word(name: str, value: Any) -> str:
    return str(_only(value, _text(value) in WORDS[name]))


def _uuid(value: Any) -> str:
    return str(_only(value, _UUID.fullmatch(_text(value)) is not None))


def _day(value: Any) -> str:
    found = str(_only(value, _DAY.fullmatch(_text(value)) is not None))
    date.fromisoformat(found)
    return found


def _moment(value: Any) -> str:
    """Whole seconds in UTC; as text they stand in the order of time."""
    found = str(_only(value, _MOMENT.fullmatch(_text(value)) is not None))
    datetime.strptime(found, "%Y-%m-%dT%H:%M:%S%z")
    return found


def _flag(value: Any) -> bool:
    return bool(_only(value, isinstance(value, bool)))


def _list_of(inner: Callable[[Any], str], least: int = 0, most: int = MOST_NAMED) -> Callable[[Any], Any]:
    """Distinct entries."""

    def whole(value: Any) -> list[str]:
        _only(value, isinstance(value, list) and least <= len(value) <= most)
        found = [inner(one) for one in value]
        return list(_only(found, len(set(found)) == len(found)))

    return whole


def _members(value: Any) -> list[str]:
    found = _list_of(_uuid, FEWEST, MOST)(value)
    return list(_only(found, found == sorted(found)))


def _wraps(value: Any) -> dict[str, str]:
    """{event: its key, wrapped to the newcomer}, 80 bytes each in base64."""
    _only(value, isinstance(value, Mapping) and len(value) <= MOST_NAMED)
    for wrap in value.values():
        unb64(wrap, WRAP_LENGTH)
    return {_uuid(event): _text(wrap) for event, wrap in value.items()}


_READERS: dict[str, Callable[[Any], Any]] = {
    "uuid": _uuid,
    "uuids": _list_of(_uuid),
    "uuids+": _list_of(_uuid, 1),
    "members": _members,
    "wraps": _wraps,
    "flag": _flag,
    "date": _day,
    "moment": _moment,
    "ways": _list_of(lambda value: _word("ways", value), 1),
}
