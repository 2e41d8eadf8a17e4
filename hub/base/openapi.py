"""Pieces of OpenAPI 3.1 schemas, so that answers can be described where they are built."""

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
YES_OR_NO: Schema = {"type": "boolean"}
WHOLE: Schema = {"type": "integer", "minimum": 0}
PLACE: Schema = {"type": "integer", "minimum": -1}
UUID: Schema = {"type": "string", "format": "uuid"}
HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
BYTES: Schema = {"type": "string", "contentEncoding": "base64"}
TIME: Schema = {"type": "string", "format": "date-time"}
DAY: Schema = {"type": "string", "format": "date"}
COUNTRY: Schema = {"type": "string", "pattern": "^[A-Z]{2}$"}
OPEN: Schema = {"type": "object"}


def shape(**fields: Schema) -> Schema:
    """An object with these fields, all there."""
    return {"type": "object", "properties": fields, "required": list(fields)}


def many(one: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": one}


def maybe(one: Schema) -> Schema:
    """This or null."""
    return {"oneOf": [one, {"type": "null"}]}


PROBLEM = shape(type=TEXT, status=WHOLE, code=TEXT, detail=TEXT)
ENVELOPE = shape(payload=BYTES, payloadType=TEXT, signatures=many(shape(keyid=HASH, sig=BYTES)))


def answers(good: dict[int, Schema | None], *refusals: int) -> dict[Any, Any]:
    """The answers of one operation: JSON for the good ones, problem+json (RFC 9457) for the refusals."""
    said: dict[Any, Any] = {(status, "application/json"): body for status, body in good.items() if body}
    said |= {status: None for status, body in good.items() if body is None}
    return said | {(status, "application/problem+json"): PROBLEM for status in refusals}
