"""Who may do what at a conference and to its drafts, and if not, why not."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import Country, PostType, Role
from focal_points.queries_networks import current
from hub.base.results import ALLOWED, Answer, Denied
from hub.conferences.models import (
    Attendance,
    Conference,
    Delegation,
    DelegationRole,
    Recommendation,
    RecommendationSet,
    Series,
    WorkingGroup,
)
from hub.conferences.states import EDITABLE, OVER, SETTLED, Move

SPEAKERS = frozenset({Role.OFFICER, Role.APPROVER})
SPEAKING = (DelegationRole.DELEGATE, DelegationRole.HOST)
NOT_ORGANISER = Denied(
    _("Only the organiser does this: the Secretariat, or the secretariat of the mechanism."),
    code="not_organiser",
)
NOT_A_SPEAKER = Denied(
    _("Your seat does not act for your focal point. Ask an officer or approver of it."), code="not_an_officer"
)
NOT_EDITOR = Denied(
    _("Only chair, rapporteur and whom they gave the pen edit this draft. Propose a change instead."),
    code="not_editor",
)
NOT_TAKING_PART = Denied(
    _("Only countries that take part do this; observers and organisations do not."), code="not_taking_part"
)
NOT_ELECTOR = Denied(_("Only a country that registered for the conference votes."), code="not_elector")
FROZEN = Denied(
    _("The text is not edited any more at this stage. After publication it changes by corrigendum only."),
    code="frozen",
)
FINISHED = Denied(_("The conference is over; nothing in it changes any more."), code="over")


def speaks(acting: Acting) -> bool:
    """Whether the seat acts for its post. An organisation has no other seats than observers'."""
    return bool(acting.roles & SPEAKERS) or acting.organisation


def may_organise_series(acting: Acting, series: Series) -> Answer:
    """Whether somebody organises the editions of a series."""
    own = acting.focal_point.type == PostType.SECRETARIAT
    mechanism = series.network is not None and series.network.secretariat_id == acting.focal_point.pk
    if not (own or mechanism):
        return NOT_ORGANISER
    return ALLOWED if speaks(acting) else NOT_A_SPEAKER


def may_organise(acting: Acting, conference: Conference) -> Answer:
    """Whether somebody organises a conference."""
    return may_organise_series(acting, conference.series)


def may_move(acting: Acting, conference: Conference, move: Move) -> Answer:
    """Whether the organiser may do an act of the table now; conditions of their own come on top."""
    if not (answer := may_organise(acting, conference)):
        return answer
    return _from(conference.state, move)


def may_move_set(acting: Acting, one: RecommendationSet, move: Move) -> Answer:
    """The same for a set."""
    if not (answer := may_organise(acting, one.conference)):
        return answer
    return FINISHED if one.conference.state in OVER else _from(one.state, move)


def _from(state: str, move: Move) -> Answer:
    if state in move.sources:
        return ALLOWED
    return Denied(_("This is not the next step from where it stands now."), code="wrong_state")


def may_prepare(acting: Acting, conference: Conference) -> Answer:
    """Whether somebody changes programme, delegations and groups."""
    if conference.state in OVER:
        return FINISHED
    return may_organise(acting, conference)


def may_edit(acting: Acting, one: Recommendation) -> Answer:
    """Whether somebody writes the next revision of a draft."""
    if one.set.conference.state in OVER:
        return FINISHED
    if one.set.state not in EDITABLE or one.withdrawn:
        return FROZEN
    return _holds_pen(acting, one.set.conference, one.group)


def may_add(acting: Acting, one: RecommendationSet, group: WorkingGroup | None) -> Answer:
    """Whether somebody begins a draft in a group (or in none: the organiser)."""
    if one.conference.state in OVER:
        return FINISHED
    if one.state not in EDITABLE:
        return FROZEN
    return _holds_pen(acting, one.conference, group)


