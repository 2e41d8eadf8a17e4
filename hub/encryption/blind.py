"""Tokens of blind deconfliction: equal for two posts that hold the same identifier, noise for everybody else.

token = HMAC-SHA-256(key of the pair, frame(domain label, pair, type, normalised identifier)), RFC 2104. Both
posts must come to the same token, so nothing of the side is in it: the side is in the signed registration.
"""

import hashlib
import hmac
import secrets

from hub.encryption.canonical import frame
from hub.encryption.errors import Refused

LABEL = "blind-token"
KEY_BYTES = 32


def new_key() -> str:
    """A fresh key for a pair of posts: 64 hexadecimal digits."""
    return secrets.token_hex(KEY_BYTES)


def token(key: str, pair: str, kind: str, normalised: str) -> str:
    """The token, 64 hexadecimal digits. `key` as new_key gives it. Raises Refused (bad-pair-key)."""
    try:
        raw = bytes.fromhex(key) if isinstance(key, str) else b""
    except ValueError:
        raw = b""
    if len(raw) != KEY_BYTES or raw.hex() != key:
        raise Refused("bad-pair-key", "the key of the pair is not 32 bytes")
    message = frame(LABEL, pair, kind, normalised)
    return hmac.new(raw, message, hashlib.sha256).hexdigest()
