"""A search as a page shows it: the same for officers and for everybody, but for who reads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.library.labels import heading, words
from hub.library.search.facets import Facet
from hub.library.search.finding import Hit, Result, search
from hub.library.search.query import Query, query_of

# How many values of a facet are shown before one asks for more.
FIRST = 6
SORTS = (("relevance", _("What fits best")), ("newest", _("Newest")), ("oldest", _("Oldest")))


@dataclass(frozen=True)
class Row:
    """A hit, the address of its page, and whose it is in the reader's words."""

    hit: Hit
    address: str
    owner: str

    @property
    def year(self) -> str:
        """The year of its first publication, if there is one."""
        return next(iter(self.hit.facets.get("year", ())), "")

    @property
    def type(self) -> str:
        """Its kind."""
        return next(iter(self.hit.facets.get("type", ())), "")


def searched(
    request: HttpRequest,
    reader: Acting | None,
    language: str,
    address: Callable[[Hit], str],
    hidden: frozenset[str],
) -> dict[str, Any]:
    """What the templates of a search need. `hidden`: facets that say nothing to this reader."""
    asked = query_of(request.GET)
    result = search(reader, asked, language)
    owners = words("country", {hit.owner for hit in result.rows})
    return {
        "asked": asked,
        "sorts": SORTS,
        "hits": [Row(hit, address(hit), owners[hit.owner]) for hit in result.rows],
        "facets": [_facet(one) for one in result.facets if one.name not in hidden and _tells(one, result)],
        "chosen": _chosen(asked),
        "total": result.total,
        "next": result.next,
        "corrected": result.corrected,
        "partial": result.partial,
    }


def _tells(facet: Facet, result: Result) -> bool:
    """A facet with one value that everything has narrows nothing."""
    if any(one.chosen for one in facet.values):
        return True
    return len(facet.values) > 1 or any(one.count != result.total for one in facet.values)


def _facet(facet: Facet) -> dict[str, Any]:
    said = words(facet.name, [one.value for one in facet.values])
    values = [
        {"value": one.value, "count": one.count, "chosen": one.chosen, "word": said[one.value]}
        for one in facet.values
    ]
    if facet.name == "year":
        values.sort(key=lambda one: str(one["value"]), reverse=True)
    first = [one for at, one in enumerate(values) if at < FIRST or one["chosen"]]
    rest = [one for one in values if one not in first]
    return {"name": facet.name, "heading": heading(facet.name), "first": first, "rest": rest}


def _chosen(asked: Query) -> list[dict[str, str]]:
    """Every choice of a facet, to be shown and taken away."""
    return [
        {"facet": name, "value": value, "heading": heading(name), "word": said}
        for name, values in asked.facets.items()
        for value, said in words(name, sorted(values)).items()
    ]
