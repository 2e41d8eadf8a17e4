"""Files of a draft."""

import hashlib
import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base.errors import Invalid, Unseen
from hub.library import media, storage
from hub.library.actions.settling import draft, written
from hub.library.models import ItemFile, Rendition

NAME = re.compile(r"[^\x00-\x1f\x7f/\\\u2028-\u202e\u2066-\u2069]{1,180}")


def add_file(item_id: UUID, by: Acting, place: tuple[str, str], data: bytes, now: datetime) -> ItemFile:
    """Put a file into the draft at (language, name); one of that name is replaced. Raises Unseen, Forbidden,
    Invalid (bad_file: too long, unknown kind, or a name that says something else).
    """
    language, name = place
    kind = _kind(name, data)
    with transaction.atomic():
        row = _rendition(item_id, by, language, now)
        version = row.version
        old = row.files.filter(name=name).first()
        if old is None and ItemFile.objects.filter(rendition__version=version).count() >= media.MOST_FILES:
            raise Invalid("bad_file", _("A version holds at most 20 files."), field="name")
        if old is not None:
            _gone(old)
        made = ItemFile.objects.create(
            rendition=row,
            name=name,
            media_type=kind,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            storage=storage.keep(data),
        )
        written(version, by, now, "add_file")
    return made


@transaction.atomic
def drop_file(item_id: UUID, by: Acting, file_id: UUID, now: datetime) -> None:
    """Take a file out of the draft. Raises Unseen, Forbidden."""
    version = draft(item_id, by, now)
    row = ItemFile.objects.filter(pk=file_id, rendition__version=version).first()
    if row is None:
        raise Unseen
    _gone(row)
    written(version, by, now, "drop_file")


def _kind(name: str, data: bytes) -> str:
    if not NAME.fullmatch(name) or name.startswith(".") or name != name.strip():
        raise Invalid("bad_file", _("Give the file a plain name with its ending."), field="name")
    if len(data) > media.LIMIT:
        raise Invalid("bad_file", _("A file has at most 25 MB."), field="data")
    try:
        kind = media.told(data)
    except ValueError as error:
        why = _("The library keeps PDF, PNG, JPEG, plain text, and documents without macros.")
        raise Invalid("bad_file", why, field="data") from error
    if not media.fits(name, kind):
        raise Invalid("bad_file", _("The ending of the name does not fit what the file is."), field="name")
    return kind


def _rendition(item_id: UUID, by: Acting, language: str, now: datetime) -> Rendition:
    version = draft(item_id, by, now)
    row: Any = version.renditions.filter(language=language).first()
    if row is None:
        raise Unseen
    row.version = version
    found: Rendition = row
    return found


def _gone(row: ItemFile) -> None:
    place = row.storage
    row.delete()
    # Versions share what did not change.
    if not ItemFile.objects.filter(storage=place).exists():
        transaction.on_commit(lambda: storage.discard(place))
