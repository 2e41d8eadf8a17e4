"""Lists of items: filters and pages. Full text is searched in hub.library.search."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base import cursor as cursors
from hub.base.errors import Invalid
from hub.library.models import ItemAudience, Items, ItemVersion, LibraryItem, Rendition
from hub.library.models.item import in_review
from hub.library.queries.detail import visible_to
from hub.library.states import State
from hub.publishing.audience import PUBLIC

PAGE = 50
LONGEST = 100
# Columns that hold lists of codes.
LISTED = {"pillar": "pillars", "theme": "themes", "instrument": "instruments", "sdg": "sdg"}
EXACT = ("type", "country")
NAMES = ("show", "q", "type", *LISTED, "country", "language", "year", "audience", "cursor")
SHOWS = ("", "own", "clearance", "review", "followed")


@dataclass(frozen=True)
class Filters:
    """What to list: `show` own, clearance (waits for the own approvers), review (waits for the own review),
    followed; a piece of a title; codes; a year of publication; `audience` public.
    """

    show: str = ""
    q: str = ""
    type: str = ""
    pillar: str = ""
    theme: str = ""
    instrument: str = ""
    sdg: str = ""
    country: str = ""
    language: str = ""
    year: str = ""
    audience: str = ""
    cursor: str = ""


@dataclass(frozen=True)
class Page:
    """Items of one page, newest first, and the cursor of the next one."""

    rows: list[LibraryItem]
    next: str | None


def read_filters(given: Mapping[str, str]) -> Filters:
    """Filters from an address; names that are not filters are left out. Raises Invalid."""
    found = Filters(**{name: given[name].strip() for name in NAMES if name in given})
    for name in NAMES:
        value = getattr(found, name)
        if "\x00" in value or (len(value) > LONGEST and name != "cursor"):
            raise Invalid("bad_field", _("This filter is not as it should be."), field=name)
    if found.show not in SHOWS:
        raise Invalid("bad_field", _("Choose one of the known values."), field="show")
    if found.year and not (
        found.year.isascii() and found.year.isdecimal() and len(found.year) == len("2019")
    ):
        raise Invalid("bad_field", _("Write the year as 2019."), field="year")
    return found


def page(reader: Acting | None, asked: Filters, size: int = PAGE) -> Page:
    """A page of what the reader may see; what was retired is left out. Raises Invalid for a bad cursor."""
    rows = _after(selected(reader, asked), asked.cursor)
    found = list(rows.order_by("-listed_at", "-number")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    place = cursors.write([last.listed_at.isoformat(), str(last.number)]) if last else None
    return Page(found[:size], place)


def selected(reader: Acting | None, asked: Filters) -> Items:
    """Everything that the filters leave of what the reader may see."""
    rows = _shown(visible_to(reader), reader, asked.show).exclude(state=State.RETIRED)
    rows = rows.filter(**{name: value for name in EXACT if (value := getattr(asked, name))})
    for name, column in LISTED.items():
        if wanted := getattr(asked, name):
            rows = rows.annotate(**{f"as_text_{name}": Cast(column, TextField())})
            rows = rows.filter(**{f"as_text_{name}__contains": f'"{wanted}"'})
    words = {"language": asked.language, "title__icontains": asked.q}
    if words := {name: value for name, value in words.items() if value}:
        rows = rows.filter(_worded(**words))
    if asked.year:
        rows = rows.filter(current__published_at__year=int(asked.year))
    if asked.audience:
        told = ItemAudience.objects.filter(thing=OuterRef("pk"), token=PUBLIC)
        rows = rows.filter(Exists(told) if asked.audience == PUBLIC else ~Exists(told))
    return rows


def _worded(**wanted: Any) -> Exists:
    # Texts of the version that the columns describe: never those of a draft beside what is published.
    of = Q(version=OuterRef("current")) | Q(version__item=OuterRef("pk"), version__item__current__isnull=True)
    return Exists(Rendition.objects.filter(of, **wanted))


def _shown(rows: Items, reader: Acting | None, show: str) -> Items:
    if not show:
        return rows
    if reader is None:
        return rows.none()
    if show == "own":
        return rows.filter(country=reader.country)
    if show == "followed":
        return rows.filter(follows__officer=reader.officer)
    if show == "review":
        return rows.filter(in_review(reader))
    waiting = ItemVersion.objects.filter(item=OuterRef("pk"), state=State.SUBMITTED)
    return rows.filter(Exists(waiting), country=reader.country)


def _after(rows: Items, cursor: str) -> Items:
    if not cursor:
        return rows
    when, number = cursors.read(cursor, 2)
    try:
        place, last = datetime.fromisoformat(when), int(number)
        if place.tzinfo is None or not 0 <= last < 2**31:
            raise ValueError
    except (ValueError, OverflowError) as error:
        raise Invalid("bad_cursor", _("This cursor was not given by the hub."), field="cursor") from error
    return rows.filter(Q(listed_at__lt=place) | Q(listed_at=place, number__lt=last))
