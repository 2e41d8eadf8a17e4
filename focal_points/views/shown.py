"""How entries and treaties look on a page: grouped, in order, and unknown said as unknown."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from focal_points.answers import entry_card
from focal_points.forms import EntryForm
from focal_points.models import Country, DirectoryEntry, FocalPoint, TreatyStatus
from focal_points.queries import INSTRUMENTS
from focal_points.working_week import WEEKEND_CHOICES
from hub.base.results import Text

GROUPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (
        _("How to reach it"),
        ("address", "phone", "email", "urgent_contact"),
    ),
    (
        _("When it works"),
        ("time_zone", "working_week", "weekend", "holidays", "escalates_to"),
    ),
    (
        _("How to write to it"),
        ("languages", "urgent_languages", "accepts_oral", "channels", "hub_use", "asks_for"),
    ),
    (
        _("What it may do"),
        ("local_name", "territory", "designated_under", "designated_on", "treaty_basis"),
    ),
    (_("Conditions"), ("dual_criminality", "use_limits", "costs", "law_links")),
)
TREATY_NAMES: dict[str, Text] = {
    "UNTOC": _("Convention against Transnational Organized Crime"),
    "TIP": _("Protocol on trafficking in persons"),
    "SOM": _("Protocol on smuggling of migrants"),
}
MANNERS: dict[str, Text] = {
    "ratification": pgettext_lazy("treaty", "Ratification"),
    "accession": pgettext_lazy("treaty", "Accession"),
    "acceptance": pgettext_lazy("treaty", "Acceptance"),
    "approval": pgettext_lazy("treaty", "Approval"),
    "succession": pgettext_lazy("treaty", "Succession"),
}


@dataclass(frozen=True)
class Line:
    """One field of an entry; an empty value was not stated by the country."""

    name: str
    label: Text
    value: Any
    links: bool = False


@dataclass(frozen=True)
class Told:
    """What one source says about one instrument."""

    bound: str
    signed: str
    manner: Text
    as_of: str
    source: str


@dataclass(frozen=True)
class Post:
    """A row of the directory: the post, and how old its country's word is."""

    row: FocalPoint
    age: dict[str, Any]


def posts(rows: Iterable[FocalPoint], today: date) -> list[Post]:
    """Rows with their age."""
    return [Post(row, entry_card(row.entry, today)) for row in rows]


def groups(entry: DirectoryEntry) -> Iterator[tuple[Text, list[Line]]]:
    """The fields of an entry under four headings."""
    for heading, names in GROUPS:
        yield heading, [_line(entry, name) for name in names]


def _line(entry: DirectoryEntry, name: str) -> Line:
    value = SAID[name](entry) if name in SAID else getattr(entry, name)
    return Line(name, EntryForm.base_fields[name].label or name, value, links=name == "law_links")


def _hub_use(entry: DirectoryEntry) -> Text:
    return "" if entry.hub_use == "unknown" else entry.get_hub_use_display()


def _weekend(entry: DirectoryEntry) -> Text:
    names = dict(WEEKEND_CHOICES)
    return ", ".join(str(names[day]) for day in entry.weekend.split(",") if day in names)


def _oral(entry: DirectoryEntry) -> Text:
    return "" if entry.accepts_oral is None else _("Yes") if entry.accepts_oral else _("No")


SAID: dict[str, Callable[[DirectoryEntry], Text]] = {
    "hub_use": _hub_use,
    "weekend": _weekend,
    "accepts_oral": _oral,
    "escalates_to": lambda entry: entry.escalates_to.name if entry.escalates_to else "",
}


def local_time(entry: DirectoryEntry, now: datetime) -> datetime | None:
    """What the clock shows at the post."""
    known = entry.time_zone in available_timezones()
    return now.astimezone(ZoneInfo(entry.time_zone)) if known else None


def treaties(rows: Iterable[TreatyStatus]) -> list[tuple[Text, list[Told]]]:
    """Every instrument with what dated sources say; an empty list is shown as not known."""
    told: dict[str, list[Told]] = {name: [] for name in INSTRUMENTS}
    for row in rows:
        if row.instrument in told:
            manner = MANNERS.get(row.manner, row.manner)
            told[row.instrument].append(Told(row.bound, row.signed, manner, row.as_of, row.source))
    return [(TREATY_NAMES[name], found) for name, found in told.items()]


def countries(rows: Iterable[Country], own: str) -> list[Country]:
    """By name in the reader's language, the own country first."""
    return sorted(rows, key=lambda country: (country.pk != own, str(country)))
