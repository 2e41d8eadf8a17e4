"""Ties from recommendations to those they come from, and what became of the rest."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from focal_points.acting import Acting
from hub.base.errors import Conflict, Unseen, require
from hub.conferences import inputs, rules
from hub.conferences.actions import drafting, locking, telling
from hub.conferences.models import (
    AncestorFate,
    Fate,
    LinkKind,
    Recommendation,
    RecommendationLink,
    RecommendationSet,
)
from hub.conferences.queries import newest
from hub.conferences.queries_lineage import ancestors_of
from hub.conferences.states import OVER, SETTLED, SetState

LINKING: dict[str, inputs.Clean] = {
    "ancestor": inputs.key,
    "kind": inputs.choice(LinkKind.values),
    "note": inputs.text(500),
}
FATING: dict[str, inputs.Clean] = {
    "ancestor": inputs.key,
    "fate": inputs.choice(Fate.values),
    "reason": inputs.text(4000),
}
CARRYING: dict[str, inputs.Clean] = {
    "ancestor": inputs.key,
    "group": inputs.maybe(inputs.key),
    "kind": inputs.choice(LinkKind.values),
}


@transaction.atomic
def add_link(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> RecommendationLink:
    """Tie a recommendation to its ancestor: {"ancestor", "kind", "note"?}; again: the note changes.

    The ancestor is adopted, of an earlier conference, and the caller sees it. Dropping needs a note. Raises
    Unseen, Invalid, Forbidden, Conflict wrong_state.
    """
    del now
    one = locking.recommendation(by, pk)
    _require_may(by, one)
    clean = inputs.read(LINKING, data, ("ancestor", "kind"))
    if clean["kind"] == LinkKind.DROPS and not clean.get("note"):
        raise inputs.bad("note", _("Say why it is dropped."))
    end = _ancestor(by, one.set, clean["ancestor"])
    row, _made = RecommendationLink.objects.update_or_create(
        start=one,
        end=end,
        kind=clean["kind"],
        defaults={"note": clean.get("note", ""), "by": by.focal_point},
    )
    telling.noted("add_link", one.pk, by)
    telling.set_changed(one.set)
    return row


@transaction.atomic
def remove_link(pk: UUID, *, by: Acting, now: datetime) -> None:
    """Take a tie away while the text is drafted. Raises Unseen, Forbidden, Conflict wrong_state."""
    del now
    row = RecommendationLink.objects.filter(pk=pk).first()
    if row is None:
        raise Unseen
    one = locking.recommendation(by, row.start_id)
    _require_may(by, one)
    require(rules.may_add(by, one.set, one.group))
    row.delete()
    telling.noted("remove_link", one.pk, by)


def _require_may(by: Acting, one: Recommendation) -> None:
    """Drafters while they draft; the organiser also afterwards, until the conference is over."""
    if rules.may_edit(by, one):
        return
    require(rules.may_prepare(by, one.set.conference))
    _require_still(one.set)


def _require_still(of: RecommendationSet) -> None:
    if of.state in (SetState.SILENCE, SetState.VOTING):
        raise Conflict("wrong_state", _("The text is being adopted; what it builds on does not change now."))


def _ancestor(by: Acting, of: RecommendationSet, pk: UUID) -> Recommendation:
    rows = Recommendation.objects.visible_to(by).filter(pk=pk, set__state__in=SETTLED, withdrawn=False)
    found = rows.select_related("set__conference").first()
    if found is None:
        raise inputs.bad("ancestor", _("There is no such adopted recommendation that you can see."))
    if found.set.conference_id == of.conference_id or found.set.conference.start > of.conference.start:
        raise inputs.bad("ancestor", _("An ancestor is of an earlier conference."))
    return found


@transaction.atomic
def record_fate(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> AncestorFate:
    """Say what became of an ancestor that nothing new points to: {"ancestor", "fate", "reason"}.

    `pk` is a set of the new edition. Dropped needs a reason. Raises Unseen, Invalid, Forbidden, Conflict.
    """
    del now
    of = locking.one_set(by, pk)
    require(rules.may_prepare(by, of.conference))
    _require_still(of)
    clean = inputs.read(FATING, data, ("ancestor", "fate"))
    if clean["fate"] == Fate.DROPPED and not clean.get("reason"):
        raise inputs.bad("reason", _("Say why it is dropped."))
    ancestor = ancestors_of(of.conference).filter(pk=clean["ancestor"]).first()
    if ancestor is None:
        raise inputs.bad("ancestor", _("This is not a recommendation of the edition before."))
    said = {"fate": clean["fate"], "reason": clean.get("reason", ""), "by": by.focal_point}
    row, _made = AncestorFate.objects.update_or_create(ancestor=ancestor, set=of, defaults=said)
    telling.noted("record_fate", ancestor.pk, by)
    telling.set_changed(of)
    return row


@transaction.atomic
def carry_over(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> Recommendation:
    """Begin a draft with an ancestor's words and details, tied to it: {"ancestor", "group"?, "kind"?}.

    Raises Unseen, Invalid, Forbidden.
    """
    of = locking.one_set(by, pk)
    clean = inputs.read(CARRYING, data, ("ancestor",))
    old = _ancestor(by, of, clean["ancestor"])
    text = newest(old, of.language) or newest(old)
    kept = {name: getattr(old, name) for name in drafting.FIELDS if name not in ("deadline", "source_note")}
    given = kept | {"body": text.body if text else "", "group": clean.get("group")}
    made = drafting.add(of.pk, given, by=by, now=now)
    kind = clean.get("kind") or LinkKind.BUILDS_ON
    add_link(made.pk, {"ancestor": old.pk, "kind": kind, "note": _("Carried over")}, by=by, now=now)
    return made


def finished(of: RecommendationSet) -> bool:
    """Whether the conference of a set is over."""
    return of.conference.state in OVER
