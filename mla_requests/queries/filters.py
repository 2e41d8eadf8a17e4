"""What a list is narrowed to: the words of its address, as conditions on rows seen from one side."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hub.base.errors import Invalid
from hub.base.filters import no_such, require_word
from hub.procedure import NATIONAL, WORDS, Side
from mla_requests.models import Measure
from mla_requests.words import STATUSES

OURS = (Side.REQUESTING, Side.CONDUCTING)
BOXES = {"in": (Side.REQUESTED,), "out": OURS, "all": (Side.REQUESTED, *OURS)}
OTHER = {Side.REQUESTED: Side.REQUESTING, Side.REQUESTING: Side.REQUESTED, Side.CONDUCTING: Side.REQUESTED}
BALLS = ("", "mine", "theirs")
DUES = ("", "overdue", "week")
FLAGS = ("", "yes", "no")
NOBODY = "none"
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Filters:
    """What the address of the page says. Empty means everything.

    `due` is overdue or week (within seven days), `assignee` an officer's id or "none", `case` the case of
    several requests, `urgent` yes or no. What the requested side was not told yet does not find a request.
    """

    box: str = "all"
    status: str = ""
    ball: str = ""
    country: str = ""
    due: str = ""
    urgent: str = ""
    basis: str = ""
    offence: str = ""
    measure: str = ""
    assignee: str = ""
    case: str = ""
    cursor: str = ""

    def __post_init__(self) -> None:
        """Raise Invalid (bad_filter) for a word that is not one of those possible."""
        require_word("box", self.box, BOXES)
        require_word("ball", self.ball, BALLS)
        require_word("due", self.due, DUES)
        require_word("urgent", self.urgent, FLAGS)
        require_word("status", self.status, ("", *STATUSES))
        require_word("basis", self.basis, ("", *WORDS["legal_bases"]))
        require_word("offence", self.offence, ("", *WORDS["offence"]))
        require_word("measure", self.measure, ("", *WORDS["measures"]))
        if self.country and not re.fullmatch(r"[A-Za-z]{2}", self.country):
            raise Invalid("bad_filter", _("A country is named by its two letters."), field="country")
        _require_id("assignee", "" if self.assignee == NOBODY else self.assignee)
        _require_id("case", self.case)

    def condition(self, side: Side, now: datetime) -> Q:
        """The filters as a condition on rows where the own post is on one side."""
        return self._stage(side) & self._kind(side) & self._time(side, now)

    def _stage(self, side: Side) -> Q:
        theirs = side == Side.REQUESTED
        found = Q()
        if self.status:
            found &= Q(shared=self.status) if theirs else Q(status=self.status)
        if self.ball:
            meant = side if self.ball == "mine" else OTHER[side]
            found &= Q(shared_ball=meant.value) if theirs else Q(ball=meant.value)
        if self.country:
            found &= Q(**{f"{OTHER[side].value}__country": self.country.upper()})
        if self.assignee:
            column = f"assignee_{side.value if theirs else 'requesting'}"
            nobody = self.assignee == NOBODY
            found &= Q(**{f"{column}__isnull": True} if nobody else {column: UUID(self.assignee)})
        return found

    def _kind(self, side: Side) -> Q:
        """By content; while the other side redrafts, for the requested side by what it was told last."""
        named = {"legal_basis": self.basis, "offence": self.offence}
        chosen: dict[str, Any] = {name: word for name, word in named.items() if word}
        if self.urgent:
            chosen["urgent"] = self.urgent == "yes"
        columns, told = Q(**chosen), Q(**{f"state__told__{name}": word for name, word in chosen.items()})
        if self.measure:
            columns &= Q(Exists(Measure.objects.filter(request=OuterRef("pk"), code=self.measure)))
            # Codes are values of an object; their quotation marks keep one from being part of another.
            told &= Q(state__told__measures__icontains=f'"{self.measure}"')
        if side != Side.REQUESTED or not columns:
            return columns
        drafted = Q(status__in=NATIONAL)
        return (~drafted & columns) | (drafted & told)

    def _time(self, side: Side, now: datetime) -> Q:
        found = Q()
        if self.case:
            # The case is the requesting side's own; the requested side cannot ask for it.
            found &= Q(case=UUID(self.case)) if side in OURS else Q(pk__in=[])
        if self.due:
            found &= Q(next_due__lt=now if self.due == "overdue" else now + WEEK)
        return found


def _require_id(name: str, value: str) -> None:
    try:
        UUID(value or "0" * 32)
    except ValueError as error:
        raise no_such(name) from error
