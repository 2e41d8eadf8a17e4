"""The rules that every move shares: seat, side, status. Then the guard that the move names."""

from django.utils.translation import gettext as _

from hub.base.results import Answer, Denied
from mla_requests.rules.guards import GUARDS
from mla_requests.rules.question import Question
from mla_requests.states import APPROVER, BEFORE_SENDING, OFFICER, OVER, PAUSED, Move, Side, Status

NOT_YET_ACCEPTED = PAUSED | {
    Status.TRANSMITTED,
    Status.ACKNOWLEDGED,
    Status.UNDER_ASSESSMENT,
    Status.ACCEPTED,
}


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
    elif Side.REQUESTING in move.sides:
        reason = _("Only the requesting side may do this. You may write a note to it.")
    else:
        reason = _("Only the requested side may do this. You may write a note to it or ask for the status.")
    return Denied(reason, move.source, "other_side")


def _status(move: Move, asked: Question) -> Denied | None:
    now = asked.standing.status
    if now in move.sources:
        return None
    special = _special(move.kind, now)
    if special is not None:
        return special
    possible = ", ".join(f"“{s.label}”" for s in Status if s in move.sources)
    words = {"now": now.label, "possible": possible}
    reason = _("This is not possible while the request is “%(now)s”. It is possible in: %(possible)s.")
    return Denied(reason % words, move.source, "wrong_status")


def _special(kind: str, now: Status) -> Denied | None:
    """Words of their own for the moves that the treaty forbids, not merely ones out of order."""
    sent = now not in BEFORE_SENDING | OVER
    if kind == "mla.refuse" and now in NOT_YET_ACCEPTED | {Status.IN_EXECUTION}:
        reason = _(
            "A request may be refused only after consultation. Open a consultation on an intended refusal."
        )
        return Denied(reason, "18(26)", "consult_first")
    if kind == "mla.draft" and sent:
        reason = _(
            "What was sent cannot be changed. Write a note, or withdraw the request and send a new one."
        )
        return Denied(reason, "18(14)", "sent_is_final")
    if kind == "mla.discard" and sent:
        reason = _("A request that was sent stays on record on both sides. You may withdraw it.")
        return Denied(reason, "18(24)", "sent_stays")
    if kind == "mla.results" and now in NOT_YET_ACCEPTED:
        reason = _("Results follow acceptance and execution. Accept the measures and begin execution first.")
        return Denied(reason, "18(17)", "accept_first")
    if now in OVER:
        reason = _("This request is over. A further need is a new request that names this one.")
        return Denied(reason, "18(15)", "over")
    return None
