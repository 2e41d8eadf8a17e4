"""The shapes of the ledger's API for the OpenAPI description.

Reading them is documentation; checking is in `incoming`.
"""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer", "minimum": 0}
UUID: Schema = {"type": "string", "format": "uuid"}
HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
BYTES: Schema = {"type": "string", "contentEncoding": "base64"}
TIME: Schema = {"type": "string", "format": "date-time"}


def shape(**fields: Schema) -> Schema:
    """An object with exactly these fields."""
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def many(one: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": one}


def maybe(one: Schema) -> Schema:
    """This or null."""
    return {"oneOf": [one, {"type": "null"}]}


ENVELOPE = shape(payload=BYTES, payloadType=TEXT, signatures=many(shape(keyid=HASH, sig=BYTES)))
WRAP = shape(focal_point=UUID, generation=WHOLE, wrap=BYTES)
SHARED = shape(by=UUID, focal_point=UUID, generation=WHOLE, wrap=BYTES)
PART = shape(n=WHOLE, length=WHOLE, blocks_root=HASH)
SHOWN_PART = shape(n=WHOLE, length=WHOLE, blocks_root=HASH)
SHOWN_PART["properties"]["data"] = BYTES | {"description": "The ciphertext of a small part, with inline=yes."}
RECEIPT = shape(evidence=TEXT, focal_point=maybe(UUID), envelope=ENVELOPE)
ERASED = shape(focal_point=UUID, at=TIME, act=UUID, rule=TEXT)
EVENT = shape(
    id=UUID, seq=WHOLE, kind=TEXT, hash=HASH, envelope=ENVELOPE, wraps=many(WRAP), all_wraps=many(WRAP),
    shared=maybe(SHARED), parts=many(SHOWN_PART), accepted_at=TIME, at=TIME, receipts=many(RECEIPT),
    erased=many(ERASED),
)  # fmt: skip
EVENTS = shape(events=many(EVENT), next=maybe(WHOLE))
PARTY = shape(focal_point=UUID, country=TEXT, generation=WHOLE, kem=BYTES)
STREAM = shape(id=UUID, kind=TEXT, head_seq={"type": "integer"}, head_hash=HASH, parties=many(PARTY))
ACT = shape(envelope=ENVELOPE, wraps=many(WRAP), parts=many(shape(n=WHOLE, data=BYTES)))
ACCEPTED = shape(event=UUID, seq=WHOLE, hash=HASH, receipt=ENVELOPE)
UPLOAD_REQUEST = shape(stream=UUID, event=UUID, n=WHOLE, length=WHOLE)
UPLOAD = shape(id=UUID, block=WHOLE, have=many(WHOLE))
PROBLEM: Schema = {
    "type": "object",
    "properties": {"type": TEXT, "status": WHOLE, "code": TEXT, "detail": TEXT},
    "required": ["type", "status", "code", "detail"],
}
BUNDLE: Schema = {"type": "object"}
BINARY = OpenApiTypes.BINARY

PAGE = [
    OpenApiParameter("after", int, description="Only events after this place in the stream; -1 for all."),
    OpenApiParameter("before", int, description="The newest events before this place, still in order."),
    OpenApiParameter("limit", int, description="At most this many, 1 to 200."),
    OpenApiParameter("inline", str, enum=["yes"], description="With the ciphertext of small parts."),
]
PAGE_NUMBER = OpenApiParameter("page", int, description="0 for the first page.")
BLOCK_HASH = OpenApiParameter(
    "X-Block-SHA256",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="Lower-case hexadecimal SHA-256 of the block.",
)


def answers(good: dict[int, Any], *refused: int) -> dict[Any, Any]:
    """Responses by status; the refused ones are problem+json (RFC 9457)."""
    return good | {(status, "application/problem+json"): PROBLEM for status in refused}
