"""What the address of the board says: a tab, and the filters that lists know as well."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from focal_points.acting import Acting
from hub.base.filters import no_such
from mla_requests.queries.filters import Filters

SHOWS = ("mine", "theirs", "overdue", "week", "open")
ME = "me"
FILTERS = ("box", "status", "country", "urgent", "basis", "offence", "measure", "assignee", "case", "cursor")
NAMES = ("show", "until", *FILTERS)


@dataclass(frozen=True)
class Asked:
    """Tab and filters. `until`: only time limits up to this day. Raises Invalid bad_filter."""

    show: str = "mine"
    until: date | None = None
    filters: Filters = field(default_factory=Filters)

    def __post_init__(self) -> None:
        if self.show not in SHOWS:
            raise no_such("show")


def asked(query: Mapping[str, str], by: Acting) -> Asked:
    """From an address; other names in it are for others. "me" is the officer. Raises Invalid bad_filter."""
    chosen = {name: query[name] for name in FILTERS if query.get(name)}
    if chosen.get("assignee") == ME:
        chosen["assignee"] = str(by.officer.pk)
    return Asked(query.get("show") or SHOWS[0], _day(query.get("until", "")), Filters(**chosen))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise no_such("until") from error
