"""The table of moves: every act on a request, who may do it, from where to where, and by which article.

Articles without a name are of the UN Convention against Transnational Organized Crime (UNTOC).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mla_requests.states.statuses import AT_WORK, BEFORE_SENDING, SENT, Side, Status, Target

OFFICER, APPROVER = "officer", "approver"
FILE, SHARED = "file", "shared"
OURS, THEIRS = frozenset({Side.REQUESTING}), frozenset({Side.REQUESTED})
ANYONE, APPROVERS = frozenset({OFFICER, APPROVER}), frozenset({APPROVER})


@dataclass(frozen=True)
class Move:
    """One row. `label` is the verb on the button, `done` what the timeline says afterwards.

    `sides` may act, in one of `roles`; `guard` names a further rule in `rules`; `stream` says whether the act
    is written to the requesting side's own file or to the stream that both sides share.
    """

    kind: str
    label: Promise
    done: Promise
    sources: frozenset[Status]
    target: Status | Target
    sides: frozenset[Side]
    source: str
    guard: str = ""
    roles: frozenset[str] = ANYONE
    stream: str = SHARED


def _in(*statuses: Status) -> frozenset[Status]:
    return frozenset(statuses)


# A table reads by the line.
# fmt: off
_FILE = (
    Move("mla.draft", _("Save a new version"), _("Draft saved"), _in(Status.DRAFT, Status.APPROVED),
         Status.DRAFT, OURS, "18(15)", "draft", stream=FILE),
    Move("mla.submit", _("Ask for review"), _("Review asked for"), _in(Status.DRAFT), Status.IN_REVIEW,
         OURS, "18(15)", "same_version", stream=FILE),
    Move("mla.return_draft", _("Return to the drafter"), _("Returned to the drafter"),
         _in(Status.IN_REVIEW), Status.DRAFT, OURS, "18(15)", "same_version", stream=FILE),
    Move("mla.approve", _("Approve"), _("Approved"), _in(Status.IN_REVIEW), Status.APPROVED, OURS,
         "18(13)", "approve", APPROVERS, FILE),
    Move("mla.discard", _("Discard the draft"), _("Draft discarded"), BEFORE_SENDING, Status.DISCARDED,
         OURS, "18(13)", stream=FILE),
)
_SENDING = (
    Move("mla.transmit", _("Send"), _("Sent"), _in(Status.APPROVED), Status.TRANSMITTED, OURS,
         "18(13)-(14)", "transmit"),
    Move("mla.withdraw", _("Withdraw the request"), _("Withdrawn"), SENT - _in(Status.REFUSED,
         Status.RESULTS_TRANSMITTED, Status.RESULTS_RECEIVED, Status.WITHDRAWN), Status.WITHDRAWN, OURS,
         "18(24)"),
    Move("mla.close", _("Close the request"), _("Closed"), _in(Status.RESULTS_RECEIVED, Status.REFUSED,
         Status.WITHDRAWN), Status.CLOSED, OURS, "18(24)", "close"),
)
_ASSESSMENT = (
    Move("mla.acknowledge", _("Acknowledge"), _("Acknowledged"), _in(Status.TRANSMITTED),
         Status.ACKNOWLEDGED, THEIRS, "18(24)"),
    Move("mla.assess", _("Begin the assessment"), _("Assessment begun"), _in(Status.ACKNOWLEDGED),
         Status.UNDER_ASSESSMENT, THEIRS, "18(17)"),
    Move("mla.ask", _("Ask for information"), _("Information asked for"), AT_WORK, Status.INFO_REQUESTED,
         THEIRS, "18(16)", "ask"),
    Move("mla.answer", _("Answer the questions"), _("Questions answered"), _in(Status.INFO_REQUESTED),
         Target.RESUME, OURS, "18(16)", "answer"),
    Move("mla.accept", _("Accept measures"), _("Measures accepted"), AT_WORK, Target.ACCEPTANCE, THEIRS,
         "18(17)", "accept"),
)
_CONSULTATION = (
    Move("mla.consult", _("Open a consultation"), _("Consultation opened"), AT_WORK, Status.CONSULTATION,
         THEIRS, "18(26)", "consult"),
    Move("mla.consult_reply", _("Reply to the consultation"), _("Consultation answered"),
         _in(Status.CONSULTATION), Target.SAME, OURS, "18(26)", "consult_reply"),
    Move("mla.consult_end", _("End the consultation"), _("Consultation ended"), _in(Status.CONSULTATION),
         Target.RESUME, THEIRS, "18(26)"),
    Move("mla.refuse", _("Refuse measures"), _("Measures refused"), _in(Status.CONSULTATION),
         Target.REFUSAL, THEIRS, "18(21), 18(23), 18(26)", "refuse", APPROVERS),
)
_EXECUTION = (
    Move("mla.execute", _("Begin execution"), _("Execution begun"), _in(Status.ACCEPTED),
         Status.IN_EXECUTION, THEIRS, "18(17)"),
    Move("mla.results", _("Send results"), _("Results sent"), _in(Status.IN_EXECUTION), Target.RESULTS,
         THEIRS, "18(19), 18(29)", "results"),
    Move("mla.receive", _("Confirm what was received"), _("Receipt of results confirmed"),
         _in(Status.IN_EXECUTION, Status.RESULTS_TRANSMITTED), Target.RECEIPT, OURS, "18(24)", "receive"),
)
_ANY_TIME = (
    Move("mla.note", _("Write a note"), _("Note written"), SENT, Target.SAME, OURS | THEIRS, "18(24)"),
    Move("mla.status_query", _("Ask for the status"), _("Status asked for"), SENT, Target.SAME, OURS,
         "18(24)"),
    Move("mla.status_update", _("Report the status"), _("Status reported"), SENT, Target.SAME, THEIRS,
         "18(24)"),
)
# fmt: on


def _table(*groups: Iterable[Move]) -> dict[str, Move]:
    return {move.kind: move for group in groups for move in group}


MOVES = _table(_FILE, _SENDING, _ASSESSMENT, _CONSULTATION, _EXECUTION, _ANY_TIME)
