"""The words for acts, statuses and sides: what buttons, timelines and lists say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hub.procedure import MeasureStatus, Side, Status

STATUSES: dict[str, Promise] = {
    Status.DRAFT.value: _("Draft"),
    Status.IN_REVIEW.value: _("In review"),
    Status.APPROVED.value: _("Approved, not yet sent"),
    Status.DISCARDED.value: _("Draft discarded"),
    Status.DRAFT_SHARED.value: _("Draft shared for comment"),
    Status.ORAL_PENDING.value: _("Made orally, written request awaited"),
    Status.ORAL_DECLINED.value: _("Oral request not taken"),
    Status.TRANSMITTED.value: _("Sent"),
    Status.UNDELIVERED.value: _("Sent, not opened in time"),
    Status.ACKNOWLEDGED.value: _("Acknowledged"),
    Status.RETURNED.value: _("Returned for correction"),
    Status.REDIRECTED.value: _("Passed to another authority"),
    Status.UNDER_ASSESSMENT.value: _("Under assessment"),
    Status.INFO_REQUESTED.value: _("Information asked for"),
    Status.CONSULTATION.value: _("In consultation"),
    Status.CONDITIONS_PROPOSED.value: _("Conditions proposed"),
    Status.ACCEPTED.value: _("Accepted"),
    Status.IN_EXECUTION.value: _("Being executed"),
    Status.POSTPONED.value: _("Postponed"),
    Status.PARTIALLY_EXECUTED.value: _("Executed in part"),
    Status.EXECUTED.value: _("Executed"),
    Status.REFUSED.value: _("Refused"),
    Status.RESULTS_TRANSMITTED.value: _("Results sent"),
    Status.RESULTS_RECEIVED.value: _("Results received"),
    Status.WITHDRAWN.value: _("Withdrawn"),
    Status.CLOSED.value: _("Closed"),
}
MEASURE_STATUSES: dict[str, Promise] = {
    MeasureStatus.REQUESTED.value: _("Requested"),
    MeasureStatus.ACCEPTED.value: _("Accepted"),
    MeasureStatus.CONDITIONS.value: _("Conditions proposed"),
    MeasureStatus.REFUSED.value: _("Refused"),
    MeasureStatus.POSTPONED.value: _("Postponed"),
    MeasureStatus.IN_EXECUTION.value: _("Being executed"),
    MeasureStatus.COST_CONSULT.value: _("Waiting for agreement on costs"),
    MeasureStatus.EXECUTED.value: _("Executed"),
    MeasureStatus.PARTIAL.value: _("Executed in part"),
    MeasureStatus.NOT_POSSIBLE.value: _("Not possible"),
    MeasureStatus.WITHDRAWN.value: _("Withdrawn"),
}
SIDES: dict[str, Promise] = {
    Side.REQUESTING.value: _("Requesting side"),
    Side.REQUESTED.value: _("Requested side"),
    Side.CONDUCTING.value: _("Conducting authority"),
    Side.NOBODY.value: _("Nobody"),
}
# The verb on the button, and what the timeline says afterwards.
ACTS: dict[str, tuple[Promise, Promise]] = {
    "mla.draft": (_("Save a new version"), _("Draft saved")),
    "mla.submit": (_("Ask for review"), _("Review asked for")),
    "mla.return_draft": (_("Return to the drafter"), _("Returned to the drafter")),
    "mla.approve": (_("Approve"), _("Approved")),
    "mla.discard": (_("Discard the draft"), _("Draft discarded")),
    "mla.file_note": (_("Write a note to the file"), _("Note written to the file")),
    "mla.share_draft": (_("Share the draft for comment"), _("Draft shared, not a formal request")),
    "mla.comment_draft": (_("Comment on the draft"), _("Draft commented on")),
    "mla.oral": (_("Record an oral request"), _("Oral request made")),
    "mla.oral_confirm": (_("Answer the oral request"), _("Oral request answered")),
    "mla.transmit": (_("Send"), _("Sent")),
    "mla.resend": (_("Send again"), _("Sent again")),
    "mla.original_arrived": (_("Record that the original arrived"), _("Original arrived")),
    "mla.acknowledge": (_("Acknowledge"), _("Acknowledged")),
    "mla.redirect": (_("Pass to another authority"), _("Passed to another authority")),
    "mla.return": (_("Return for correction"), _("Returned for correction")),
    "mla.assess": (_("Begin the assessment"), _("Assessment begun")),
    "mla.assign": (_("Assign to an officer"), _("Assigned to an officer")),
    "mla.extend": (_("Extend the time to decide"), _("Time to decide extended")),
    "mla.ask": (_("Ask for information"), _("Information asked for")),
    "mla.answer": (_("Answer the questions"), _("Questions answered")),
    "mla.consult": (_("Open a consultation"), _("Consultation opened")),
    "mla.consult_reply": (_("Reply to the consultation"), _("Consultation answered")),
    "mla.consult_end": (_("End the consultation"), _("Consultation ended")),
    "mla.conditions": (_("Propose conditions"), _("Conditions proposed")),
    "mla.accept_conditions": (_("Accept the conditions"), _("Conditions accepted")),
    "mla.counter": (_("Propose something else"), _("Other terms proposed")),
    "mla.accept": (_("Accept measures"), _("Measures accepted")),
    "mla.refuse": (_("Refuse measures"), _("Measures refused")),
    "mla.postpone": (_("Postpone measures"), _("Measures postponed")),
    "mla.resume": (_("Resume postponed measures"), _("Postponed measures resumed")),
    "mla.execute": (_("Begin execution"), _("Execution begun")),
    "mla.executed": (_("Record what was executed"), _("Execution recorded")),
    "mla.results": (_("Send results"), _("Results sent")),
    "mla.receive": (_("Confirm what was received"), _("Receipt of results confirmed")),
    "mla.close": (_("Close the request"), _("Closing proposed or done")),
    "mla.confirm_close": (_("Confirm the closing"), _("Closing confirmed")),
    "mla.object_close": (_("Object to the closing"), _("Closing objected to")),
    "mla.withdraw": (_("Withdraw the request"), _("Withdrawn")),
    "mla.note": (_("Write a note"), _("Note written")),
    "mla.status_query": (_("Ask for the status"), _("Status asked for")),
    "mla.status_update": (_("Report the status"), _("Status reported")),
    "mla.contact": (_("Record a call or meeting"), _("Call or meeting recorded")),
    "mla.propose_date": (_("Propose another date"), _("Another date proposed")),
    "mla.agree_date": (_("Answer the proposed date"), _("Proposed date answered")),
    "mla.cannot_keep_confidential": (
        _("Say that confidentiality cannot be kept"),
        _("Said that confidentiality cannot be kept"),
    ),
    "mla.continue_anyway": (_("Continue without confidentiality"), _("Continued without confidentiality")),
    "mla.preserved": (_("Confirm that data are preserved"), _("Data preserved")),
    "mla.identities": (_("Send protected identities"), _("Protected identities sent")),
    "mla.custody": (_("Record a transfer of custody"), _("Transfer of custody recorded")),
    "mla.safe_conduct": (
        _("Tell that presence is no longer required"),
        _("Told that presence is no longer required"),
    ),
    "mla.duty_done": (_("Report a duty as done"), _("Duty reported as done")),
    "mla.duty_confirm": (_("Confirm that a duty is done"), _("Duty confirmed as done")),
    "mla.ask_use": (_("Ask for a further use"), _("Further use asked for")),
    "mla.answer_use": (_("Answer about a further use"), _("Further use answered")),
    "mla.exculpatory": (_("Give notice of exculpatory disclosure"), _("Exculpatory disclosure notified")),
    "sys.delivered": (_("Opened"), _("Opened by the requested side")),
    "sys.undelivered": (_("Not opened"), _("Not opened in time")),
    "sys.closed": (_("Closed by silence"), _("Closed, because nobody objected in time")),
    "sys.lapsed": (_("Time ran out"), _("A time limit ran out")),
}
# The steps of a status that is not one fixed word.
TARGETS: dict[str, Promise] = {
    "same": _("no change"),
    "derived": _("follows from the measures"),
    "results": _("results sent if these are the last ones, otherwise follows from the measures"),
    "receipt": _("results received if these were the last ones"),
    "closing": _("closed, or waiting for the other side to confirm"),
}


ERASING: dict[str, Promise] = {
    "erase.propose": _("Erasing the own copy was proposed"),
    "erase.content": _("The own copy was erased"),
}


def label(kind: str) -> Promise | str:
    """The verb of an act; the kind itself for one that is not known."""
    return ACTS[kind][0] if kind in ACTS else kind


def done(kind: str) -> Promise | str:
    """What the timeline says of an act."""
    return ACTS[kind][1] if kind in ACTS else ERASING.get(kind, kind)


def status(word: str) -> Promise | str:
    """The word for a status."""
    return STATUSES.get(word, word)
