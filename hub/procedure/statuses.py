"""The states of a request and of a measure, and the sides. Words for people are the server's."""

from enum import StrEnum


class Status(StrEnum):
    """Where a request is. The oral ones are only ever what the requested side is shown."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    DISCARDED = "discarded"
    DRAFT_SHARED = "draft_shared"
    ORAL_PENDING = "oral_pending"
    ORAL_DECLINED = "oral_declined"
    TRANSMITTED = "transmitted"
    UNDELIVERED = "undelivered"
    ACKNOWLEDGED = "acknowledged"
    RETURNED = "returned"
    REDIRECTED = "redirected"
    UNDER_ASSESSMENT = "under_assessment"
    INFO_REQUESTED = "info_requested"
    CONSULTATION = "consultation"
    CONDITIONS_PROPOSED = "conditions_proposed"
    ACCEPTED = "accepted"
    IN_EXECUTION = "in_execution"
    POSTPONED = "postponed"
    PARTIALLY_EXECUTED = "partially_executed"
    EXECUTED = "executed"
    REFUSED = "refused"
    RESULTS_TRANSMITTED = "results_transmitted"
    RESULTS_RECEIVED = "results_received"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class MeasureStatus(StrEnum):
    """Where one measure is."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    CONDITIONS = "conditions"
    REFUSED = "refused"
    POSTPONED = "postponed"
    IN_EXECUTION = "in_execution"
    COST_CONSULT = "cost_consult"
    EXECUTED = "executed"
    PARTIAL = "partial"
    NOT_POSSIBLE = "not_possible"
    WITHDRAWN = "withdrawn"


class Side(StrEnum):
    """Who acts, and who holds the ball. The conducting post is the prosecution behind the requesting side."""

    REQUESTING = "requesting"
    REQUESTED = "requested"
    CONDUCTING = "conducting"
    NOBODY = "nobody"


class Target(StrEnum):
    """Where a move leads when that is not one fixed status."""

    SAME = "same"
    DERIVED = "derived"
    RESULTS = "results"
    RECEIPT = "receipt"
    CLOSING = "closing"


NATIONAL = frozenset({Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.DISCARDED})
BEFORE_SENDING = frozenset({Status.DRAFT, Status.IN_REVIEW, Status.APPROVED})
BEFORE_RECEIPT = NATIONAL | {Status.DRAFT_SHARED, Status.ORAL_PENDING, Status.ORAL_DECLINED}
OVER = frozenset({Status.DISCARDED, Status.CLOSED})
SENT = frozenset(Status) - BEFORE_RECEIPT - OVER
PAUSED = frozenset({Status.INFO_REQUESTED, Status.CONSULTATION, Status.CONDITIONS_PROPOSED, Status.POSTPONED})
AT_WORK = frozenset(
    {
        Status.UNDER_ASSESSMENT,
        Status.ACCEPTED,
        Status.IN_EXECUTION,
        Status.PARTIALLY_EXECUTED,
        Status.EXECUTED,
        Status.POSTPONED,
    }
)
UNDECIDED_MEASURE = frozenset({MeasureStatus.REQUESTED, MeasureStatus.CONDITIONS})
RUNNING_MEASURE = frozenset({MeasureStatus.IN_EXECUTION, MeasureStatus.COST_CONSULT})
DONE_MEASURE = frozenset({MeasureStatus.EXECUTED, MeasureStatus.PARTIAL, MeasureStatus.NOT_POSSIBLE})
OPEN_MEASURE = UNDECIDED_MEASURE | RUNNING_MEASURE | {MeasureStatus.ACCEPTED, MeasureStatus.POSTPONED}

OTHER = {Side.REQUESTING: Side.REQUESTED, Side.REQUESTED: Side.REQUESTING}
_WITH_REQUESTED = (
    Status.DRAFT_SHARED,
    Status.TRANSMITTED,
    Status.ACKNOWLEDGED,
    Status.UNDER_ASSESSMENT,
    Status.ACCEPTED,
    Status.IN_EXECUTION,
    Status.POSTPONED,
    Status.PARTIALLY_EXECUTED,
    Status.EXECUTED,
)
# A consultation passes to and fro, and a closing waits for the other side: `Standing.ball` knows.
BALL: dict[Status, Side] = (
    dict.fromkeys(Status, Side.REQUESTING)
    | dict.fromkeys(_WITH_REQUESTED, Side.REQUESTED)
    | dict.fromkeys(OVER, Side.NOBODY)
)
