"""What surrounds the drafting: delegations, programme, working groups, statements."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from focal_points.acting import Acting
from focal_points.models import Country, FocalPoint
from hub.base.errors import Conflict, Forbidden, Unseen, require
from hub.base.results import ALLOWED, Denied
from hub.conferences import inputs, rules
from hub.conferences.actions import locking, telling
from hub.conferences.models import (
    AgendaItem,
    Attendance,
    Conference,
    Delegation,
    DelegationRole,
    GroupMember,
    WorkingGroup,
)
from hub.conferences.states import OVER
from hub.publishing.vocabulary import THEMES

DELEGATION: dict[str, inputs.Clean] = {
    "country": inputs.maybe(inputs.code),
    "name": inputs.text(200),
    "role": inputs.choice(DelegationRole.values),
    "source": inputs.text(300),
    "status": inputs.choice(Attendance.values),
}
ITEM: dict[str, inputs.Clean] = {
    "number": inputs.text(10),
    "day": inputs.day,
    "start": inputs.maybe(inputs.hour),
    "end": inputs.maybe(inputs.hour),
    "title": inputs.labels(300),
    "place": inputs.text(120),
}
GROUP: dict[str, inputs.Clean] = {
    "theme": inputs.choice(tuple(THEMES)),
    "name": inputs.labels(200),
    "chair": inputs.maybe(inputs.key),
    "rapporteur": inputs.maybe(inputs.key),
}
OWN_WORD = "the country itself"
M = TypeVar("M", bound=Model)


@transaction.atomic
def list_delegation(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> Delegation:
    """What a source says: {"country" or "name", "source", "role"?, "status"?}. Again: the row changes.

    Another source's word is another row, also where they contradict. Raises Unseen, Invalid, Forbidden.
    """
    del now
    one = _prepared(by, pk)
    clean = inputs.read(DELEGATION, data, ("source",))
    country = clean.pop("country", None)
    if country is None and not clean.get("name"):
        raise inputs.bad("country", _("Name a country or organisation."))
    if country is not None and not Country.objects.filter(pk=country).exists():
        raise inputs.bad("country", _("There is no such country or organisation."))
    key = {"country_id": country, "name": clean.pop("name", ""), "source": clean.pop("source")}
    said = clean | {"listed_by": by.focal_point}
    row, _made = Delegation.objects.update_or_create(conference=one, **key, defaults=said)
    if country is not None:
        telling.told_country(country, "conference.invited", one.pk, by)
    _after(one, "list_delegation", row.pk, by)
    return row


@transaction.atomic
def answer_invitation(pk: UUID, status: Any, *, by: Acting, now: datetime) -> Delegation:
    """A listed country's own word: registered or declined. Raises Unseen, Invalid, Forbidden."""
    del now
    one = locking.conference(by, pk)
    own = Delegation.objects.filter(conference=one, country=by.country)
    if not own.exists() or not rules.speaks(by):
        text = _("Only who was invited answers. Write to the organiser.")
        raise Forbidden(Denied(text, code="not_invited"))
    require(rules.FINISHED if one.state in OVER else ALLOWED)
    clean = inputs.field("status", inputs.choice((Attendance.REGISTERED, Attendance.DECLINED)), status)
    role = own.exclude(source=OWN_WORD).values_list("role", flat=True).first() or DelegationRole.DELEGATE
    row, _made = Delegation.objects.update_or_create(
        conference=one,
        country_id=by.country,
        name="",
        source=OWN_WORD,
        defaults={"status": clean, "role": role, "listed_by": by.focal_point},
    )
    _after(one, "answer_invitation", row.pk, by)
    return row


@transaction.atomic
def remove_delegation(pk: UUID, *, by: Acting, now: datetime) -> None:
    """Take out a row listed by mistake; not one with statements. Raises Unseen, Forbidden, Conflict."""
    del now
    row = _of(Delegation, pk)
    one = _prepared(by, row.conference_id)
    if row.statements.exists():
        raise Conflict("has_statements", _("This delegation made a statement; it stays listed."))
    row.delete()
    _after(one, "remove_delegation", pk, by)


