"""Records as harvesters get them: which, and what Dublin Core says of each."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation

from hub.library.models import HarvestRecord, LibraryItem, Rendition
from hub.library.oai.requests import Asked, Refused
from hub.publishing.http import absolute
from hub.publishing.vocabulary import pillar, theme

OPEN_ACCESS = "http://purl.org/coar/access_right/c_abf2"
PAGE = 100
Element = tuple[str, str, str]


def identifier(number: int) -> str:
    """The name of a record among all repositories."""
    return f"oai:{settings.HUB_ID}:library/{number}"


def one(name: str, now: datetime) -> HarvestRecord:
    """The record of a name. Raises Refused for none, also while its embargo runs."""
    number = name.removeprefix(identifier(0)[:-1])
    if number == name or not (number.isascii() and number.isdecimal()) or len(number) > 9:
        raise Refused("idDoesNotExist", "There is no such record.")
    found = HarvestRecord.objects.filter(pk=int(number), stamp__lte=now).first()
    if found is None:
        raise Refused("idDoesNotExist", "There is no such record.")
    return found


def some(asked: Asked, now: datetime) -> tuple[list[HarvestRecord], bool]:
    """A page of records, oldest change first, and whether there are more. Raises Refused for none at all."""
    found = list(_chosen(asked, now)[: PAGE + 1])
    if not found:
        raise Refused("noRecordsMatch", "Nothing matches.")
    return found[:PAGE], len(found) > PAGE


def earliest(now: datetime) -> datetime | None:
    """When the oldest record changed last; None for an empty repository."""
    return (
        HarvestRecord.objects.filter(stamp__lte=now).values_list("stamp", flat=True).order_by("stamp").first()
    )


def described(records: Sequence[HarvestRecord]) -> dict[int, list[Element]]:
    """Dublin Core of the records that are not deleted: number → (element, text, language)."""
    ids = [record.item for record in records if not record.deleted]
    items = LibraryItem.objects.public().filter(pk__in=ids).select_related("current", "country")
    with translation.override("en"):
        return {item.number: _elements(item) for item in items}


def _chosen(asked: Asked, now: datetime) -> QuerySet[HarvestRecord]:
    rows = HarvestRecord.objects.filter(stamp__lte=now)
    if asked.begin:
        rows = rows.filter(stamp__gte=asked.begin)
    if asked.end:
        rows = rows.filter(stamp__lt=asked.end)
    if asked.type:
        rows = rows.filter(type=asked.type)
    if asked.after:
        stamp, number = asked.after
        rows = rows.filter(Q(stamp__gt=stamp) | Q(stamp=stamp, number__gt=number))
    return rows.order_by("stamp", "number")


def _elements(item: LibraryItem) -> list[Element]:
    version = item.current
    texts = list(version.renditions.order_by("-authoritative", "language")) if version else []
    page = reverse("library-public-item", args=["en", item.number])
    published = version.published_at.date().isoformat() if version and version.published_at else ""
    plain = [
        ("creator", item.country.name_en),
        *(("subject", str(one)) for one in [*map(pillar, item.pillars), *map(theme, item.themes)]),
        *(("relation", one["symbol"]) for one in item.instruments),
        ("publisher", settings.HUB_ID),
        ("date", published),
        ("type", item.type),
        ("identifier", absolute(page)),
        ("identifier", version.identifier if version else ""),
        *(("language", text.language) for text in texts),
        *(("coverage", code) for code in item.countries),
        ("rights", OPEN_ACCESS),
        ("rights", item.licence),
        ("rights", item.rights_note),
    ]
    return [*_said(texts), *((name, text, "") for name, text in plain if text)]


def _said(texts: Sequence[Rendition]) -> list[Element]:
    titles = [("title", text.title, text.language) for text in texts]
    return titles + [("description", text.summary, text.language) for text in texts if text.summary]
