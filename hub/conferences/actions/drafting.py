"""Drafts and the revisions of their texts. Rows of text are only added; nothing anybody wrote is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from focal_points.acting import Acting
from hub.base.errors import Invalid, Unseen, require
from hub.conferences import inputs, rules
from hub.conferences.actions import locking, telling
from hub.conferences.drafting import Conflict, merge
from hub.conferences.models import (
    Force,
    Recommendation,
    RecommendationSet,
    RecommendationText,
    Translation,
    WorkingGroup,
)
from hub.conferences.queries import newest

FIELDS: dict[str, inputs.Clean] = {
    "themes": inputs.themes,
    "pillars": inputs.pillars,
    "force": inputs.choice(Force.values),
    "addressees": inputs.several(inputs.addressee),
    "actors": inputs.several(inputs.text(120)),
    "deadline": inputs.maybe(inputs.day),
    "sdg": inputs.several(inputs.target),
    "instruments": inputs.several(inputs.instrument),
    "confidential": inputs.yes_or_no,
    "source_note": inputs.text(500),
}
BODY = inputs.text(inputs.LONGEST_TEXT)
SAVING: dict[str, inputs.Clean] = {
    "language": inputs.language,
    "base": inputs.whole(0, 1_000_000),
    "body": BODY,
    "translation": inputs.choice(("", *Translation.values)),
    "note": inputs.text(300),
}
Outcome = RecommendationText.Outcome


@dataclass(frozen=True)
class Saved:
    """A revision, and how it came about: saved, merged with others, or conflict (both in brackets)."""

    text: RecommendationText
    outcome: str


@transaction.atomic
def add(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> Recommendation:
    """A new draft in a set: {"body", "group"?, and FIELDS}. Raises Unseen, Invalid, Forbidden.

    Its theme is that of the group unless others are given.
    """
    of = locking.one_set(by, pk)
    clean = inputs.read(FIELDS | {"body": BODY, "group": inputs.maybe(inputs.key)}, data, ("body",))
    group = _group(of, clean.pop("group", None))
    require(rules.may_add(by, of, group))
    return begin(of, group, clean, by, now)


def begin(
    of: RecommendationSet, group: WorkingGroup | None, clean: dict[str, Any], by: Acting, now: datetime
) -> Recommendation:
    """The same for a locked set and clean fields, of which `body` is one."""
    body = clean.pop("body")
    if not clean.get("themes") and group is not None:
        clean["themes"] = [group.theme]
    last = of.recommendations.aggregate(last=Max("order"))["last"] or 0
    place = {"order": last + 1} | clean
    one = Recommendation.objects.create(set=of, group=group, created_by=by.focal_point, **place)
    append(one, {"language": of.language, "body": body, "authoritative": True}, by, now)
    _after(one, "draft", by, now)
    return one


def _group(of: RecommendationSet, pk: UUID | None) -> WorkingGroup | None:
    if pk is None:
        return None
    found = WorkingGroup.objects.filter(pk=pk, conference=of.conference_id).first()
    if found is None:
        raise inputs.bad("group", _("There is no such group at this conference."))
    return found


@transaction.atomic
def describe(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> Recommendation:
    """Change themes, addressees and the rest of FIELDS. Raises Unseen, Invalid, Forbidden."""
    one = locking.recommendation(by, pk)
    require(rules.may_edit(by, one))
    for name, value in inputs.read(FIELDS, data).items():
        setattr(one, name, value)
    one.save()
    _after(one, "describe", by, now)
    return one


@transaction.atomic
def alter(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> Recommendation:
    """Both or neither: FIELDS as `describe`, and {"withdrawn": bool} as `withdraw`. Raises as they do."""
    fields = {name: value for name, value in data.items() if name != "withdrawn"}
    wanted = inputs.field("withdrawn", inputs.yes_or_no, data["withdrawn"]) if "withdrawn" in data else None
    if wanted is False:  # back in first: what is out does not change
        withdraw(pk, False, by=by, now=now)
    row = describe(pk, fields, by=by, now=now) if fields or wanted is None else None
    return withdraw(pk, True, by=by, now=now) if wanted else row or locking.recommendation(by, pk)


@transaction.atomic
def save_text(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> Saved:
    """The next revision of a text: {"body", "base", "language"?, "translation"?, "note"?}.

    `base` is the revision that the writer began with (0: there was none). If others have saved since, both
    changes go together; where they touch, both wordings stay in brackets. A text that says what the newest
    one says makes no revision. Raises Unseen, Invalid, Forbidden.
    """
    one = locking.recommendation(by, pk)
    clean = inputs.read(SAVING, data, ("body", "base"))
    return save(one, clean, by, now)


def save(one: Recommendation, clean: dict[str, Any], by: Acting, now: datetime) -> Saved:
    """The same, for a recommendation whose set is locked and clean fields."""
    language = clean.get("language") or one.set.language
    last = newest(one, language)
    if language == one.set.language:
        require(rules.may_edit(by, one))
    else:
        require(rules.may_translate(by, one, there=last is not None))
    body, outcome = _merged(one, last, clean)
    if last is not None and body == last.body:
        return Saved(last, Outcome.SAVED if clean["body"] == body else outcome)
    row = append(one, clean | {"language": language, "body": body, "outcome": outcome}, by, now)
    _after(one, "save_text", by, now)
    if one.set.published_at and not one.confidential:
        telling.public_changed(one.set.conference)
    return Saved(row, outcome)


def _merged(one: Recommendation, last: RecommendationText | None, clean: dict[str, Any]) -> tuple[str, str]:
    """The text to keep and how it came about."""
    base, body = clean["base"], clean["body"]
    if base > (last.revision if last else 0):
        raise inputs.bad("base", _("There is no such revision. Load the newest one."))
    if last is None or base == last.revision:
        return body, Outcome.SAVED
    began = one.texts.filter(language=last.language, revision=base).values_list("body", flat=True).first()
    result = merge(began or "", body, last.body)
    return result.text, Outcome.CONFLICT if isinstance(result, Conflict) else Outcome.MERGED


def append(one: Recommendation, clean: dict[str, Any], by: Acting, now: datetime) -> RecommendationText:
    """The row of the next revision. A translation says which revision of the original it renders."""
    language, original = clean["language"], newest(one)
    authoritative = language == one.set.language
    last = one.texts.filter(language=language).aggregate(last=Max("revision"))["last"] or 0
    return RecommendationText.objects.create(
        recommendation=one,
        language=language,
        revision=last + 1,
        body=clean["body"],
        authoritative=authoritative,
        translation="" if authoritative else clean.get("translation") or Translation.UNOFFICIAL,
        based_on=None if authoritative or original is None else original.revision,
        outcome=clean.get("outcome") or Outcome.SAVED,
        note=clean.get("note", ""),
        by=by.focal_point,
        officer=by.officer.pk,
        at=now,
    )


@transaction.atomic
def withdraw(pk: UUID, withdrawn: bool, *, by: Acting, now: datetime) -> Recommendation:
    """Take a draft out of the set, or back into it; its texts stay. Raises Unseen, Forbidden."""
    one = locking.recommendation(by, pk)
    was, one.withdrawn = one.withdrawn, False
    require(rules.may_edit(by, one))
    one.withdrawn = withdrawn
    if was != withdrawn:
        one.save(update_fields=["withdrawn", "updated"])
        _after(one, "withdraw" if withdrawn else "restore", by, now)
    return one


@transaction.atomic
def reorder(pk: UUID, wanted: Any, *, by: Acting, now: datetime) -> RecommendationSet:
    """Put the drafts of a set in the order of a list of all their ids. Raises Unseen, Invalid, Forbidden."""
    del now
    of = locking.one_set(by, pk)
    require(rules.may_add(by, of, None))
    ids = inputs.field("order", _ids, wanted)
    rows = {row.pk: row for row in of.recommendations.filter(withdrawn=False)}
    if set(ids) != set(rows) or len(ids) != len(rows):
        raise Invalid("bad_field", _("Name every paragraph of the set once."), field="order")
    for place, key in enumerate(ids, start=1):
        rows[key].order = place
    Recommendation.objects.bulk_update(rows.values(), ["order"])
    telling.noted("reorder", of.pk, by)
    return of


def _ids(value: Any) -> list[UUID]:
    if not isinstance(value, list) or len(value) > 2000:
        raise inputs.Wrong(_("Give a list of ids."))
    return [inputs.key(one) for one in value]


def make_room(of: RecommendationSet, after: int) -> int:
    """Move everything below a place down by one; the place that became free."""
    of.recommendations.filter(order__gt=after).update(order=F("order") + 1)
    return after + 1


def _after(one: Recommendation, act: str, by: Acting, now: datetime) -> None:
    telling.noted(act, one.pk, by)
    telling.draft_changed(one, now.date())


def visible(by: Acting, pk: UUID) -> Recommendation:
    """A recommendation that the caller sees. Raises Unseen."""
    found = Recommendation.objects.visible_to(by).filter(pk=pk).first()
    if found is None:
        raise Unseen
    return found
