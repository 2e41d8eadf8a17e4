"""Words for what the library is sorted by, in the language of the page."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext_lazy as _

from focal_points.models import Country
from hub.base.results import Text
from hub.library.states import ItemType, State
from hub.publishing.languages import CODES, language
from hub.publishing.vocabulary import pillar, theme

FACETS: dict[str, Text] = {
    "type": _("Kind"),
    "theme": _("Theme"),
    "pillar": _("Pillar"),
    "country": _("Country"),
    "language": _("Language"),
    "year": _("Year"),
    "instrument": _("Treaty"),
    "sdg": _("Development goal"),
    "audience": _("Who may read it"),
    "state": _("State"),
}

AUDIENCES: dict[str, Text] = {
    "public": _("Everybody"),
    "network": _("Members of a network"),
    "countries": _("Certain countries"),
    "types": _("Certain kinds of focal points"),
    "owner": _("Only the own country"),
}


def heading(facet: str) -> str:
    """The heading of a facet; its name for one that is not known."""
    return str(FACETS.get(facet, facet))


def word(facet: str, value: str) -> str:
    """The word for a value of a facet; the value itself for one that is not known."""
    how = WORDS.get(facet)
    return how(value) if how else value


def words(facet: str, values: Iterable[str]) -> dict[str, str]:
    """The words for several values, by value: one query however many countries there are."""
    asked = list(values)
    known = Country.objects.in_bulk(asked) if facet == "country" else {}
    return {
        value: str(known.get(value, value)) if facet == "country" else word(facet, value) for value in asked
    }


def _type(value: str) -> str:
    return str(ItemType(value).label) if value in ItemType.values else value


def _country(code: str) -> str:
    found = Country.objects.filter(pk=code).first()
    return str(found) if found else code


def _language(code: str) -> str:
    return language(code).name if code in CODES else code


def _audience(kind: str) -> str:
    return str(AUDIENCES.get(kind, kind))


def _state(value: str) -> str:
    return str(State(value).label) if value in State.values else value


WORDS: dict[str, Callable[[str], str]] = {
    "type": _type,
    "theme": lambda code: str(theme(code)),
    "pillar": lambda code: str(pillar(code)),
    "country": _country,
    "language": _language,
    "audience": _audience,
    "state": _state,
}
