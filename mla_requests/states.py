"""The states of a request and of a measure. The table of moves follows in this file."""

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
