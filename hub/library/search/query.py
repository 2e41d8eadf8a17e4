"""What is asked of the library: words, chosen facets, an order and where to go on."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

FACETS = {
    "type": _("Type"),
    "pillar": _("Pillar"),
    "theme": _("Theme"),
    "country": _("Country"),
    "language": _("Language"),
    "year": _("Year"),
    "instrument": _("Instrument"),
    "sdg": _("Development goal"),
    "audience": _("Readers"),
    "state": _("State"),
}
SORTS = ("relevance", "newest", "oldest")
PAGE, LARGEST_PAGE = 20, 100
LONGEST = 300
LARGEST = 1 << 27
MOST_VALUES = 20


@dataclass(frozen=True)
class Query:
    """A search. Within one facet any of the values will do; all facets and all words must agree."""

    q: str = ""
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sort: str = "relevance"
    cursor: str = ""
    size: int = PAGE


def query_of(asked: QueryDict, size: int = PAGE) -> Query:
    """The search that an address asks for; whatever it misspells of its names counts as not said."""
    chosen = {name: frozenset(_values(asked, name)) for name in FACETS}
    sort = asked.get("sort", "")
    return Query(
        q=asked.get("q", "").replace("\x00", "")[:LONGEST],
        facets={name: values for name, values in chosen.items() if values},
        sort=sort if sort in SORTS else SORTS[0],
        cursor=asked.get("cursor", "")[:100],
        size=size,
    )


def _values(asked: QueryDict, name: str) -> list[str]:
    said = [part for one in asked.getlist(name)[:MOST_VALUES] for part in one.split(",")]
    return [one.strip() for one in said[:MOST_VALUES] if one.strip()]


def cursor_of(kind: str, *numbers: int) -> str:
    """A place to go on from, as it stands in an address."""
    said = ":".join([kind, *map(str, numbers)])
    return urlsafe_b64encode(said.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[str, list[int]]:
    """The kind and the numbers of a cursor; ("", []) for none and for one that is no cursor."""
    try:
        kind, *numbers = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(":")
        # Larger than any place there will ever be, and a shift by it would fill the memory.
        return kind, [
            min(int(number), LARGEST) for number in numbers if number.isdecimal() and len(number) < 19
        ]
    except (ValueError, binascii.Error):
        return "", []
