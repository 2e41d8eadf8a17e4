"""The hub's signed list of what it serves to browsers: every script, style and template with its hash.

The list says the same to everybody and carries no time, so that two people can compare it byte by byte.
"""

from __future__ import annotations

import re
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.encryption import dsse, fields
from hub.encryption.canonical import Json, canonical, parse
from hub.encryption.errors import BadFormat
from hub.encryption.keys import keyid

_NAMES = ("hub", "release", "base", "files", "templates")
_NAME = re.compile(r"[A-Za-z0-9_@+-][A-Za-z0-9_.@+-]*(/[A-Za-z0-9_@+-][A-Za-z0-9_.@+-]*)*", re.ASCII)
_BASE = re.compile(r"/([A-Za-z0-9_-]+/)+", re.ASCII)
LONGEST_NAME = 300
MOST = 20_000


def make_assets(hub_private: Ed25519PrivateKey, **values: Any) -> Json:
    """Return the hub's signed list.

    Values: hub, release, base (the path below which files are served), files and templates (name to SHA-256
    in hex). Raises BadFormat.
    """
    payload = canonical({"v": fields.VERSION, **values})
    read_assets(payload)
    name = keyid(hub_private.public_key().public_bytes_raw())
    return dsse.sign(dsse.ASSETS, payload, [(name, hub_private)])


def check_assets(envelope: Any, hub_public: bytes) -> Json:
    """Return the list if the hub's key signed it; raises Refused."""
    return read_assets(dsse.verify(envelope, dsse.ASSETS, {keyid(hub_public): hub_public}))


def read_assets(payload: bytes) -> Json:
    """Return the list in canonical JSON, unsigned as a release carries it; raises BadFormat, Downgrade."""
    found = fields.versioned(parse(payload), _NAMES)
    fields.text(found["hub"], empty=True)
    fields.text(found["release"])
    if not isinstance(found["base"], str) or not _BASE.fullmatch(found["base"]):
        raise BadFormat("bad-base", "a path that begins and ends with a slash is expected")
    for listed in (found["files"], found["templates"]):
        _read_files(listed)
    return found


def _read_files(listed: Any) -> None:
    if not isinstance(listed, dict) or len(listed) > MOST:
        raise BadFormat("bad-files", f"at most {MOST} names with their hashes are expected")
    for name, seal in listed.items():
        if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
            raise BadFormat("bad-name", "a file is named by a plain relative path")
        fields.hash_hex(seal)
