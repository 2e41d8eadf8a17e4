"""Acts on a conference and on what surrounds its drafting."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hub.conferences.actions import editions, meeting, sets, statements
from hub.conferences.forms import (
    ActForm,
    AgendaForm,
    ConferenceForm,
    DelegationForm,
    GroupForm,
    MemberForm,
    SetForm,
    StatementForm,
)
from hub.conferences.models import AgendaItem, Conference, Statement, WorkingGroup
from hub.conferences.states import CONFERENCE_MOVES
from hub.conferences.views.acts.act import Act, filled, labelled, plain, sent
from hub.conferences.views.acts.addresses import tab_url

GRAVE = ("close", "cancel")


def to_tab(tab: str) -> Any:
    """Back to a part of the conference that the thing belongs to."""
    return lambda thing, _result: tab_url(conference_of(thing), tab)


def conference_of(thing: Any) -> Conference:
    """The conference of a thing."""
    if isinstance(thing, Conference):
        return thing
    if isinstance(thing, Statement):
        return thing.delegation.conference
    found: Conference = thing.conference
    return found


def _change(thing: Conference, request: HttpRequest) -> ActForm:
    return ConferenceForm(sent(request), initial=ConferenceForm.of(thing), fixed=True)


def _clone(thing: Conference, request: HttpRequest) -> ActForm:
    given = ConferenceForm.of(thing)
    kept = {name: value for name, value in given.items() if name not in ("start", "end", "source")}
    return ConferenceForm(sent(request), initial=kept, fixed=True)


def _move(act: str) -> Act:
    move = CONFERENCE_MOVES[act]
    return Act(
        move.label,
        _("Done. Everybody who takes part has been told."),
        lambda pk, _data, by, now: editions.move(pk, act, by=by, now=now),
        to_tab("overview"),
        grave=act in GRAVE,
    )


CONFERENCE = {act: _move(act) for act in CONFERENCE_MOVES} | {
    "change": Act(
        _("Change what is said about it"),
        _("The changes are kept."),
        lambda pk, data, by, now: editions.change(pk, data, by=by, now=now),
        to_tab("overview"),
        _change,
    ),
    "clone": Act(
        _("Prepare the next edition"),
        _("The next edition is prepared."),
        lambda pk, data, by, now: editions.clone(pk, data, by=by, now=now),
        lambda _thing, made: tab_url(made),
        _clone,
        _("Programme and working groups come along. Attendance does not."),
    ),
    "list_delegation": Act(
        _("List a delegation"),
        _("The delegation is listed."),
        lambda pk, data, by, now: meeting.list_delegation(pk, data, by=by, now=now),
        to_tab("delegations"),
        plain(DelegationForm),
    ),
    "register": Act(
        _("Register your delegation"),
        _("Your delegation is registered."),
        lambda pk, _data, by, now: meeting.answer_invitation(pk, "registered", by=by, now=now),
        to_tab("delegations"),
    ),
    "decline": Act(
        _("Decline the invitation"),
        _("The organiser has been told."),
        lambda pk, _data, by, now: meeting.answer_invitation(pk, "declined", by=by, now=now),
        to_tab("delegations"),
    ),
    "add_item": Act(
        _("Add to the programme"),
        _("The programme has a new item."),
        lambda pk, data, by, now: meeting.add_item(pk, data, by=by, now=now),
        to_tab("programme"),
        lambda thing, request: AgendaForm(sent(request), initial={"day": thing.start}),
    ),
    "add_group": Act(
        _("Add a working group"),
        _("The group is there."),
        lambda pk, data, by, now: meeting.add_group(pk, data, by=by, now=now),
        to_tab("groups"),
        plain(GroupForm),
    ),
    "begin_set": Act(
        _("Begin a set of recommendations"),
        _("The set is there. Groups can draft."),
        lambda pk, data, by, now: sets.begin_set(pk, data, by=by, now=now),
        to_tab("drafts"),
        filled(SetForm, lambda one: labelled("title", one.title)),
    ),
    "add_statement": Act(
        _("Write a statement"),
        _("The draft is kept. Another officer of your country clears it."),
        lambda pk, data, by, now: statements.add_statement(pk, data, by=by, now=now),
        to_tab("delegations"),
        plain(StatementForm),
    ),
}
DELEGATION = {
    "remove": Act(
        _("Take this line out"),
        _("The line is gone."),
        lambda pk, _data, by, now: meeting.remove_delegation(pk, by=by, now=now),
        to_tab("delegations"),
        grave=True,
    )
}


def _item(one: AgendaItem) -> dict[str, Any]:
    names = ("number", "day", "start", "end", "place")
    return {name: getattr(one, name) for name in names} | labelled("title", one.title)


ITEM = {
    "change": Act(
        _("Change this item"),
        _("The programme is changed."),
        lambda pk, data, by, now: meeting.change_item(pk, data, by=by, now=now),
        to_tab("programme"),
        filled(AgendaForm, _item),
    ),
    "remove": Act(
        _("Take this item out"),
        _("The item is gone."),
        lambda pk, _data, by, now: meeting.remove_item(pk, by=by, now=now),
        to_tab("programme"),
        grave=True,
    ),
}


def _group(one: WorkingGroup) -> dict[str, Any]:
    given = {"theme": one.theme, "chair": one.chair_id, "rapporteur": one.rapporteur_id}
    return given | labelled("name", one.name)


GROUP = {
    "change": Act(
        _("Change this group"),
        _("The group is changed."),
        lambda pk, data, by, now: meeting.change_group(pk, data, by=by, now=now),
        to_tab("groups"),
        filled(GroupForm, _group),
    ),
    "seat": Act(
        _("Seat a focal point"),
        _("The focal point sits in the group."),
        lambda pk, data, by, now: meeting.seat(pk, data["post"], data["edits"], by=by, now=now),
        to_tab("groups"),
        plain(MemberForm),
    ),
    "unseat": Act(
        _("Take a focal point out"),
        _("The focal point sits there no more."),
        lambda pk, data, by, now: meeting.unseat(pk, data.get("post"), by=by, now=now),
        to_tab("groups"),
    ),
}
STATEMENT = {
    "change": Act(
        _("Change the statement"),
        _("The statement is changed."),
        lambda pk, data, by, now: statements.change_statement(pk, data, by=by, now=now),
        to_tab("delegations"),
        filled(StatementForm, lambda one: {n: getattr(one, n) for n in ("title", "language", "text")}),
    ),
    "clear": Act(
        _("Clear it for your country"),
        _("The statement is cleared: whoever sees the conference can read it."),
        lambda pk, _data, by, now: statements.clear_statement(pk, by=by, now=now),
        to_tab("delegations"),
        lede=_("Whoever sees the conference can then read it, and it does not change any more."),
    ),
    "shelve": Act(
        _("Make a library draft of it"),
        _("The draft is in the library. Only your own country sees it until a second officer clears it."),
        lambda pk, data, by, now: statements.shelve_statement(pk, data, by=by, now=now),
        lambda _thing, made: reverse("library-item", args=[made]),
        lede=_("Title and text go along, and the draft keeps the conference as its source."),
    ),
}
