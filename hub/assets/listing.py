"""Everything that browsers may load, and the templates of which pages are made, each with its SHA-256."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.template.utils import get_app_template_dirs

from hub.assets.files import collected

PAGES = (".html", ".txt", ".xml")


@cache
def files() -> dict[str, str]:
    """Name below the static address to SHA-256 in hex: of the collected files, or of the sources."""
    folder = Path(settings.STATIC_ROOT)
    if isinstance(staticfiles_storage, ManifestFilesMixin) and folder.is_dir():
        return dict(collected(folder))
    return dict(sorted(_sources()))


def _sources() -> Iterator[tuple[str, str]]:
    for finder in get_finders():
        for path, storage in finder.list([]):
            prefix = getattr(storage, "prefix", "") or ""
            name = f"{prefix}/{path}" if prefix else path
            with storage.open(path) as file:
                yield name, sha256(file.read()).hexdigest()


@cache
def templates() -> dict[str, str]:
    """Name of every template of our own to SHA-256 in hex."""
    found = {}
    for folder in map(Path, get_app_template_dirs("templates")):
        if folder.is_relative_to(settings.BASE_DIR):
            for path in sorted(folder.rglob("*")):
                if path.suffix in PAGES:
                    found[path.relative_to(folder).as_posix()] = sha256(path.read_bytes()).hexdigest()
    return dict(sorted(found.items()))
