"""The hub's signed word about time: a limit that passed, or the opening that ended the wait for delivery.

It carries no content: which request, which clock, whose turn it was, until when, and when it was recorded.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.encryption import dsse, fields
from hub.encryption.canonical import Json, canonical, parse
from hub.encryption.errors import BadFormat
from hub.encryption.keys import keyid

KINDS = ("sys.delivered", "sys.undelivered", "sys.lapsed", "sys.closed")
SIDES = ("requesting", "requested", "conducting", "nobody")
_NAMES = ("hub", "request", "kind", "clock", "ref", "side", "due", "at")
_EXACT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d{6}Z", re.ASCII)


def make_lapse(hub_private: Ed25519PrivateKey, **values: Any) -> Json:
    """Return the hub's signed statement.

    Values: hub, request, kind, clock, ref (label or ""), side, due (seconds, or None) and `at`, which has
    microseconds since it orders the statement among the acts. Raises BadFormat.
    """
    payload = canonical({"v": fields.VERSION, **values})
    _read(payload)
    name = keyid(hub_private.public_key().public_bytes_raw())
    return dsse.sign(dsse.LAPSE, payload, [(name, hub_private)])


def check_lapse(envelope: Any, hub_public: bytes) -> Json:
    """Return the statement if the hub's key signed it; raises Refused."""
    return _read(dsse.verify(envelope, dsse.LAPSE, {keyid(hub_public): hub_public}))


def _read(payload: bytes) -> Json:
    found = fields.versioned(parse(payload), _NAMES)
    fields.text(found["hub"])
    fields.uuid(found["request"])
    fields.one_of(found["kind"], KINDS)
    fields.kind(found["clock"])
    fields.text(found["ref"], empty=True, longest=8)
    fields.one_of(found["side"], SIDES)
    if found["due"] is not None:
        fields.time(found["due"])
    exact_time(found["at"])
    return found


def exact_time(value: Any) -> datetime:
    """Read a UTC time YYYY-MM-DDTHH:MM:SS.ffffffZ; raises BadFormat."""
    found = _EXACT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise BadFormat("bad-time", "a time YYYY-MM-DDTHH:MM:SS.ffffffZ is expected")
    fields.time(f"{found[1]}Z")
    return datetime.fromisoformat(value)
