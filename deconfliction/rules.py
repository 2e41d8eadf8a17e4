"""Who may compare with whom, and how often. Silence is Denied."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deconfliction.models import BlindPair, Registration, RegistrationSet
from deconfliction.states import AGREE, MOST_DAYS, OPEN, Status
from focal_points.acting import Acting
from focal_points.models import FocalPoint, PostType, Role
from hub.base.results import ALLOWED, Answer, Denied

RULE = "UNTOC 27(1)"
INVESTIGATING = frozenset({PostType.CENTRAL_AUTHORITY, PostType.PROSECUTION, PostType.POLICE,
                           PostType.TIP, PostType.SOM})  # fmt: skip
WRITERS = frozenset({Role.OFFICER, Role.APPROVER})
APPROVER_ONLY = Denied(
    gettext_lazy("Only an approver may open or end comparing. Ask one of your focal point."),
    RULE, "approver_only",
)  # fmt: skip


def may_open_at_all(by: Acting) -> Answer:
    """An approver of a post that investigates."""
    if by.focal_point.type not in INVESTIGATING:
        reason = _("Cases are compared by authorities that investigate or assist. Switch to such a seat.")
        return Denied(reason, RULE, "not_investigating")
    return ALLOWED if Role.APPROVER in by.roles else APPROVER_ONLY


def may_open(by: Acting, to: FocalPoint | None, standing: bool) -> Answer:
    """Whether comparing with that post may be proposed; `standing`: the two already have a pair."""
    answer = may_open_at_all(by)
    if not answer:
        return answer
    if to is None or to.type not in INVESTIGATING or to.country_id == by.country:
        return Denied(_("Choose an authority of another country."), RULE, "wrong_addressee")
    if to.generation == 0:
        reason = _("This authority has no keys yet, so it cannot sign. Ask it to finish joining.")
        return Denied(reason, RULE, "no_key")
    if standing:
        reason = _("Your two authorities compare already, or a proposal waits. Look at the list.")
        return Denied(reason, RULE, "already_open")
    return ALLOWED


def may_change(kind: str, pair: BlindPair, by: Acting) -> Answer:
    """Whether the officer may agree to a pair or end it."""
    if by.focal_point.pk not in (pair.proposer_id, pair.other_id):
        reason = _("Your focal point is not one of the two. Switch to the one that is.")
        return Denied(reason, RULE, "other_side")
    if Role.APPROVER not in by.roles:
        return APPROVER_ONLY
    if pair.status == Status.ENDED or (kind == AGREE and pair.status != Status.PROPOSED):
        words = {"now": Status(pair.status).label}
        return Denied(_("This is not possible any more: it is “%(now)s”.") % words, RULE, "wrong_status")
    if kind == AGREE and by.focal_point.pk == pair.proposer_id:
        return Denied(_("You proposed this: only the other country can agree."), RULE, "own_proposal")
    return Denied(_("This pair exists already."), RULE, "wrong_status") if kind == OPEN else ALLOWED


def may_register_at_all(by: Acting) -> Answer:
    """Officers and approvers."""
    if by.roles & WRITERS:
        return ALLOWED
    return Denied(_("Only officers and approvers register identifiers."), RULE, "role")


def may_register(by: Acting, pair: BlindPair, token: str, until: date, now: datetime) -> Answer:
    """Whether this token may be registered; the pair is locked, so that the count holds."""
    answer = may_register_at_all(by)
    if not answer:
        return answer
    if pair.status != Status.IN_FORCE or by.focal_point.pk not in (pair.proposer_id, pair.other_id):
        reason = _("The two authorities have not agreed to compare, or have ended it.")
        return Denied(reason, RULE, "not_in_force")
    if not now.date() <= until <= now.date() + timedelta(days=MOST_DAYS):
        reason = _("A registration ends on a day from today to one year ahead.")
        return Denied(reason, RULE, "until")
    own = Registration.objects.filter(pair=pair, focal_point=by.focal_point)
    if own.live(now.date()).filter(token=token).exists():
        reason = _("Your focal point has registered this for the same authority. Look at your list.")
        return Denied(reason, RULE, "registered")
    if used_today(own, now) >= settings.HUB_BLIND_DAILY:
        reason = _("Your focal point has used today's registrations for this authority. Go on tomorrow.")
        return Denied(reason, RULE, "quota")
    return ALLOWED


def used_today(own: RegistrationSet, now: datetime) -> int:
    """Registrations of this day by UTC; withdrawn ones count, since they were compared."""
    return int(own.filter(created__gte=datetime.combine(now.date(), time(), now.tzinfo)).count())


def may_withdraw(by: Acting, registration: Registration) -> Answer:
    """Once, by who may register."""
    if registration.withdrawn:
        return Denied(_("This registration was withdrawn before."), RULE, "withdrawn")
    return may_register_at_all(by)
