"""Canonical JSON, strict base64 and the framing under every hash, key and context string."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import Any

from hub.encryption.errors import BadFormat

Field = str | int | bytes
Json = dict[str, Any]

MAX_INTEGER = 2**53 - 1  # what a browser's number holds exactly
MAX_DEPTH = 32


def canonical(value: Any) -> bytes:
    """Return the one accepted encoding of `value`: UTF-8, sorted ASCII keys, no white space.

    Accepts str, int (|n| <= 2^53-1), bool, None, list and dict; raises BadFormat for the rest.
    """
    _check(value, MAX_DEPTH)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def parse(data: bytes) -> Any:
    """Return the value of canonical JSON `data`; any other spelling raises BadFormat.

    Demanding `canonical(value) == data` refuses repeated names, floats, white space and odd
    escapes at once, so that two readers can never see two meanings in the same signed bytes.
    """
    try:
        value = json.loads(data.decode("utf-8"))
        same = canonical(value) == data
    except (ValueError, RecursionError) as error:
        raise BadFormat("not-json", "this is not canonical JSON") from error
    if not same:
        raise BadFormat("not-canonical", "the JSON is not in its canonical form")
    return value


def b64(data: bytes) -> str:
    """Return standard base64 with padding (RFC 4648, section 4)."""
    return base64.b64encode(data).decode("ascii")


def unb64(text: Any, length: int | None = None) -> bytes:
    """Decode strict base64; `length` (bytes) is demanded when given. Raises BadFormat."""
    if not isinstance(text, str):
        raise BadFormat("not-base64", "a base64 text is expected")
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadFormat("not-base64", "this is not base64") from error
    if b64(data) != text:
        raise BadFormat("not-base64", "the base64 is not in its canonical form")
    if length is not None and len(data) != length:
        raise BadFormat("wrong-length", f"{length} bytes are expected, not {len(data)}")
    return data


def frame(label: str, *fields: Field) -> bytes:
    """Join fields without ambiguity: b"hub/v1/" label 0x00, then u32be length and bytes of each."""
    pieces = [b"hub/v1/", label.encode("ascii"), b"\x00"]
    for field in fields:
        data = _field_bytes(field)
        pieces += [len(data).to_bytes(4, "big"), data]
    return b"".join(pieces)


def sha256hex(data: bytes) -> str:
    """Return the lower-case hexadecimal SHA-256 of `data`."""
    return hashlib.sha256(data).hexdigest()


def _field_bytes(field: Field) -> bytes:
    if isinstance(field, bytes):
        return field
    if isinstance(field, str):
        return field.encode()
    if isinstance(field, bool) or field < 0:
        raise BadFormat("bad-field", "only text, bytes and whole numbers can be framed")
    return str(field).encode("ascii")


def _check(value: Any, depth: int) -> None:
    if depth < 0:
        raise BadFormat("too-deep", f"JSON deeper than {MAX_DEPTH} levels")
    if isinstance(value, dict):
        for key, item in value.items():
            _check_key(key)
            _check(item, depth - 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth - 1)
    else:
        _check_scalar(value)


def _check_key(key: Any) -> None:
    if not isinstance(key, str) or not key.isascii():
        raise BadFormat("bad-name", "names in signed JSON are ASCII text")


def _check_scalar(value: Any) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        _check_text(value)
    elif not isinstance(value, int):
        raise BadFormat("bad-type", f"{type(value).__name__} cannot be signed")
    elif abs(value) > MAX_INTEGER:
        raise BadFormat("number-too-large", "whole numbers end at 2^53-1")


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadFormat("bad-text", "half a character (lone surrogate)") from error
