"""Codes people read, print and type: 16 secret bytes as letters and digits with a checksum."""

from __future__ import annotations

import hashlib
import hmac
import os

from hub.encryption.canonical import Json, canonical, frame, sha256hex
from hub.encryption.errors import BadFormat
from hub.encryption.seeds import hkdf

CODE_LENGTH = 16
ACCOUNT, RECOVERY, INVITATION = "A", "R", "J"
KIT, NEW_KEYS, SHARES = "K", "N", ("1", "2", "3")
_PREFIXES = (ACCOUNT, RECOVERY, INVITATION, KIT, NEW_KEYS, *SHARES)

# Crockford's base32: no I, L, O, U, so that handwriting does not lie.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SUM_LENGTH = 2
_LETTERS = 29
_SPARE_BITS = _LETTERS * 5 - (CODE_LENGTH + _SUM_LENGTH) * 8
_READ_AS = str.maketrans("ILO", "110", " -\u2010\u2011\u2012\u2013\u2014\u00a0\t\r\n")


def new_code() -> bytes:
    """Return 16 random bytes."""
    return os.urandom(CODE_LENGTH)


def human(code: bytes, prefix: str) -> str:
    """Return a code for people: a prefix that says which kind, then 29 letters in groups of five."""
    if len(code) != CODE_LENGTH or prefix not in _PREFIXES:
        raise BadFormat("bad-code", "a code has 16 bytes and a known first letter")
    number = int.from_bytes(code + _checksum(code), "big") << _SPARE_BITS
    letters = "".join(_ALPHABET[(number >> shift) & 31] for shift in range((_LETTERS - 1) * 5, -1, -5))
    return "-".join([prefix, *(letters[at : at + 5] for at in range(0, _LETTERS, 5))])


def parse_code(typed: str, prefix: str) -> bytes:
    """Return the 16 bytes of a typed code; case, spaces, dashes and I, L, O are forgiven.

    Raises BadFormat with the slug wrong-code-kind, bad-code or mistyped-code.
    """
    plain = typed.upper().translate(_READ_AS)
    if len(plain) != _LETTERS + 1 or any(letter not in _ALPHABET for letter in plain[1:]):
        raise BadFormat("bad-code", "a code is one letter and 29 letters or digits in groups of five")
    if plain[0] != prefix:
        raise BadFormat("wrong-code-kind", f"this is another kind of code; it should start with {prefix}")
    number = 0
    for letter in plain[1:]:
        number = number * 32 + _ALPHABET.index(letter)
    data = (number >> _SPARE_BITS).to_bytes(CODE_LENGTH + _SUM_LENGTH, "big")
    if number % (1 << _SPARE_BITS) or data[CODE_LENGTH:] != _checksum(data[:CODE_LENGTH]):
        raise BadFormat("mistyped-code", "there is a typing mistake in this code")
    return data[:CODE_LENGTH]


def new_keys_code(hub: str, officer: str, kem: bytes, sig: bytes) -> str:
    """What an officer with new keys tells a colleague outside the hub: 128 bits of a hash over them."""
    digest = hashlib.sha256(frame("new-keys", hub, officer, kem, sig)).digest()
    return human(digest[:CODE_LENGTH], NEW_KEYS)


def code_hash(code: bytes) -> str:
    """Return what the hub may know of an invitation code, to recognise its use."""
    return sha256hex(frame("invitation-code", code))


def join_mac(code: bytes, hub: str, country: str, invitation: str, joining: Json) -> str:
    """Return the proof that whoever holds the code made these keys, in hexadecimal.

    `joining` is {"kem", "sig", "officer", "name"} (keys in base64). The hub, which does not know
    the code, cannot put in keys of its own.
    """
    key = hkdf(code, b"", frame("invitation", hub, country, invitation))
    return hmac.new(key, canonical(joining), hashlib.sha256).hexdigest()


def check_join_mac(mac: str, code: bytes, hub: str, country: str, invitation: str, joining: Json) -> bool:
    """Say whether the proof fits, in constant time."""
    return hmac.compare_digest(mac.encode(), join_mac(code, hub, country, invitation, joining).encode())


def _checksum(code: bytes) -> bytes:
    return hashlib.sha256(frame("code", code)).digest()[:_SUM_LENGTH]
