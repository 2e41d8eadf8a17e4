"""Reading the register."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base.clock import text
from hub.base.errors import Invalid, Unseen
from hub.base.filters import require_word
from register.models import FACTS, PaperRequest

LIMIT = 50
DIRECTIONS = ("", "in", "out")
STATES = ("", "pending", "ended")


@dataclass(frozen=True)
class Filters:
    """What the address says. Empty means everything. Raises Invalid (bad_filter)."""

    direction: str = ""
    country: str = ""
    state: str = ""
    cursor: str = ""

    def __post_init__(self) -> None:
        """Only words that are possible."""
        for name, words in (("direction", DIRECTIONS), ("state", STATES)):
            require_word(name, getattr(self, name), words)
        if self.country and not re.fullmatch(r"[A-Z]{2}", self.country):
            raise Invalid("bad_filter", _("A country is named by its two letters."), field="country")


def read_filters(asked: Mapping[str, str]) -> Filters:
    """Filters from an address."""
    country = (asked.get("q_country") or asked.get("country") or "").upper()
    names = {name: asked.get(name) or "" for name in ("direction", "state", "cursor")}
    return Filters(country=country, **names)


def entries(by: Acting, filters: Filters) -> QuerySet[PaperRequest]:
    """The entries of the acting post, the newest first."""
    chosen = Q(focal_point=by.focal_point)
    if filters.direction:
        chosen &= Q(direction=filters.direction)
    if filters.country:
        chosen &= Q(partner=filters.country)
    if filters.state:
        chosen &= Q(ended_on__isnull=filters.state == "pending")
    seen = PaperRequest.objects.visible_to(by.officer, by.only)
    return seen.filter(chosen).order_by("-sent_on", "-id")


def page(by: Acting, filters: Filters) -> tuple[list[PaperRequest], str | None]:
    """Fifty entries, and the cursor of the next page or None. Raises Invalid (bad_cursor)."""
    found = entries(by, filters)
    if filters.cursor:
        day, key = _read_cursor(filters.cursor)
        found = found.filter(Q(sent_on__lt=day) | Q(sent_on=day, id__lt=key))
    rows = list(found[: LIMIT + 1])
    following = f"{rows[LIMIT - 1].sent_on}_{rows[LIMIT - 1].pk}" if len(rows) > LIMIT else None
    return rows[:LIMIT], following


def _read_cursor(given: str) -> tuple[date, UUID]:
    day, _sep, key = given.partition("_")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError as error:
        raise Invalid("bad_cursor", _("Begin again from the first page."), field="cursor") from error


def one(by: Acting, pk: UUID) -> PaperRequest:
    """One entry of the acting post. Raises Unseen."""
    found = entries(by, Filters()).filter(pk=pk).first()
    if found is None:
        raise Unseen
    return found


def entry_json(entry: PaperRequest) -> dict[str, Any]:
    """An entry as the API shows it: facts, and the event that holds its sealed words."""
    return {
        "id": str(entry.pk),
        **facts_json(entry),
        "version": entry.version,
        "updated": text(entry.updated),
        "head": {"stream": str(entry.stream_id), "event": str(entry.event)},
    }


def facts_json(entry: PaperRequest) -> dict[str, Any]:
    """The plain facts as they were signed, but for the id."""
    return {
        name: value.isoformat() if isinstance(value := getattr(entry, name), date) else value
        for name in FACTS
    }
