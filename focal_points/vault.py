"""Secrets of authenticator apps at rest: checking a code needs the secret, so it is sealed, not hashed.

AES-256-GCM under a key derived from HUB_SECRET_KEY, which is not in the database: a copy of the tables alone
makes no codes. A secret is bound to its officer, so that rows cannot be exchanged.
"""

import secrets
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12
INFO = b"hub second factors v1"


def seal(secret: str, officer: UUID) -> bytes:
    """Nonce and ciphertext of a secret."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + _box(settings.SECRET_KEY).encrypt(nonce, secret.encode(), officer.bytes)


def open_(sealed: bytes, officer: UUID) -> str | None:
    """The secret; None if HUB_SECRET_KEY has changed or the row was altered."""
    try:
        return _box(settings.SECRET_KEY).decrypt(sealed[:NONCE], sealed[NONCE:], officer.bytes).decode()
    except (InvalidTag, ValueError):
        return None


@lru_cache(maxsize=4)
def _box(key: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=INFO).derive(key.encode()))