def may_translate(acting: Acting, one: Recommendation, *, there: bool) -> Answer:
    """Whether somebody writes a translation: with the draft, and in the organiser's hands once adopted.

    `there`: a text in this language was published already, which only a corrigendum changes.
    """
    if one.set.state in EDITABLE:
        return may_edit(acting, one)
    if one.set.state not in SETTLED or (there and one.set.published_at is not None):
        return FROZEN
    return may_organise(acting, one.set.conference)


def _holds_pen(acting: Acting, conference: Conference, group: WorkingGroup | None) -> Answer:
    if may_organise(acting, conference):
        return ALLOWED
    if group is None or not (leads(acting, group) or _pen_given(acting, group)):
        return NOT_EDITOR
    return ALLOWED if speaks(acting) else NOT_A_SPEAKER


def leads(acting: Acting, group: WorkingGroup) -> bool:
    """Whether the post is the group's chair or rapporteur."""
    return acting.focal_point.pk in (group.chair_id, group.rapporteur_id)


def _pen_given(acting: Acting, group: WorkingGroup) -> bool:
    return group.members.filter(post=acting.focal_point, edits=True).exists()


def may_lead(acting: Acting, group: WorkingGroup) -> Answer:
    """Whether somebody seats posts in a group and answers proposals to its drafts."""
    if group.conference.state in OVER:
        return FINISHED
    if may_organise(acting, group.conference):
        return ALLOWED
    if not leads(acting, group):
        return NOT_EDITOR
    return ALLOWED if speaks(acting) else NOT_A_SPEAKER


def may_dispose(acting: Acting, one: Recommendation) -> Answer:
    """Whether somebody answers proposals: the chair or rapporteur, in plenary the organiser."""
    if not (answer := may_edit(acting, one)):
        return answer
    if one.group is None:
        return may_organise(acting, one.set.conference)
    return may_lead(acting, one.group)


def may_propose(acting: Acting, one: Recommendation, today: date) -> Answer:
    """Whether somebody proposes a change for the own country."""
    if one.set.state not in EDITABLE or one.withdrawn:
        return FROZEN
    return may_speak(acting, one.set.conference, today)


def may_speak(acting: Acting, conference: Conference, today: date) -> Answer:
    """Whether somebody speaks for a country that takes part."""
    if conference.state in OVER:
        return FINISHED
    if not acting.roles & SPEAKERS:
        return NOT_A_SPEAKER
    taking_part = participants(conference, today).filter(pk=acting.country)
    if acting.focal_point.type == PostType.SECRETARIAT or not taking_part.exists():
        return NOT_TAKING_PART
    return ALLOWED


def may_vote(acting: Acting, one: RecommendationSet, today: date) -> Answer:
    """Whether somebody votes for a country."""
    if not (answer := may_speak(acting, one.conference, today)):
        return answer
    return ALLOWED if electors(one.conference, today).filter(pk=acting.country).exists() else NOT_ELECTOR


def participants(conference: Conference, today: date) -> QuerySet[Country]:
    """Countries that take part: delegates and hosts that did not decline, and members of the mechanism."""
    came = _delegations(conference).exclude(status=Attendance.DECLINED).values("country")
    return _countries(Q(pk__in=came) | _members(conference, today))


def electors(conference: Conference, today: date) -> QuerySet[Country]:
    """Countries that vote: those listed as registered or there; without any, the mechanism's members."""
    there = _delegations(conference).filter(status__in=(Attendance.REGISTERED, Attendance.ATTENDED))
    if there.exists():
        return _countries(Q(pk__in=there.values("country")))
    return _countries(_members(conference, today))


def _countries(chosen: Q) -> QuerySet[Country]:
    return Country.objects.filter(chosen, kind=Country.Kind.COUNTRY).order_by("code")


def _delegations(conference: Conference) -> QuerySet[Delegation]:
    rows = Delegation.objects.filter(conference=conference, role__in=SPEAKING, country__isnull=False)
    return rows.filter(country__kind=Country.Kind.COUNTRY)


def _members(conference: Conference, today: date) -> Q:
    network = conference.series.network
    if network is None:
        return Q(pk__in=())
    rows = network.members.filter(current(today), status="member")
    return Q(pk__in=rows.values("country"))