@transaction.atomic
def add_item(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> AgendaItem:
    """A new item of the programme: {"number", "day", "title", …}. Raises Unseen, Invalid, Forbidden."""
    del now
    one = _prepared(by, pk)
    clean = inputs.read(ITEM, data, ("number", "day", "title"))
    row = AgendaItem(conference=one, **clean)
    _check(row)
    row.save(force_insert=True)
    _after(one, "add_item", row.pk, by)
    return row


@transaction.atomic
def change_item(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> AgendaItem:
    """Change an item. Raises Unseen, Invalid, Forbidden."""
    del now
    row = _of(AgendaItem, pk)
    row.conference = one = _prepared(by, row.conference_id)
    for name, value in inputs.read(ITEM, data).items():
        setattr(row, name, value)
    _check(row)
    row.save()
    _after(one, "change_item", row.pk, by)
    return row


def _check(row: AgendaItem) -> None:
    one = row.conference
    if not one.start <= row.day <= one.end:
        raise inputs.bad("day", _("The conference is not on this day."))
    if row.start and row.end and row.end < row.start:
        raise inputs.bad("end", _("This ends before it begins."))
    if not row.number or not row.title:
        raise inputs.bad("title", _("An item has a number and a title."))


@transaction.atomic
def remove_item(pk: UUID, *, by: Acting, now: datetime) -> None:
    """Take an item out of the programme. Raises Unseen, Forbidden."""
    del now
    row = _of(AgendaItem, pk)
    one = _prepared(by, row.conference_id)
    row.delete()
    _after(one, "remove_item", pk, by)


@transaction.atomic
def add_group(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> WorkingGroup:
    """A group: {"theme", "name"?, "chair"?, "rapporteur"?}, both posts. Raises Unseen, Invalid, Forbidden."""
    del now
    one = _prepared(by, pk)
    row = WorkingGroup(conference=one)
    _fill(row, inputs.read(GROUP, data, ("theme",)))
    row.save(force_insert=True)
    _after(one, "add_group", row.pk, by)
    return row


@transaction.atomic
def change_group(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> WorkingGroup:
    """Change a group's theme, name or posts. Raises Unseen, Invalid, Forbidden."""
    del now
    row = _of(WorkingGroup, pk)
    row.conference = one = _prepared(by, row.conference_id)
    _fill(row, inputs.read(GROUP, data))
    row.save()
    _after(one, "change_group", row.pk, by)
    return row


def _fill(row: WorkingGroup, clean: dict[str, Any]) -> None:
    for name in ("chair", "rapporteur"):
        if name in clean:
            setattr(row, name, _post(name, clean.pop(name)))
    for name, value in clean.items():
        setattr(row, name, value)


def _post(name: str, pk: UUID | None) -> FocalPoint | None:
    if pk is None:
        return None
    found = FocalPoint.objects.filter(pk=pk).first()
    if found is None:
        raise inputs.bad(name, _("There is no such focal point."))
    return found


@transaction.atomic
def seat(pk: UUID, post: Any, edits: Any = False, *, by: Acting, now: datetime) -> GroupMember:
    """Seat a post in a group, with or without the pen. Raises Unseen, Invalid, Forbidden."""
    del now
    group = _group(by, pk)
    found = _post("post", inputs.field("post", inputs.key, post))
    pen = inputs.field("edits", inputs.yes_or_no, edits)
    row, _made = GroupMember.objects.update_or_create(group=group, post=found, defaults={"edits": pen})
    telling.noted("seat", group.pk, by)
    return row


@transaction.atomic
def unseat(pk: UUID, post: Any, *, by: Acting, now: datetime) -> None:
    """Take a post's seat in a group away, if it has one. Raises Unseen, Invalid, Forbidden."""
    del now
    group = _group(by, pk)
    GroupMember.objects.filter(group=group, post=inputs.field("post", inputs.key, post)).delete()
    telling.noted("unseat", group.pk, by)


def _group(by: Acting, pk: UUID) -> WorkingGroup:
    """A group that the caller leads or organises. Groups show only inside the mechanism. Raises Unseen."""
    row = _of(WorkingGroup, pk)
    row.conference = locking.conference(by, row.conference_id)
    if not Conference.objects.drafted_by(by).filter(pk=row.conference_id).exists():
        raise Unseen
    require(rules.may_lead(by, row))
    return row


def _of(table: type[M], pk: UUID) -> M:
    found = QuerySet(table).filter(pk=pk).first()
    if found is None:
        raise Unseen
    return found


def _prepared(by: Acting, pk: UUID) -> Conference:
    one = locking.conference(by, pk)
    require(rules.may_prepare(by, one))
    return one


def _after(one: Conference, act: str, thing: UUID, by: Acting) -> None:
    telling.noted(act, thing, by)
    telling.public_changed(one)
