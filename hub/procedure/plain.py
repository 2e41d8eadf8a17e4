"""A standing as plain JSON values and back: for the tables, for other programs, and for test vectors."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from hub.procedure.standing import Standing

# What a type says of itself: text that fromisoformat or the constructor reads again.
_TEXT = (UUID, Enum, datetime, date)


def to_plain(value: Any) -> Any:
    """JSON values of a standing or a part of it. Moments are ISO 8601 with their fraction of a second."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(one) for one in value]
    return _text(value) if isinstance(value, _TEXT) else value


def _text(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value)


def from_plain(values: Mapping[str, Any]) -> Standing:
    """The standing of which `to_plain` made these values. Fields with a default may be missing."""
    made: Standing = _object(Standing, values)
    return made


def part(name: str, value: Any) -> Any:
    """One field of a standing, from its plain value."""
    return _read(_hints(Standing)[name], value)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _object(kind: Any, values: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{name: _read(hints[name], value) for name, value in values.items()})


def _read(hint: Any, value: Any) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return None if value is None else _read(inner[0], value)
    if origin is tuple:
        return tuple(_read(inner[0], one) for one in value)
    if origin is not None:
        return {key: _read(inner[1], one) for key, one in value.items()}
    return _read_one(hint, value)


def _read_one(hint: Any, value: Any) -> Any:
    if is_dataclass(hint):
        return _object(hint, value)
    if hint in (date, datetime):
        return hint.fromisoformat(value)
    return hint(value) if issubclass(hint, UUID | Enum) else value
