"""Rows of the lists as a person reads them: whose turn it is, and which letter says what."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.base.results import Text
from hub.procedure import Side, Status
from mla_requests import words
from mla_requests.models import MlaRequest
from mla_requests.queries import head, seen
from mla_requests.queries.rows import Seen
from mla_requests.rules import acts_for

OVER = frozenset({Status.CLOSED, Status.DISCARDED, Status.WITHDRAWN, Status.REFUSED, Status.RESULTS_RECEIVED})
# Possible at many times, but never what a request waits for.
SIDE_LINES = frozenset(
    f"mla.{kind}"
    for kind in (
        *("note", "file_note", "status_query", "status_update", "contact", "propose_date", "agree_date"),
        *("withdraw", "discard", "draft", "return_draft", "assign", "identities", "preserved", "oral"),
        *("cannot_keep_confidential", "continue_anyway", "original_arrived", "custody", "safe_conduct"),
        *("duty_done", "duty_confirm", "ask_use", "answer_use", "exculpatory", "share_draft"),
    )
)


@dataclass(frozen=True)
class Row:
    """One request as a list shows it; `stream` and `event` name the sealed letter with its subject.

    `seen` is what the acting side sees. `mine`: the acting post must act; `yours`: this officer may.
    """

    request: MlaRequest
    seen: Seen
    mine: bool
    yours: bool
    stream: UUID
    event: UUID
    late: bool

    @property
    def side(self) -> Side:
        """The side of the acting post."""
        return self.seen.side

    @property
    def ours(self) -> bool:
        """Whether the acting post asks; the conducting post stands on the asking side."""
        return self.side in (Side.REQUESTING, Side.CONDUCTING)

    @property
    def status(self) -> str:
        """Where the request is, as this side sees it."""
        return self.seen.status

    @property
    def status_label(self) -> Text:
        """The word for the status."""
        return words.status(self.status)

    @property
    def ball(self) -> Side:
        """Who must act, as this side sees it."""
        return Side(self.seen.ball)

    @property
    def since(self) -> datetime:
        """Since when. What the asking side does in its own file moves nothing for the other."""
        return self.seen.since

    @property
    def wanted_by(self) -> date | None:
        """The day wanted, as this side was told."""
        return date.fromisoformat(self.seen.wanted_by) if self.seen.wanted_by else None

    @property
    def urgent(self) -> bool:
        """Whether it is urgent, as this side was told."""
        return self.seen.urgent

    @property
    def other(self) -> FocalPoint:
        """The post on the other side."""
        return self.request.requested if self.ours else self.request.requesting

    @property
    def parties(self) -> list[FocalPoint]:
        """Both posts, the requesting one first."""
        return [self.request.requesting, self.request.requested]

    @property
    def holder(self) -> str:
        """The country that has to act."""
        held = {Side.REQUESTING: self.request.requesting, Side.REQUESTED: self.request.requested}
        post = held.get(self.ball)
        return str(post.country) if post else ""


def row(found: MlaRequest, acting: Acting, moment: datetime) -> Row:
    """The row of a request as the acting post and its officer see it."""
    view = seen(found, found.side_of(acting.focal_point))
    named = head(found, view.side)
    return Row(
        request=found,
        seen=view,
        mine=view.mine,
        yours=view.mine and calls_on(found, acting, moment),
        stream=UUID(named["stream"]),
        event=UUID(named["event"]),
        late=is_late(date.fromisoformat(view.wanted_by) if view.wanted_by else None, view.status),
    )


def calls_on(found: MlaRequest, acting: Acting, moment: datetime) -> bool:
    """Whether this very officer may make the move that the request waits for."""
    return any(answer and move.kind not in SIDE_LINES for move, answer in acts_for(found, acting, moment))


def is_late(wanted_by: date | None, status: str) -> bool:
    """Whether a wanted date has passed while somebody still has to act."""
    return (
        bool(status)
        and wanted_by is not None
        and Status(status) not in OVER
        and wanted_by < timezone.localdate()
    )
