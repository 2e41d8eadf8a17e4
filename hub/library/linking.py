"""How items show at the ends of links between things of different rooms."""

import re
from collections.abc import Collection
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from focal_points.acting import Acting
from hub.library.models import ItemVersion, LibraryItem
from hub.library.queries.detail import newest_for, visible_to
from hub.publishing.languages import CODES
from hub.publishing.links import Shown

NUMBER = re.compile(r"(?:HUB-LIB-)?0*(\d{1,9})(?:\.v\d+)?", re.ASCII | re.IGNORECASE)


def shown(ids: Collection[UUID], reader: Acting | None) -> dict[UUID, Shown]:
    """Title, in the reader's language if there is one, and address of each item that the reader may see."""
    rows = visible_to(reader).filter(pk__in=list(ids))
    return {item.pk: Shown(_title(item, newest_for(item, reader)), _url(item, reader)) for item in rows}


def found(name: str, reader: Acting | None) -> UUID | None:
    """The item with a number, as it is cited (HUB-LIB-000012, HUB-LIB-000012.v2) or bare."""
    number = NUMBER.fullmatch(name)
    rows = visible_to(reader).filter(number=int(number[1])) if number else visible_to(reader).none()
    return rows.values_list("pk", flat=True).first()


def _title(item: LibraryItem, version: ItemVersion | None) -> str:
    if version is None:
        return str(item)
    titles = {row.language: row.title for row in version.renditions.all()}
    lead = version.authoritative
    return titles.get(_language()) or (lead.title if lead else "") or version.identifier


def _language() -> str:
    code = (get_language() or "en")[:2]
    return code if code in CODES else "en"


def _url(item: LibraryItem, reader: Acting | None) -> str:
    try:
        if reader is not None:
            return reverse("library-item", kwargs={"pk": item.pk})
        return reverse("library-public-item", kwargs={"lang": _language(), "number": item.number})
    except NoReverseMatch:
        return ""
