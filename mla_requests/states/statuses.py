"""The states of a request and of a measure, who holds the ball in each, and the words for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a request is. Both States see the same word."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved, not yet sent")
    DISCARDED = "discarded", _("Draft discarded")
    TRANSMITTED = "transmitted", _("Sent")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    UNDER_ASSESSMENT = "under_assessment", _("Under assessment")
    INFO_REQUESTED = "info_requested", _("Information asked for")
    CONSULTATION = "consultation", _("In consultation")
    ACCEPTED = "accepted", _("Accepted")
    IN_EXECUTION = "in_execution", _("Being executed")
    REFUSED = "refused", _("Refused")
    RESULTS_TRANSMITTED = "results_transmitted", _("Results sent")
    RESULTS_RECEIVED = "results_received", _("Results received")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CLOSED = "closed", _("Closed")


class MeasureStatus(models.TextChoices):
    """Where one measure is."""

    REQUESTED = "requested", _("Requested")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    IN_EXECUTION = "in_execution", _("Being executed")
    EXECUTED = "executed", _("Executed")
    PARTIAL = "partial", _("Executed in part")
    NOT_POSSIBLE = "not_possible", _("Not possible")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Side(models.TextChoices):
    """Who acts, and who holds the ball."""

    REQUESTING = "requesting", _("Requesting side")
    REQUESTED = "requested", _("Requested side")
    NOBODY = "nobody", _("Nobody")


class Target(models.TextChoices):
    """Where a move leads when that is not one fixed status."""

    SAME = "same", _("no change")
    RESUME = "resume", _("back to where it was")
    ACCEPTANCE = "acceptance", _("accepted; stays in execution if that has begun")
    REFUSAL = "refusal", _("refused if every measure is refused, otherwise back to where it was")
    RESULTS = "results", _("results sent if these are the last ones")
    RECEIPT = "receipt", _("results received if these were the last ones")


BEFORE_SENDING = frozenset({Status.DRAFT, Status.IN_REVIEW, Status.APPROVED})
OVER = frozenset({Status.DISCARDED, Status.CLOSED})
SENT = frozenset(Status) - BEFORE_SENDING - OVER
AT_WORK = frozenset({Status.UNDER_ASSESSMENT, Status.ACCEPTED, Status.IN_EXECUTION})
PAUSED = frozenset({Status.INFO_REQUESTED, Status.CONSULTATION})
OPEN_MEASURE = frozenset({MeasureStatus.REQUESTED, MeasureStatus.ACCEPTED, MeasureStatus.IN_EXECUTION})
DONE_MEASURE = frozenset({MeasureStatus.EXECUTED, MeasureStatus.PARTIAL, MeasureStatus.NOT_POSSIBLE})

BALL = {
    Status.DRAFT: Side.REQUESTING,
    Status.IN_REVIEW: Side.REQUESTING,
    Status.APPROVED: Side.REQUESTING,
    Status.DISCARDED: Side.NOBODY,
    Status.TRANSMITTED: Side.REQUESTED,
    Status.ACKNOWLEDGED: Side.REQUESTED,
    Status.UNDER_ASSESSMENT: Side.REQUESTED,
    Status.INFO_REQUESTED: Side.REQUESTING,
    Status.CONSULTATION: Side.REQUESTING,
    Status.ACCEPTED: Side.REQUESTED,
    Status.IN_EXECUTION: Side.REQUESTED,
    Status.REFUSED: Side.REQUESTING,
    Status.RESULTS_TRANSMITTED: Side.REQUESTING,
    Status.RESULTS_RECEIVED: Side.REQUESTING,
    Status.WITHDRAWN: Side.REQUESTING,
    Status.CLOSED: Side.NOBODY,
}


def ball(status: Status, *, consultation_answered: bool) -> Side:
    """Who must act next. A consultation passes to the requested side once it is answered (18(26))."""
    if status == Status.CONSULTATION and consultation_answered:
        return Side.REQUESTED
    return BALL[status]
