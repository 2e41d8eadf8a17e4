"""Signatures after the Standard Webhooks specification 1.0: what a receiver needs to trust a delivery.

webhook-id         the same at every try, so that a receiver can leave out what it has seen
webhook-timestamp  seconds since 1970 at this try; a receiver refuses one older than five minutes
webhook-signature  "v1," and base64 of HMAC-SHA256 over "{id}.{timestamp}.{body}", one for each secret
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"
BYTES = 32
TOLERANCE = 300


def new_secret() -> bytes:
    """32 random bytes; the specification asks for 24 to 64."""
    return secrets.token_bytes(BYTES)


def shown(secret: bytes) -> str:
    """The secret as libraries for Standard Webhooks take it: whsec_ and base64."""
    return PREFIX + base64.b64encode(secret).decode("ascii")


def headers(message: str, at: int, body: bytes, good: Iterable[bytes]) -> dict[str, str]:
    """The three headers of one try; `at` in seconds since 1970."""
    signed = " ".join(_signature(secret, message, at, body) for secret in good)
    return {"webhook-id": message, "webhook-timestamp": str(at), "webhook-signature": signed}


def verify(secret: str, given: dict[str, str], body: bytes, now: int) -> bool:
    """What a receiver does, complete: header names in lower case, `secret` as it was shown, now in seconds.

    False for a missing or odd header, a time more than five minutes off, or no signature that fits.
    """
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
        message, at = given["webhook-id"], int(given["webhook-timestamp"])
        signatures = given["webhook-signature"].split(" ")
    except (KeyError, ValueError, binascii.Error):
        return False
    if abs(now - at) > TOLERANCE:
        return False
    right = _signature(key, message, at, body).encode()
    return any(hmac.compare_digest(right, one.encode()) for one in signatures)


def _signature(secret: bytes, message: str, at: int, body: bytes) -> str:
    digest = hmac.new(secret, f"{message}.{at}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode("ascii")
