"""The hub's own signature: it says what was taken and delivered, and when. It never signs for an officer."""

import os
import secrets
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from hub.encryption.canonical import b64, unb64
from hub.encryption.errors import Refused

OPEN_TO_OTHERS = 0o027


@cache
def private_key() -> Ed25519PrivateKey:
    """The key of HUB_SIGNING_KEY_FILE, read once.

    Raises ImproperlyConfigured: without it the hub does not start.
    """
    path = Path(settings.HUB_SIGNING_KEY_FILE)
    if settings.DEMO:
        _make_once(path)
    return Ed25519PrivateKey.from_private_bytes(_read(path))


def public_key() -> bytes:
    """The 32 raw bytes under which every receipt verifies."""
    return private_key().public_key().public_bytes_raw()


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise ImproperlyConfigured(f"{path} (HUB_SIGNING_KEY_FILE) is not there. See deploy/OPERATIONS.md.")
    if path.stat().st_mode & OPEN_TO_OTHERS:
        raise ImproperlyConfigured(f"{path} can be read or changed by others. Run: chmod 600 {path}")
    try:
        return unb64(path.read_text("ascii").strip(), 32)
    except (Refused, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{path} is not 32 bytes in base64.") from error


def _make_once(path: Path) -> None:
    """Two processes may start at once.

    The link is atomic, and whoever comes second reads the first one's key.
    """
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(b64(secrets.token_bytes(32)))
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
