"""Who may propose, accept, decline and end rules between two countries. Silence is Denied."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement
from agreements.states import MOVES, RULE, Move, Side, Status
from focal_points.acting import Acting
from focal_points.models import FocalPoint, PostType, Role
from hub.base.results import ALLOWED, Answer, Denied

APPROVER_ONLY = Denied(
    gettext_lazy("Rules bind your country: only an approver may do this. Ask one of your focal point."),
    RULE,
    "approver_only",
)


def may_propose_at_all(acting: Acting) -> Answer:
    """An approver of a central authority."""
    if acting.focal_point.type != PostType.CENTRAL_AUTHORITY:
        reason = _("Rules are agreed between central authorities. Switch to the seat at yours or ask it.")
        return Denied(reason, "UNTOC 18(13)", "not_central_authority")
    return ALLOWED if Role.APPROVER in acting.roles else APPROVER_ONLY


def may_propose(
    acting: Acting, to: FocalPoint | None, facts: Mapping[str, Any], current: Agreement | None
) -> Answer:
    """Whether these rules may be proposed to that post; `current` is what is in force between the two."""
    answer = may_propose_at_all(acting)
    if not answer:
        return answer
    if to is None or to.type != PostType.CENTRAL_AUTHORITY or to.country_id == acting.country:
        reason = _("Rules are agreed with the central authority of another country. Choose one.")
        return Denied(reason, "UNTOC 18(13)", "wrong_addressee")
    if to.generation == 0:
        reason = _("This authority has no keys yet, so it cannot sign. Ask it to finish joining.")
        return Denied(reason, "UNTOC 18(14)", "no_key")
    if not set(facts["rules"]["languages"]) <= {acting.country, to.country_id}:
        reason = _("Languages are stated for your two countries only.")
        return Denied(reason, "UNTOC 18(14)", "third_country")
    return _replacement(facts["replaces"], current)


def _replacement(replaces: Any, current: Agreement | None) -> Answer:
    """A proposal names exactly what it would replace, so that nobody accepts the end of something unseen."""
    if replaces == (current.pk if current else None):
        return ALLOWED
    reason = _("What is in force between your two countries has changed. Look at it, then propose again.")
    return Denied(reason, RULE, "other_in_force")


def may(move: Move, agreement: Agreement, acting: Acting, current: Agreement | None) -> Answer:
    """Whether the officer may make this later move; `current` is what is in force between the two."""
    side, status = agreement.side_of(acting.focal_point), Status(agreement.status)
    if Role.APPROVER not in acting.roles:
        return APPROVER_ONLY
    if side == Side.NOBODY:
        reason = _("Your focal point is not one of the two. Switch to the one that is.")
        return Denied(reason, RULE, "other_side")
    if side not in move.sides:
        reason = _("You proposed this: only the other country can accept or decline it.")
        return Denied(reason, RULE, "own_proposal")
    if status not in move.sources:
        words = {"now": status.label}
        return Denied(_("This is not possible any more: it is “%(now)s”.") % words, RULE, "wrong_status")
    if move.kind == "pair.end" and status == Status.PROPOSED and side == Side.OTHER:
        return Denied(_("It is not in force. Decline it instead."), RULE, "decline_instead")
    return _replacement(agreement.replaces, current) if move.kind == "pair.accept" else ALLOWED


def acts_for(agreement: Agreement, acting: Acting, current: Agreement | None) -> list[tuple[Move, Answer]]:
    """Every later act with its answer."""
    moves = (move for move in MOVES.values() if move.sources)
    return [(move, may(move, agreement, acting, current)) for move in moves]
