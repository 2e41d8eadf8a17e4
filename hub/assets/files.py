"""The bytes that a browser gets for a static file."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage

from hub.assets.hashes import integrity_of

# Copies that the server sends instead of the file when the browser takes them packed.
PACKED = (".gz", ".br")
UNSERVED = "staticfiles.json"


def served_name(name: str) -> str:
    """The name under which a page refers to a file: with its hash, where files are collected."""
    if isinstance(staticfiles_storage, ManifestFilesMixin):
        return str(staticfiles_storage.stored_name(name))
    return name


def content(name: str) -> bytes:
    """The bytes served at a name (`hub/js/api.js`), plain or with its hash. Raises FileNotFoundError."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"{name} is no static file")
    return Path(found).read_bytes()


@cache
def integrity(name: str) -> str:
    """The integrity attribute of a served name (Subresource Integrity, W3C). Raises FileNotFoundError."""
    return integrity_of(content(name))


def address(name: str) -> str:
    """The path of a served name on the hub."""
    return f"/{settings.STATIC_URL.strip('/')}/{name}"


def collected(folder: Path) -> Iterator[tuple[str, str]]:
    """(name, SHA-256 in hex) of every file that is served from a folder of collected files, in order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in PACKED and path.name != UNSERVED:
            yield path.relative_to(folder).as_posix(), sha256(path.read_bytes()).hexdigest()
