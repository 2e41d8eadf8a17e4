"""What a request waits for, by its status: the heading on the board, the sentence of the tracker.

`{who}` is the country whose turn it is. The words say what happens next, not what the status is called.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hub.procedure import Status

CLOSING = "closing"
NEXT: dict[str, tuple[Promise, Promise]] = {
    Status.DRAFT.value: (
        _("Drafts to finish"),
        _("The draft is finished and given to a second officer to review."),
    ),
    Status.IN_REVIEW.value: (_("To be reviewed"), _("A second officer in {who} reviews and approves it.")),
    Status.APPROVED.value: (_("To be sent"), _("The central authority of {who} sends it.")),
    Status.DRAFT_SHARED.value: (
        _("Shared drafts to comment on"),
        _("{who} may comment on the draft. It is not a formal request yet."),
    ),
    Status.ORAL_PENDING.value: (
        _("Oral requests to confirm"),
        _("The request was made by word of mouth. {who} acts on it next; the written request must follow."),
    ),
    Status.ORAL_DECLINED.value: (
        _("Oral requests not taken"),
        _("The oral request was not taken. A written request may still be sent."),
    ),
    Status.TRANSMITTED.value: (_("To be acknowledged"), _("{who} confirms that it received the request.")),
    Status.UNDELIVERED.value: (
        _("Not opened in time, to be sent again"),
        _("Nobody opened the request in time. {who} sends it again or by another channel."),
    ),
    Status.ACKNOWLEDGED.value: (_("To be assessed"), _("{who} begins to examine the request.")),
    Status.RETURNED.value: (
        _("To be corrected"),
        _("The request came back with a list of what is missing. {who} corrects it and sends it again."),
    ),
    Status.REDIRECTED.value: (
        _("Passed on, to be closed"),
        _("Another authority is competent. {who} sends the request there and closes this one."),
    ),
    Status.UNDER_ASSESSMENT.value: (_("To be decided"), _("{who} decides about each measure.")),
    Status.INFO_REQUESTED.value: (
        _("Questions to answer"),
        _("{who} answers the questions that were asked."),
    ),
    Status.CONSULTATION.value: (
        _("Consultations to go on with"),
        _("Before anything is refused or postponed, both sides talk. {who} speaks next."),
    ),
    Status.CONDITIONS_PROPOSED.value: (
        _("Conditions to answer"),
        _("Help is offered under conditions. {who} accepts them or proposes something else."),
    ),
    Status.ACCEPTED.value: (_("To be executed"), _("{who} begins to carry out what it accepted.")),
    Status.IN_EXECUTION.value: (_("Being executed"), _("{who} carries out the measures.")),
    Status.POSTPONED.value: (
        _("Postponed, to be reviewed"),
        _("{who} looks again whether it can go on, on the day it named."),
    ),
    Status.PARTIALLY_EXECUTED.value: (
        _("Executed in part, to go on"),
        _("{who} carries out the rest and sends the results."),
    ),
    Status.EXECUTED.value: (_("Results to be sent"), _("{who} sends the results.")),
    Status.REFUSED.value: (
        _("Refused, reasons to read"),
        _("{who} reads the reasons and closes the request, or makes a new one."),
    ),
    Status.RESULTS_TRANSMITTED.value: (
        _("Results to be checked"),
        _("{who} checks item by item what arrived."),
    ),
    Status.RESULTS_RECEIVED.value: (
        _("To be closed"),
        _("{who} proposes to close the request and says how the results were used."),
    ),
    CLOSING: (
        _("Closing to be confirmed"),
        _("{who} confirms that the request may be closed, or says what is still missing."),
    ),
    Status.WITHDRAWN.value: (_("Withdrawn, to be closed"), _("{who} closes the withdrawn request.")),
    Status.CLOSED.value: (_("Closed"), _("Nothing. The request is closed and stays on record.")),
    Status.DISCARDED.value: (_("Discarded"), _("Nothing. The draft was discarded.")),
}
ORDER = {code: place for place, code in enumerate(NEXT)}


def next_code(status: str, *, closing: bool) -> str:
    """What a request waits for: its status as somebody sees it, or the answer to a proposal to close."""
    return CLOSING if closing and status == Status.RESULTS_RECEIVED else status
