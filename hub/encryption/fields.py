"""Reading the fields of parsed JSON: each returns the typed value or raises BadFormat."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hub.encryption.canonical import Json
from hub.encryption.errors import BadFormat, Downgrade

VERSION = 1
SUITE = 1
ZERO_HASH = "0" * 64
MAX_TEXT = 1_000_000

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_HASH = re.compile(r"[0-9a-f]{64}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_KIND = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def exact(value: Any, names: Iterable[str]) -> Json:
    """Return `value` if it is an object with exactly these names."""
    wanted = set(names)
    if not isinstance(value, dict) or set(value) != wanted:
        raise BadFormat("wrong-fields", f"exactly these fields are expected: {sorted(wanted)}")
    return value


def versioned(value: Any, names: Iterable[str], *, suite: bool = False) -> Json:
    """Like `exact`, after checking `v` (and `suite`): another version is a downgrade."""
    if not isinstance(value, dict):
        raise BadFormat("wrong-fields", "an object is expected")
    if not _is(value.get("v"), VERSION):
        raise Downgrade("unknown-version", "only version 1 is understood")
    if suite and not _is(value.get("suite"), SUITE):
        raise Downgrade("unknown-suite", "only suite 1 is understood")
    return exact(value, {"v", *names, *(("suite",) if suite else ())})


def items(value: Any) -> list[Any]:
    """Return `value` if it is a list."""
    if not isinstance(value, list):
        raise BadFormat("not-a-list", "a list is expected")
    return value


def text(value: Any, *, empty: bool = False, longest: int = 500) -> str:
    """Return text of at most `longest` characters, not empty unless allowed."""
    if not isinstance(value, str) or len(value) > longest or not (value or empty):
        raise BadFormat("bad-text", f"text of 1 to {longest} characters is expected")
    return value


def whole(value: Any, least: int = 0) -> int:
    """Return a whole number of at least `least`."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise BadFormat("bad-number", f"a whole number from {least} is expected")
    return value


def uuid(value: Any) -> str:
    """Return a lower-case UUID text."""
    return _match(_UUID, value, "bad-id", "a lower-case UUID is expected")


def hash_hex(value: Any) -> str:
    """Return a lower-case hexadecimal SHA-256."""
    return _match(_HASH, value, "bad-hash", "64 lower-case hexadecimal digits are expected")


def country(value: Any) -> str:
    """Return an ISO 3166-1 alpha-2 code."""
    return _match(_COUNTRY, value, "bad-country", "a two-letter country code is expected")


def kind(value: Any) -> str:
    """Return a dotted lower-case kind such as `mla.draft`."""
    return _match(_KIND, value, "bad-kind", "a dotted lower-case kind is expected")


def time(value: Any) -> str:
    """Return a UTC time of the form YYYY-MM-DDTHH:MM:SSZ that exists in the calendar."""
    moment = _match(_TIME, value, "bad-time", "a time YYYY-MM-DDTHH:MM:SSZ is expected")
    try:
        datetime.fromisoformat(moment)
    except ValueError as error:
        raise BadFormat("bad-time", "this day or hour does not exist") from error
    return moment


def one_of(value: Any, choices: Iterable[str]) -> str:
    """Return `value` if it is one of `choices`."""
    if not isinstance(value, str) or value not in set(choices):
        raise BadFormat("unknown-value", f"one of {sorted(choices)} is expected")
    return value


def _is(value: Any, wanted: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value == wanted


def _match(pattern: re.Pattern[str], value: Any, code: str, message: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise BadFormat(code, message)
    return value
