"""Where one request stands, as plain values: rules read it, steps make the next, events rebuild it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hub.procedure.clocks import Clock
from hub.procedure.statuses import (
    BALL,
    DONE_MEASURE,
    OPEN_MEASURE,
    OTHER,
    MeasureStatus,
    Side,
    Status,
)


@dataclass(frozen=True)
class Act:
    """One accepted event: its kind, its parsed facts (see `facts.read`), who did it for which post, when.

    Acts of the hub itself ("sys.…") have no event, officer or post.
    """

    kind: str
    facts: Mapping[str, Any]
    event: UUID | None
    officer: UUID | None
    post: UUID | None
    at: datetime


@dataclass(frozen=True)
class MeasureStanding:
    """Where one measure stands. `code` is e.g. 18.3.f; `ground` is set when it was refused.

    `conditional`: accepted under conditions, which bind (18(26)). `before`: where it was before conditions
    were proposed. `procedure`: whether the procedure wished for was followed (18(17)).
    """

    code: str
    status: MeasureStatus = MeasureStatus.REQUESTED
    ground: str = ""
    conditional: bool = False
    procedure: str = ""
    before: str = ""


@dataclass(frozen=True)
class Link:
    """Another request that this one names, and how they belong together."""

    request: UUID
    kind: str


@dataclass(frozen=True)
class Told:
    """What the requested side was last told of the content, by which event; `measures` is {label: code}."""

    event: UUID | None
    legal_basis: str
    offence: str
    urgent: bool
    wanted_by: date | None
    measures: Mapping[str, str]


@dataclass(frozen=True)
class Consultation:
    """A consultation (18(26)) that `by` opened; `measures` may be empty, which means all."""

    topic: str
    measures: tuple[str, ...]
    by: Side
    reply_by: date
    answered: bool = False


@dataclass(frozen=True)
class Item:
    """One item delivered: the measure it belongs to, the limit on its use, the day to give it back."""

    measure: str
    limit: str
    return_by: date | None = None


@dataclass(frozen=True)
class Oral:
    """An urgent request made by word of mouth (18(14)); `confirmed` is None until the other side said."""

    made_at: datetime
    confirmed: bool | None = None


@dataclass(frozen=True)
class ProposedDate:
    """A day wanted in place of the first one."""

    side: Side
    date: date


@dataclass(frozen=True)
class Closing:
    """The proposal to close, which the requested side confirms or lets pass."""

    outcome: str
    at: datetime


@dataclass(frozen=True)
class Duty:
    """What is owed beyond the request: `kind` return_original (ref i1) or custody_return (ref m1)."""

    kind: str
    ref: str
    side: Side
    due: date
    state: str = "open"


@dataclass(frozen=True)
class Use:
    """A further use of items asked for (18(19)); `answer` is empty until it is given."""

    items: tuple[str, ...]
    proceeding: str
    answer: str = ""


@dataclass(frozen=True)
class Standing:
    """Where a request stands; measures, items, duties and uses are by label.

    `status` is the requesting side's; `shared` is what the requested side is shown, "" before it knows of
    the request. `held` are seconds by side since the first sending, `paused` seconds in which the request
    waited for answers, consultation or review.
    """

    requesting: UUID
    requested: UUID
    conducting: UUID | None
    case: UUID | None
    links: tuple[Link, ...]
    drafter: UUID
    version: UUID
    commitment: str
    legal_basis: str
    offence: str
    urgent: bool
    wanted_by: date | None
    measures: Mapping[str, MeasureStanding]
    since: datetime
    updated: datetime
    status: Status = Status.DRAFT
    shared: str = ""
    shared_at: datetime | None = None
    told: Told | None = None
    commented: bool = False
    version_number: int = 1
    transmission: UUID | None = None
    transmitted_at: datetime | None = None
    channel: str = ""
    outside: str = ""
    agreement: UUID | None = None
    supplements: UUID | None = None
    original_on: date | None = None
    redirected_to: UUID | None = None
    deficiencies: Mapping[str, str] = field(default_factory=dict)
    assessor: UUID | None = None
    assignees: Mapping[str, UUID] = field(default_factory=dict)
    executing: bool = False
    open_questions: Mapping[str, str] = field(default_factory=dict)
    last_question: int = 0
    rounds: int = 0
    returns: int = 0
    consultation: Consultation | None = None
    conditions: tuple[str, ...] = ()
    open_items: tuple[str, ...] = ()
    missing_items: tuple[str, ...] = ()
    last_item: int = 0
    items: Mapping[str, Item] = field(default_factory=dict)
    oral: Oral | None = None
    date_proposed: ProposedDate | None = None
    status_asked: datetime | None = None
    confidentiality_notice: str | None = None
    closing: Closing | None = None
    outcome: str = ""
    useful: str = ""
    used_in: tuple[str, ...] = ()
    duties: Mapping[str, Duty] = field(default_factory=dict)
    uses: Mapping[str, Use] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    clocks: tuple[Clock, ...] = ()
    times: Mapping[str, datetime] = field(default_factory=dict)
    held_requesting: int = 0
    held_requested: int = 0
    paused: int = 0

    @property
    def held(self) -> dict[Side, int]:
        """Seconds that each side had the ball since the first sending, up to the last act."""
        return {Side.REQUESTING: self.held_requesting, Side.REQUESTED: self.held_requested}

    @property
    def ball(self) -> Side:
        """Who must act next, as the requesting side sees it."""
        return self._ball(self.status)

    @property
    def shared_ball(self) -> Side:
        """Who must act next, as far as the requested side knows."""
        if not self.shared:
            return Side.NOBODY
        return self._ball(Status(self.shared))

    def _ball(self, status: Status) -> Side:
        talk = self.consultation
        if status == Status.DRAFT_SHARED and self.commented:
            return Side.REQUESTING
        if status == Status.CONSULTATION and talk is not None:
            return talk.by if talk.answered else OTHER[talk.by]
        if status == Status.RESULTS_RECEIVED and self.closing is not None:
            return Side.REQUESTED
        if status == Status.ORAL_PENDING and self.oral is not None and self.oral.confirmed is None:
            return Side.REQUESTED
        return BALL[status]

    def side_of(self, post: UUID | None) -> Side:
        """Which side a post is on; a post on none is NOBODY."""
        if post is None:
            return Side.NOBODY
        sides = {self.requested: Side.REQUESTED, self.conducting: Side.CONDUCTING}
        return Side.REQUESTING if post == self.requesting else sides.get(post, Side.NOBODY)

    def seen_by(self, side: Side) -> Status | None:
        """The status as a side sees it; None while the requested side knows nothing."""
        if side != Side.REQUESTED:
            return self.status
        return Status(self.shared) if self.shared else None

    def labels(self, *statuses: MeasureStatus) -> list[str]:
        """Labels of the measures in one of the statuses, in order."""
        return [label for label, m in self.measures.items() if m.status in statuses]

    @property
    def open_measures(self) -> list[str]:
        """Labels of measures that still wait for a decision or for their execution."""
        return self.labels(*OPEN_MEASURE)


def derived(measures: Mapping[str, MeasureStanding]) -> Status:
    """The status of a request that follows from its measures."""
    found = {m.status for m in measures.values()}
    if found <= {MeasureStatus.REFUSED, MeasureStatus.WITHDRAWN}:
        return Status.REFUSED
    if found & DONE_MEASURE:
        return Status.PARTIALLY_EXECUTED if found & OPEN_MEASURE else Status.EXECUTED
    return next(status for signs, status in _DERIVED if found & signs)


_DERIVED: tuple[tuple[set[MeasureStatus], Status], ...] = (
    ({MeasureStatus.IN_EXECUTION, MeasureStatus.COST_CONSULT}, Status.IN_EXECUTION),
    ({MeasureStatus.ACCEPTED}, Status.ACCEPTED),
    ({MeasureStatus.REQUESTED, MeasureStatus.CONDITIONS}, Status.UNDER_ASSESSMENT),
    ({MeasureStatus.POSTPONED}, Status.POSTPONED),
)
