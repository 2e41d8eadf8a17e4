"""Where one request stands, as plain values: rules read it, steps make the next, events rebuild it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from mla_requests.states.statuses import OPEN_MEASURE, MeasureStatus, Side, Status, ball


@dataclass(frozen=True)
class Act:
    """One accepted event: its kind, its parsed facts (see `facts.read`), and who did it when."""

    kind: str
    facts: Mapping[str, Any]
    event: UUID
    officer: UUID
    at: datetime


@dataclass(frozen=True)
class MeasureStanding:
    """Where one measure stands. `code` is e.g. 18.3.f; `ground` is set when it was refused."""

    code: str
    status: MeasureStatus = MeasureStatus.REQUESTED
    ground: str = ""


@dataclass(frozen=True)
class Standing:
    """Where a request stands. Names are those of the columns of MlaRequest; measures are by label."""

    requested: UUID
    drafter: UUID
    version: UUID
    commitment: str
    legal_basis: str
    urgent: bool
    wanted_by: date | None
    measures: Mapping[str, MeasureStanding]
    since: datetime
    updated: datetime
    status: Status = Status.DRAFT
    version_number: int = 1
    resume: str = ""
    assessor: UUID | None = None
    open_questions: tuple[str, ...] = ()
    last_question: int = 0
    consulted: str = ""
    consultation_answered: bool = False
    consultation_reply_by: date | None = None
    open_items: tuple[str, ...] = ()
    last_item: int = 0
    transmission: UUID | None = None
    transmitted_at: datetime | None = None
    outcome: str = ""

    @property
    def ball(self) -> Side:
        """Who must act next."""
        return ball(self.status, consultation_answered=self.consultation_answered)

    def labels(self, *statuses: MeasureStatus) -> list[str]:
        """Labels of the measures in one of the statuses, in order."""
        return [label for label, m in self.measures.items() if m.status in statuses]

    @property
    def open_measures(self) -> list[str]:
        """Labels of measures that still wait for a decision or for their execution."""
        return self.labels(*OPEN_MEASURE)
