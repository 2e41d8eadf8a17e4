"""Strict JSON from outside: what a database or a browser could not hold is refused at the door."""

from typing import Any

import orjson

from hub.base.errors import Invalid

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 32
MAX_INTEGER = 2**53 - 1


def load(data: bytes, longest: int = MAX_BYTES) -> Any:
    """Parse a request body (RFC 8259); raises Invalid for anything a row or a browser could not hold.

    Refused: more than `longest` bytes, depth over 32, numbers that are not whole or over 2^53-1, NUL in text.
    """
    if len(data) > longest:
        raise Invalid("too_large", f"The body has more than {longest} bytes. Send large parts as an upload.")
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Invalid("bad_json", "The body is not JSON in UTF-8.") from error
    _check(value, MAX_DEPTH)
    return value


def _check(value: Any, depth: int) -> None:
    if depth < 0:
        raise Invalid("bad_json", f"The JSON is nested deeper than {MAX_DEPTH} levels.")
    if isinstance(value, dict):
        for key, item in value.items():
            _check(key, depth - 1)
            _check(item, depth - 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth - 1)
    else:
        _check_scalar(value)


def _check_scalar(value: Any) -> None:
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > MAX_INTEGER):
        raise Invalid("bad_json", "Numbers are whole and not larger than 9007199254740991.")
    if isinstance(value, str) and "\x00" in value:
        raise Invalid("bad_json", "Texts cannot contain the NUL character.")
