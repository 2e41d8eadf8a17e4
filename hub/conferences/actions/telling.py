"""Who is told: kind and id, never a word of the text. And the line in the audit log."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from focal_points.acting import Acting
from focal_points.models import PostType, Role, Seat
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.conferences import rules
from hub.conferences.models import Conference, Recommendation, RecommendationSet, Visibility, WorkingGroup
from hub.notifications.actions import ring, tell
from hub.publishing.actions import changed

# Posts whose work is cases, not conferences, hear of nothing; they may read all the same.
CASEWORK = (PostType.POLICE, PostType.PROSECUTION)


def noted(act: str, thing: UUID | str, by: Acting | None) -> None:
    """A line in the audit log, by an officer or by the hub itself."""
    who, country = (by.officer.pk, by.country) if by else ("", "")
    record(Kind.CONFERENCE_ACTED, who=who, country=country, what=f"{act} {thing}")


def told(conference: Conference, act: str, target: UUID, by: Acting | None, today: date) -> None:
    """An inbox row for everybody inside, but not for who did it."""
    tell(_but(inside(conference, today), by), f"conference.{act}", target)


def told_country(country: str, kind: str, target: UUID, by: Acting) -> None:
    """An inbox row for the officers of one country."""
    rows = _seated(Q(focal_point__country=country)).exclude(focal_point__type__in=CASEWORK)
    tell(_but(_officers(rows.filter(officer__is_active=True)), by), kind, target)


def told_group(one: Recommendation, kind: str, by: Acting) -> None:
    """An inbox row for chair and rapporteur of the group, in plenary for the organiser."""
    leaders = Q(focal_point__in=_leaders(one.group)) if one.group else _organisers(one.set.conference)
    tell(_but(_officers(_seated(leaders)), by), kind, one.pk)


def draft_changed(one: Recommendation, today: date) -> None:
    """Ring the sockets of everybody who may read the draft; open editors then ask for the newest text."""
    frame = {"type": "ring", "kind": "draft.changed", "id": str(one.pk)}
    ring(readers(one.set.conference, today), frame)


def readers(conference: Conference, today: date) -> list[UUID]:
    """Every officer with a seat from which the drafts are read."""
    return _officers(_seated(_inside(conference, today)))


def public_changed(conference: Conference) -> None:
    """Drop kept public pages, if the conference has any."""
    if conference.visibility == Visibility.PUBLIC:
        changed()


def set_changed(one: RecommendationSet) -> None:
    """Drop kept public pages, if the set is on one."""
    if one.published_at is not None:
        public_changed(one.conference)


def inside(conference: Conference, today: date) -> list[UUID]:
    """Officers of countries that take part, of working groups and of the organiser."""
    rows = _seated(_inside(conference, today)).exclude(focal_point__type__in=CASEWORK)
    return _officers(rows.exclude(role=Role.OBSERVER) | rows.filter(focal_point__type=PostType.ORGANISATION))


def _inside(conference: Conference, today: date) -> Q:
    countries = rules.participants(conference, today).values("pk")
    groups = WorkingGroup.objects.filter(conference=conference)
    posts = [pk for group in groups for pk in _leaders(group)]
    posts += list(groups.filter(members__isnull=False).values_list("members__post", flat=True))
    mechanism = Q(focal_point__country__in=countries) | Q(focal_point__in=posts)
    return mechanism | _organisers(conference)


def _organisers(conference: Conference) -> Q:
    secretariat = Q(focal_point__type=PostType.SECRETARIAT)
    network = conference.series.network
    if network is None or network.secretariat_id is None:
        return secretariat
    return secretariat | Q(focal_point=network.secretariat_id)


def _leaders(group: WorkingGroup) -> list[UUID]:
    return [pk for pk in (group.chair_id, group.rapporteur_id) if pk]


def _seated(where: Q) -> QuerySet[Seat]:
    return Seat.objects.filter(where, to_seq__isnull=True, officer__is_active=True)


def _officers(rows: QuerySet[Seat]) -> list[UUID]:
    return list(rows.values_list("officer_id", flat=True).distinct())


def _but(officers: Iterable[UUID], by: Acting | None) -> list[UUID]:
    return [one for one in officers if by is None or one != by.officer.pk]
