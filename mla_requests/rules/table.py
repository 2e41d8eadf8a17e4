"""The rules that every move shares: seat, side, status. Then the guard that the move names."""

from django.utils.translation import gettext as _

from hub.base.results import Answer, Denied
from hub.procedure import APPROVER, BEFORE_SENDING, OFFICER, OVER, PAUSED, Move, Side, Status
from mla_requests.rules.guards import GUARDS
from mla_requests.rules.question import Question
from mla_requests.words import STATUSES

NOT_YET_ACCEPTED = (PAUSED - {Status.POSTPONED}) | {
    Status.TRANSMITTED,
    Status.UNDELIVERED,
    Status.ACKNOWLEDGED,
    Status.UNDER_ASSESSMENT,
    Status.ACCEPTED,
}
DECIDABLE = NOT_YET_ACCEPTED | {
    Status.IN_EXECUTION,
    Status.PARTIALLY_EXECUTED,
    Status.EXECUTED,
    Status.POSTPONED,
}
UNSENT = BEFORE_SENDING | OVER | {Status.DRAFT_SHARED, Status.ORAL_PENDING, Status.ORAL_DECLINED}


def judge(move: Move, asked: Question) -> Answer:
    """The answer of the whole table for one move."""
    for check in (_seat, _side, _status):
        found = check(move, asked)
        if found is not None:
            return found
    return GUARDS[move.guard](asked)


def _seat(move: Move, asked: Question) -> Denied | None:
    if not asked.roles & {OFFICER, APPROVER}:
        reason = _("Your seat does not act on cases. Ask an officer or approver of your focal point.")
        return Denied(reason, "18(13)", "not_an_officer")
    if not asked.roles & move.roles:
        reason = _("Only an approver may do this. Ask an approver of your focal point.")
        return Denied(reason, move.source, "approver_only")
    return None


def _side(move: Move, asked: Question) -> Denied | None:
    if asked.side in move.sides:
        return None
    if asked.side == Side.NOBODY:
        reason = _("Your focal point is not a party to this request. Switch to the one that is.")
    elif asked.side == Side.CONDUCTING:
        reason = _("Your central authority does this. Write a note to the file to ask it.")
    elif Side.REQUESTING in move.sides:
        reason = _("Only the requesting side may do this. You may write a note to it.")
    else:
        reason = _("Only the requested side may do this. You may write a note to it or ask for the status.")
    return Denied(reason, move.source, "other_side")


def _status(move: Move, asked: Question) -> Denied | None:
    now = asked.standing.seen_by(asked.side)
    if now is None:
        # The requested side knows nothing of the request yet; the queries show it nothing either.
        return Denied(_("There is nothing here that you can see."), move.source, "wrong_status")
    if now in move.sources:
        return None
    special = _special(move, now)
    if special is not None:
        return special
    possible = ", ".join(f"“{STATUSES[s]}”" for s in Status if s in move.sources)
    words = {"now": STATUSES[now.value], "possible": possible}
    reason = _("This is not possible while the request is “%(now)s”. It is possible in: %(possible)s.")
    return Denied(reason % words, move.source, "wrong_status")


def _special(move: Move, now: Status) -> Denied | None:
    """Words of their own for the moves that the treaty forbids, not merely ones out of order."""
    sent = now not in UNSENT
    if move.kind in CONSULT_FIRST and now in DECIDABLE:
        return Denied(CONSULT_FIRST[move.kind](), "18(26)", "consult_first")
    if move.kind == "mla.draft" and sent:
        reason = _(
            "What was sent cannot be changed. Write a note, or withdraw the request and send a new one."
        )
        return Denied(reason, "18(14)", "sent_is_final")
    if move.kind == "mla.discard" and sent:
        reason = _("A request that was sent stays on record on both sides. You may withdraw it.")
        return Denied(reason, "18(24)", "sent_stays")
    if move.kind == "mla.results" and now in NOT_YET_ACCEPTED:
        reason = _("Results follow acceptance and execution. Accept the measures and begin execution first.")
        return Denied(reason, "18(17)", "accept_first")
    if now in OVER:
        reason = _("This request is over. A further need is a new request that names this one.")
        return Denied(reason, "18(15)", "over")
    return None


CONSULT_FIRST = {
    "mla.refuse": lambda: _(
        "A request may be refused only after consultation. Open a consultation on an intended refusal."
    ),
    "mla.postpone": lambda: _(
        "A request may be postponed only after consultation. Open one on an intended postponement."
    ),
}
