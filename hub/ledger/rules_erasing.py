"""Who may have the own copy erased, and when."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import Role, Seat
from hub.base.results import ALLOWED, Answer, Denied
from hub.encryption.erasing import PROPOSE, Erasing
from hub.ledger.models import Event, Keeping, Stream, Term

ERASABLE = frozenset({Stream.Kind.FILE, Stream.Kind.REQUEST})
SIGNERS = frozenset({Role.APPROVER, Role.ADMIN})
ARTICLE = "docs/retention.md"
NOT_SIGNER = Denied(
    _("Only an approver or administrator of your focal point has its copy erased. You may propose it."),
    source=ARTICLE,
    code="approver_only",
)
HELD = Denied(
    _("Your focal point keeps this on hold. An approver or administrator must lift the hold first."),
    source=ARTICLE,
    code="on_hold",
)
EARLY = Denied(
    _("The time to keep this has not passed, or the case is not closed. Another rule needs no date."),
    source=ARTICLE,
    code="kept_longer",
)
NO_PROPOSAL = Denied(
    _("A colleague proposes it first, in the same words; then another person signs."),
    source=ARTICLE,
    code="second_person",
)
NOTHING_LEFT = Denied(
    _("Your focal point's copy of this was erased already."), source=ARTICLE, code="erased_already"
)
NOT_ADMIN = Denied(
    _("Only an administrator of your focal point sets how long it keeps cases."),
    source=ARTICLE,
    code="admin_only",
)


def may_manage(by: Acting) -> Answer:
    """Signing an erasing, putting on hold and lifting a hold."""
    return ALLOWED if by.roles & SIGNERS else NOT_SIGNER


def may_set_term(by: Acting) -> Answer:
    """Changing the post's own term."""
    return ALLOWED if Role.ADMIN in by.roles else NOT_ADMIN


def ends_on(closed_on: date, years: int) -> date:
    """The day from which the retention rule allows erasing; 29 February becomes 1 March."""
    try:
        return closed_on.replace(year=closed_on.year + years)
    except ValueError:
        return date(closed_on.year + years, 3, 1)


def may_erase(act: Event, meant: Erasing, kept: Keeping, by: Acting, now: datetime, *, left: bool) -> Answer:
    """Asked under the stream's lock, with the act in its place: role, hold, date, second person.

    `left`: whether something of what is meant is not erased yet.
    """
    term = term_of(by)
    if kept.held_at is not None:
        return HELD
    if meant.rule == "retention" and not is_over(kept, term, now.date()):
        return EARLY
    if not left:
        return NOTHING_LEFT
    if act.kind == PROPOSE:
        return ALLOWED
    return may_manage(by) and _second_person(act, meant, term, by)


def term_of(by: Acting) -> Term:
    """The own post's term, or the usual one."""
    return Term.objects.filter(focal_point=by.focal_point).first() or Term(focal_point=by.focal_point)


def is_over(kept: Keeping, term: Term, today: date) -> bool:
    """Whether the day has come from which the retention rule allows erasing."""
    return kept.closed_on is not None and ends_on(kept.closed_on, term.years) <= today


def _second_person(act: Event, meant: Erasing, term: Term, by: Acting) -> Answer:
    if meant.proposal is None:
        return ALLOWED if term.alone and len(signers_of(by)) == 1 else NO_PROPOSAL
    before = Event.objects.filter(
        pk=meant.proposal, stream=act.stream_id, kind=PROPOSE, focal_point=act.focal_point_id
    ).first()
    if before is None or before.officer_id == by.officer.pk:
        return NO_PROPOSAL
    same = before.facts == {name: one for name, one in act.facts.items() if name != "proposal"}
    present = Seat.objects.filter(to_seq__isnull=True, officer__is_active=True)
    seated = present.filter(officer=before.officer_id, focal_point=act.focal_point_id)
    return ALLOWED if same and seated.exists() else NO_PROPOSAL


def signers_of(by: Acting) -> set[object]:
    """The officers of the own post who may sign an erasing now."""
    seats = Seat.objects.filter(
        focal_point=by.focal_point, to_seq__isnull=True, role__in=SIGNERS, officer__is_active=True
    )
    return set(seats.values_list("officer_id", flat=True))
