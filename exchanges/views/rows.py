"""Exchanges as a person reads them: whose turn it is, until when, and which drawing stands for a status."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from exchanges.models import Exchange
from exchanges.queries.rows import is_late, type_label
from exchanges.states import Side, Status
from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.forms.exchanges import CLOCKS, TYPES
from hub.forms.rulesets import quick_rule

# A status of an exchange is drawn as the status of a request that means the same.
SHAPES = {
    Status.SENT: "transmitted",
    Status.ANSWERED: "results_transmitted",
    Status.NOTED: "results_received",
    Status.USED: "executed",
    Status.CONVERTED: "accepted",
}


@dataclass(frozen=True)
class Row:
    """One exchange as a list shows it. `mine`: the acting post must act."""

    exchange: Exchange
    ours: bool
    mine: bool
    late: bool

    @property
    def other(self) -> FocalPoint:
        """The post on the other side."""
        return self.exchange.receiver if self.ours else self.exchange.sender

    @property
    def parties(self) -> list[FocalPoint]:
        """Both posts, the sender first."""
        return [self.exchange.sender, self.exchange.receiver]

    @property
    def holder(self) -> str:
        """The country that has to act; empty if nobody has."""
        posts = {Side.SENDER: self.exchange.sender, Side.RECEIVER: self.exchange.receiver}
        post = posts.get(Side(self.exchange.ball))
        return str(post.country) if post else ""

    @property
    def due(self) -> datetime | None:
        """The last minute in which the earliest clock is kept."""
        one = self.exchange
        return one.due and last_minute(one.due, one.due_code, asked=one.due == one.due_asked)

    @property
    def shape(self) -> str:
        """The drawing of its status."""
        return SHAPES.get(Status(self.exchange.status), self.exchange.status)

    @property
    def what(self) -> str:
        """The question, or the kind of information, in plain words."""
        return type_label(self.exchange.type)

    @property
    def law(self) -> str:
        """The articles it rests on."""
        return TYPES[self.exchange.type].law


def last_minute(due: datetime, code: str, *, asked: bool) -> datetime:
    """A clock of days ends with midnight, which people take for the day after; a moment stays as it is."""
    counts_days = not asked and quick_rule(CLOCKS[code].rule).hours is None
    return due - timedelta(minutes=1) if counts_days else due


def row(found: Exchange, acting: Acting, now: datetime) -> Row:
    """The row of an exchange as the acting post sees it."""
    ours = found.sender_id == acting.focal_point.pk
    mine = found.ball == (Side.SENDER if ours else Side.RECEIVER)
    return Row(found, ours, mine, is_late(found, now))
