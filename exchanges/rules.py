"""Who may do which act on an exchange now, and if not, why not and what to do instead."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchanges.models import Exchange
from exchanges.states import APPROVER, OFFICER, OVER, Side, Standing, Status
from focal_points.acting import Acting
from focal_points.models import FocalPoint, PostType
from hub.base.results import ALLOWED, Answer, Denied
from hub.forms.exchanges import MOVES, REASONS, Move, forbidden, ways_of

SPEAKERS = frozenset({OFFICER, APPROVER})


@dataclass(frozen=True)
class Question:
    """May somebody on this side, in these roles, do it now? Without `facts` only the button is meant."""

    standing: Standing
    side: Side
    roles: frozenset[str]
    facts: Mapping[str, Any] | None
    now: datetime


def may(
    move: Move, exchange: Exchange, acting: Acting, facts: Mapping[str, Any] | None, now: datetime
) -> Answer:
    """Whether the officer may make this move. Without facts: whether it could be made with the right ones."""
    side = exchange.side_of(acting.focal_point)
    return judge(move, Question(exchange.standing(), side, acting.roles, facts, now))


def acts_for(exchange: Exchange, acting: Acting, now: datetime) -> list[tuple[Move, Answer]]:
    """Every later move of its family with its answer, for the buttons and for the greyed rest."""
    asked = Question(exchange.standing(), exchange.side_of(acting.focal_point), acting.roles, None, now)
    moves = (move for move in MOVES.values() if move.family == exchange.family and not move.begins)
    return [(move, judge(move, asked)) for move in moves]


def may_send(acting: Acting) -> Answer:
    """Any post of a State may ask and inform posts of other States (TIP 10, SOM 10, UNTOC 18(4))."""
    if not acting.roles & SPEAKERS:
        return NOT_AN_OFFICER
    if acting.focal_point.type == PostType.SECRETARIAT:
        reason = _("The Secretariat takes no part in exchanges between States.")
        return Denied(reason, "UNTOC 18(4)", "not_a_state")
    return ALLOWED


def may_begin(acting: Acting, to: FocalPoint | None, facts: Mapping[str, Any], now: datetime) -> Answer:
    """Whether this exchange may be sent to that post."""
    if not (answer := may_send(acting)):
        return answer
    if not (answer := _addressee(acting, to)):
        return answer
    if facts["due"] is not None and facts["due"] <= now:
        return Denied(
            _("The moment by which you want an answer has passed. Choose a later one."), "", "no_time"
        )
    if facts.get("until") is not None and facts["until"] < now.date():
        return Denied(_("The day until which restrictions hold has passed."), "UNTOC 18(5)", "no_time")
    return ALLOWED


def _addressee(acting: Acting, to: FocalPoint | None) -> Answer:
    if to is None or to.type == PostType.SECRETARIAT:
        reason = _("Choose a focal point of another country from the directory.")
        return Denied(reason, "UNTOC 18(4)", "wrong_addressee")
    if to.country_id == acting.country:
        reason = _("This goes to another State. Choose a focal point of another country.")
        return Denied(reason, "UNTOC 18(4)", "own_country")
    if to.generation == 0:
        reason = _(
            "This focal point has no keys yet, so nothing can be sealed to it. Ask it to finish joining."
        )
        return Denied(reason, "UNTOC 18(14)", "no_key")
    return ALLOWED


def judge(move: Move, asked: Question) -> Answer:
    """The answer of the whole table for one move after the first."""
    for check in (_seat, _side, _status):
        found = check(move, asked)
        if found is not None:
            return found
    return GUARDS[move.guard](asked)


NOT_AN_OFFICER = Denied(
    gettext_lazy("Your seat does not act on cases. Ask an officer or approver of your focal point."),
    "UNTOC 18(13)",
    "not_an_officer",
)


def _seat(move: Move, asked: Question) -> Denied | None:
    del move
    return None if asked.roles & SPEAKERS else NOT_AN_OFFICER


def _side(move: Move, asked: Question) -> Denied | None:
    if asked.side in move.sides:
        return None
    if asked.side == Side.NOBODY:
        reason = _("Your focal point has no part in this exchange. Switch to the one that has.")
    elif Side.SENDER in move.sides:
        reason = _("Only the sender may do this.")
    else:
        reason = _("Only the receiver may do this.")
    return Denied(reason, move.source, "other_side")


def _status(move: Move, asked: Question) -> Denied | None:
    now = asked.standing.status
    if now in move.sources:
        return None
    if now in OVER:
        reason = _("This exchange is over. A further question is a new one.")
        return Denied(reason, move.source, "over")
    if now == Status.SENT:
        return Denied(_("It must be acknowledged first."), move.source, "acknowledge_first")
    possible = ", ".join(f"“{s.label}”" for s in Status if s in move.sources)
    reason = _("This is not possible while it is “%(now)s”. It is possible in: %(possible)s.")
    return Denied(reason % {"now": now.label, "possible": possible}, move.source, "wrong_status")


def _none(asked: Question) -> Answer:
    del asked
    return ALLOWED


def _answer(asked: Question) -> Answer:
    facts = asked.facts
    if facts is None or facts["reason"] in REASONS[facts["answer"]]:
        return ALLOWED
    return Denied(_("This reason does not fit this answer. Choose another one."), "", "reason_differs")


def bound(standing: Standing, now: datetime) -> frozenset[str]:
    """Ways of use for which the sender's consent is still needed.

    Restrictions may be temporary (18(5)); the handling code is not.
    """
    ended = standing.until is not None and standing.until < now.date()
    needed = forbidden(standing.handling, () if ended else standing.restrictions)
    return needed - frozenset(standing.permitted)


def _use(asked: Question) -> Answer:
    if asked.facts is None or not ways_of(asked.facts) & bound(asked.standing, asked.now):
        return ALLOWED
    reason = _(
        "The sender has restricted this use. Ask for consent first; a disclosure that exonerates an accused "
        "person needs notice, not consent."
    )
    return Denied(reason, "UNTOC 18(5)", "consent_first")


def _ask_consent(asked: Question) -> Answer:
    if asked.standing.asked:
        return Denied(_("Consent is asked for already. Wait for the answer."), "UNTOC 18(5)", "asked_already")
    needed = bound(asked.standing, asked.now)
    if not needed:
        return Denied(_("The sender has restricted no use that is not permitted already."), "", "not_needed")
    if asked.facts is not None and not (asked.facts["ways"] and set(asked.facts["ways"]) <= needed):
        return Denied(_("Ask for uses that the sender has restricted, and only for those."), "", "not_needed")
    return ALLOWED


def _answer_consent(asked: Question) -> Answer:
    if asked.standing.asked:
        return ALLOWED
    return Denied(_("Nobody has asked for consent."), "UNTOC 18(5)", "not_asked")


def _consult(asked: Question) -> Answer:
    standing = asked.standing
    if asked.side == Side.RECEIVER:
        if standing.consultation == "open":
            return ALLOWED
        reason = _(
            "The sender has not asked for a consultation. Give notice; the sender may then ask for one."
        )
        return Denied(reason, "UNTOC 18(5)", "not_asked")
    if not standing.notices:
        reason = _("A consultation follows the notice that the information exonerates an accused person.")
        return Denied(reason, "UNTOC 18(5)", "no_notice")
    if standing.consultation == "open":
        return Denied(_("You have asked already. Wait for the reply."), "UNTOC 18(5)", "asked_already")
    return ALLOWED


def _close(asked: Question) -> Answer:
    if asked.standing.asked:
        return Denied(_("Consent is asked for and not answered."), "UNTOC 18(5)", "consent_open")
    if asked.standing.consultation == "open":
        return Denied(_("A consultation is open. Reply to it first."), "UNTOC 18(5)", "consultation_open")
    return ALLOWED


GUARDS: dict[str, Callable[[Question], Answer]] = {
    "": _none,
    "send": lambda _asked: Denied(_("An exchange is sent once."), "", "over"),
    "answer": _answer,
    "use": _use,
    "ask_consent": _ask_consent,
    "answer_consent": _answer_consent,
    "consult": _consult,
    "close": _close,
}
