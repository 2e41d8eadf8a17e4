"""Which cases a country looks at: a period and at most one value of each dimension, as an address says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from django.db.models import Q, QuerySet

from hub.base.filters import no_such
from hub.statistics.models import Figure

RECEIVED, MADE = "received", "made"
DIRECTIONS = (RECEIVED, MADE)
CASES = ("request", "paper")
URGENCIES = ("urgent", "ordinary")
CODE = re.compile(r"[a-z0-9][a-z0-9._]{0,19}")
MONTH = re.compile(r"(20[0-9]{2}|21[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Selection:
    """Cases of `country` sent from month `since` to month `until` (2026-01; empty: without limit).

    The other fields narrow by one value each; empty takes all. `source` is "request" (on the hub), "paper"
    (the country's own register) or empty for both. `shared` leaves out everything only one side counts.
    """

    country: str
    since: str = ""
    until: str = ""
    partner: str = ""
    basis: str = ""
    offence: str = ""
    measure: str = ""
    urgency: str = ""
    source: str = ""
    shared: bool = False

    def __post_init__(self) -> None:
        """Raise Invalid (bad_filter) for a value that no case can have."""
        for name in ("since", "until"):
            _require(name, not getattr(self, name) or MONTH.fullmatch(getattr(self, name)))
        _require("partner", not self.partner or re.fullmatch(r"[A-Z]{2}", self.partner))
        for name in ("basis", "offence", "measure"):
            _require(name, not getattr(self, name) or CODE.fullmatch(getattr(self, name)))
        _require("urgency", self.urgency in ("", *URGENCIES))
        _require("source", self.source in ("", *CASES))

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return any(getattr(self, name) for name in FILTERS)


FILTERS = tuple(f.name for f in fields(Selection) if f.name not in ("country", "shared"))


def read_selection(country: str, asked: Mapping[str, str]) -> Selection:
    """The selection an address names. Raises Invalid (bad_filter)."""
    chosen = {name: (asked.get(name) or "").strip() for name in FILTERS}
    chosen["partner"] = chosen["partner"].upper()
    return Selection(country=country, shared=False, **chosen)


def _require(name: str, good: object) -> None:
    if not good:
        raise no_such(name)


def cases(selection: Selection, direction: str) -> QuerySet[Figure]:
    """Requests for assistance, on the hub and on paper, that the country received or made."""
    sources = (selection.source,) if selection.source else CASES
    return narrowed(selection, direction).filter(source__in=sources)


def narrowed(selection: Selection, direction: str) -> QuerySet[Figure]:
    """Cases of every source. Paper cases of another country's register are never among them."""
    own, other = ("receiver", "sender") if direction == RECEIVED else ("sender", "receiver")
    chosen = Q(**{own: selection.country}, owner__in=_owners(selection))
    if selection.partner:
        chosen &= Q(**{other: selection.partner})
    for name in ("basis", "offence"):
        if getattr(selection, name):
            chosen &= Q(**{name: getattr(selection, name)})
    if selection.urgency:
        chosen &= Q(urgent=selection.urgency == "urgent")
    if selection.measure:
        chosen &= Q(measures__contains=f"|{selection.measure}:")
    return Figure.objects.filter(chosen & _period(selection))


def _owners(selection: Selection) -> list[str]:
    return [""] if selection.shared else ["", selection.country]


def _period(selection: Selection) -> Q:
    chosen = Q()
    if selection.since:
        chosen &= Q(month__gte=month_number(selection.since))
    if selection.until:
        chosen &= Q(month__lte=month_number(selection.until))
    return chosen


def month_number(text: str) -> int:
    """202601 for "2026-01"."""
    return int(text[:4] + text[5:])


def this_year(now: datetime) -> dict[str, str]:
    """The filters of the year so far."""
    return {"since": f"{now.year}-01", "until": f"{now.year}-12"}
