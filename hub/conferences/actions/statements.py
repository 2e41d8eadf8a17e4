"""What delegations tell a conference. It is the country's own until a second officer of it clears it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from focal_points.acting import Acting
from focal_points.models import Role
from hub.base.errors import Conflict, Forbidden, Unseen, require
from hub.base.results import ALLOWED, Answer, Denied
from hub.conferences import inputs, rules
from hub.conferences.actions import locking, telling
from hub.conferences.linking import CONFERENCE, STATEMENT
from hub.conferences.models import Attendance, Delegation, Statement
from hub.publishing.actions import link
from hub.publishing.models import Link, Relation
from hub.publishing.shelving import shelve

ITEM = "library.item"

FIELDS: dict[str, inputs.Clean] = {
    "title": inputs.text(300),
    "language": inputs.language,
    "text": inputs.text(40_000),
}


@transaction.atomic
def add_statement(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> Statement:
    """A draft of the own delegation: {"title", "text", "language"?}. Raises Unseen, Invalid, Forbidden."""
    del now
    one = locking.conference(by, pk)
    rows = Delegation.objects.filter(conference=one, country=by.country)
    delegation = rows.exclude(status=Attendance.DECLINED).first()
    if delegation is None or not rules.speaks(by):
        text = _("Only a listed delegation makes a statement. Write to the organiser.")
        raise Forbidden(Denied(text, code="not_invited"))
    clean = inputs.read(FIELDS, data, ("title", "text"))
    made = Statement.objects.create(delegation=delegation, drafted_by=by.officer.pk, **clean)
    telling.noted("add_statement", made.pk, by)
    return made


@transaction.atomic
def change_statement(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> Statement:
    """Change a draft of the own country; whoever did so last is its author. Raises Unseen, …, Conflict."""
    del now
    one = _own(by, pk)
    require(ALLOWED if rules.speaks(by) else rules.NOT_A_SPEAKER)
    for name, value in inputs.read(FIELDS, data).items():
        setattr(one, name, value)
    one.drafted_by = by.officer.pk
    one.save()
    telling.noted("change_statement", one.pk, by)
    return one


@transaction.atomic
def clear_statement(pk: UUID, *, by: Acting, now: datetime) -> Statement:
    """Stand behind a statement for the country: from now on whoever sees the conference reads it.

    Raises Unseen, Forbidden four_eyes or not_an_approver, Conflict cleared.
    """
    one = _own(by, pk)
    require(_may_clear(one, by))
    one.state, one.cleared_by = Statement.State.CLEARED, by.officer.pk
    one.save()
    conference = one.delegation.conference
    telling.noted("clear_statement", one.pk, by)
    telling.told(conference, "statement", conference.pk, by, now.date())
    telling.public_changed(conference)
    return one


@transaction.atomic
def shelve_statement(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> UUID:
    """Begin a library draft with the words of a statement of the own country: {"type"?}; answers its id.

    The draft is tied to the statement and to the conference, and goes the library's own way: nobody else
    reads it before a second officer cleared it. Raises Unseen, Forbidden, Invalid, Conflict shelved.
    """
    one = _of_country(by, pk)
    require(ALLOWED if rules.speaks(by) else rules.NOT_A_SPEAKER)
    if Link.objects.filter(relation=Relation.DERIVED, to_kind=STATEMENT, to_id=one.pk).exists():
        text = _("A library draft was made of this statement already. Look for it in the library.")
        raise Conflict("shelved", text)
    text_of = {"title": one.title, "body": one.text}
    given = {"type": data.get("type", "good_practice"), "language": one.language, "text": text_of}
    made = shelve(by, given, [one.drafted_by] if one.drafted_by else [], now)
    link(by, (ITEM, made), Relation.DERIVED, (STATEMENT, one.pk))
    link(by, (ITEM, made), Relation.PROVENANCE, (CONFERENCE, one.delegation.conference_id))
    telling.noted("shelve_statement", one.pk, by)
    return made


def _may_clear(one: Statement, by: Acting) -> Answer:
    if Role.APPROVER not in by.roles and not by.organisation:
        return Denied(_("Only an approver clears for a country."), code="not_an_approver")
    if one.drafted_by == by.officer.pk:
        return Denied(_("You wrote this. Another officer of your country must clear it."), code="four_eyes")
    return ALLOWED


def _own(by: Acting, pk: UUID) -> Statement:
    """A statement of the own country, locked, while it is a draft."""
    found = _of_country(by, pk)
    if found.state != Statement.State.DRAFT:
        raise Conflict("cleared", _("This statement was cleared and does not change any more."))
    return found


def _of_country(by: Acting, pk: UUID) -> Statement:
    """A statement of the own country, locked."""
    rows = Statement.objects.visible_to(by).select_related("delegation__conference__series__network")
    found = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise Unseen
    if found.delegation.country_id != by.country:
        raise Forbidden(Denied(_("Only the country itself does this."), code="other_country"))
    return found
