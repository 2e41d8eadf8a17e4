"""Hashes as pages say them."""

from base64 import b64encode
from hashlib import sha256


def integrity_of(data: bytes) -> str:
    """`sha256-…`, the form of an integrity attribute."""
    return "sha256-" + b64encode(sha256(data).digest()).decode()
