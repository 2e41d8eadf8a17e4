"""Pages of exchanges: newest first, continued by key; filters as the address of the page says."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from exchanges.models import Exchange
from exchanges.queries.rows import row_json
from exchanges.states import OVER, Family, Side, Status
from focal_points.acting import Acting
from hub.base import cursor as cursors
from hub.base.clock import exactly
from hub.base.errors import Invalid
from hub.base.filters import require_word
from hub.forms.exchanges import TYPES

LIMIT = 50
BOXES = {"in": (Side.RECEIVER,), "out": (Side.SENDER,), "all": (Side.RECEIVER, Side.SENDER)}
OTHER = {Side.SENDER: Side.RECEIVER, Side.RECEIVER: Side.SENDER}
WORDS: dict[str, tuple[str, ...]] = {
    "box": tuple(BOXES),
    "family": ("", *Family.values),
    "type": ("", *TYPES),
    "status": ("", *Status.values),
    "ball": ("", "mine", "theirs"),
    "late": ("", "yes"),
}


@dataclass(frozen=True)
class Filters:
    """What the address of the page says. Empty means everything; `late`: a clock has run out."""

    box: str = "all"
    family: str = ""
    type: str = ""
    status: str = ""
    ball: str = ""
    late: str = ""
    country: str = ""
    cursor: str = ""

    def __post_init__(self) -> None:
        """Raise Invalid (bad_filter) for a word that is not one of those possible."""
        for name, words in WORDS.items():
            require_word(name, getattr(self, name), words)
        if self.country and not re.fullmatch(r"[A-Za-z]{2}", self.country, re.ASCII):
            raise Invalid("bad_filter", _("A country is named by its two letters."), field="country")


@dataclass(frozen=True)
class Page:
    """Rows as the API shows them, and the cursor of the next page or None."""

    rows: list[dict[str, Any]]
    next: str | None


def page(acting: Acting, filters: Filters, now: datetime, limit: int = LIMIT) -> Page:
    """One page for the officer's present post. Raises Invalid (bad_cursor)."""
    rows, following = listed(acting, filters, now, limit)
    return Page([row_json(one, acting.focal_point.pk, now) for one in rows], following)


def listed(
    acting: Acting, filters: Filters, now: datetime, limit: int = LIMIT
) -> tuple[list[Exchange], str | None]:
    """The same page as rows of the table, with posts and countries. Raises Invalid (bad_cursor)."""
    before = _place(filters.cursor)
    found: list[Exchange] = []
    for side in BOXES[filters.box]:
        chosen = _of_side(acting, side, filters, now).filter(before)
        found += with_posts(chosen).order_by("-updated", "-id")[: limit + 1]
    found.sort(key=lambda row: (row.updated, row.id.int), reverse=True)
    shown = found[:limit]
    more = len(found) > limit
    return shown, cursors.write([exactly(shown[-1].updated), str(shown[-1].pk)]) if more else None


def waiting(acting: Acting, now: datetime, limit: int = 50) -> list[Exchange]:
    """What waits for the officer's post, the one whose clock ends first on top."""
    found: list[Exchange] = []
    for side in BOXES["all"]:
        mine = with_posts(_of_side(acting, side, Filters(ball="mine"), now))
        found += mine.order_by("due", "since")[:limit]
    return sorted(found, key=lambda one: (one.due is None, one.due or one.since))[:limit]


def with_posts(exchanges: QuerySet[Exchange]) -> QuerySet[Exchange]:
    """With both posts and their countries: one query however many rows."""
    return exchanges.select_related("sender__country", "receiver__country")


def _of_side(acting: Acting, side: Side, filters: Filters, now: datetime) -> QuerySet[Exchange]:
    """Rows where the post is on one side."""
    chosen = Q(**{side.value: acting.focal_point.pk})
    for name in ("family", "type", "status"):
        chosen &= Q(**{name: getattr(filters, name)}) if getattr(filters, name) else Q()
    if filters.ball:
        chosen &= Q(ball=side if filters.ball == "mine" else OTHER[side])
    if filters.late:
        chosen &= Q(due__lt=now) & ~Q(status__in=OVER)
    if filters.country:
        chosen &= Q(**{f"{OTHER[side].value}__country": filters.country.upper()})
    return Exchange.objects.visible_to(acting.officer, acting.only).filter(chosen)


def _place(text: str) -> Q:
    """What comes after the row that a cursor names."""
    if not text:
        return Q()
    first, second = cursors.read(text, 2)
    try:
        moment, key = datetime.fromisoformat(first), UUID(second)
    except ValueError as error:
        raise Invalid("bad_cursor", _("Begin again from the first page."), field="cursor") from error
    if moment.tzinfo is None:
        raise Invalid("bad_cursor", _("Begin again from the first page."), field="cursor")
    return Q(updated__lte=moment) & (Q(updated__lt=moment) | Q(id__lt=key))
