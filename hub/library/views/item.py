"""The work page of an item: its text, what is tied to it, what was said and decided, what to do now."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from hub.base import clock
from hub.base.errors import Unseen
from hub.base.pages import page
from hub.base.results import Denied
from hub.library import queries
from hub.library.actions import count_use
from hub.library.fields import FIELDS, missing
from hub.library.models import Comment, ItemVersion, LibraryItem, Rendition
from hub.library.rules import Standing, acts_for, may_clear_replication, may_comment, may_edit, may_replicate
from hub.library.states import ACTS, State
from hub.library.views import shown
from hub.library.views.lists import PRESSING, language
from hub.publishing.links import back_links, links
from hub.publishing.models import Relation

KIND = "library.item"
WAY = (State.DRAFT, State.SUBMITTED, State.REVIEW, State.CLEARANCE, State.PUBLISHED)


@require_safe
@page
def item_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An item as the post sees it. `version`, `language` and `side` in the address choose what is shown."""
    by = acting_for(request)
    item = queries.one(by, pk)
    version = _version(request, item, by)
    text = shown.text_for(version, request.GET.get("language") or language())
    if text is None:
        raise Unseen
    if not item.owned_by(by):
        count_use(item, by, clock.now())
    context = {**_text(request, item, version, text, by), **_acts(item, version, by), **_talk(item, by)}
    return render(request, "library/item.html", context)


def _version(request: HttpRequest, item: LibraryItem, by: Acting) -> ItemVersion:
    number = request.GET.get("version", "")
    if not number:
        found = queries.newest_for(item, by)
    else:
        found = next((one for one in queries.versions_for(item, by) if str(one.number) == number), None)
    if found is None:
        raise Unseen
    found.item = item
    return found


def _text(
    request: HttpRequest, item: LibraryItem, version: ItemVersion, text: Rendition, by: Acting
) -> dict[str, Any]:
    renditions = list(version.renditions.all())
    other = next((one for one in renditions if one.authoritative != text.authoritative), None)
    newest = queries.newest_for(item, by)
    return {
        "rail": "library",
        "item": item,
        "version": version,
        "text": text,
        "type": item.get_type_display(),
        "renditions": renditions,
        "authoritative": version.authoritative,
        "beside": next((one for one in renditions if one.language == request.GET.get("side")), None),
        "other": other.language if other else "",
        "older": bool(newest and newest.pk != version.pk),
        "standing": standing(item, version, by),
        "embargo": item.owned_by(by) and item.current_id and not item.is_open(),
        "detail": shown.detail(version, item.type),
        "fields": FIELDS[item.type],
        "files": files(version),
        "about_rows": about_rows(item, version, by),
        "public_address": _public(item, version),
    }


def standing(item: LibraryItem, version: ItemVersion, by: Acting) -> str:
    """The state in a word; that a new version is written is nobody else's business."""
    if item.owned_by(by) or version.state != State.PUBLISHED:
        return str(version.get_state_display())
    return str((State.RETIRED if item.state == State.RETIRED else State.PUBLISHED).label)


def about_rows(item: LibraryItem, version: ItemVersion, by: Acting) -> list[dict[str, Any]]:
    """The facts, led by who may read it."""
    readers = {"label": _("Who may read it"), "value": shown.audience(version.facts)}
    embargo = {"label": _("Not before"), "value": version.facts["embargo_until"], "code": True}
    mine = (
        [readers, embargo]
        if item.owned_by(by) and embargo["value"]
        else [readers]
        if item.owned_by(by)
        else []
    )
    return mine + shown.about(item, version)


def files(version: ItemVersion) -> list[dict[str, Any]]:
    """The files of every language with the address to load each from."""
    found = []
    for rendition in version.renditions.all():
        for one in rendition.files.all():
            one.rendition = rendition
            found.append({"file": one, "address": f"/api/v1/library/files/{one.pk}/"})
    return found


def _public(item: LibraryItem, version: ItemVersion) -> str:
    open_now = item.is_open() and version.published_at and version.is_public
    return f"/public/{language()}/library/{item.number}/" if open_now else ""


def _acts(item: LibraryItem, version: ItemVersion, by: Acting) -> dict[str, Any]:
    now = Standing.of(item)
    answers = [(act, answer) for act, answer in acts_for(now, by) if act.code != "save"]
    draft = now.version is not None and now.version.pk == version.pk
    lacking = _lacking(item, version) if draft and version.state == State.DRAFT else []
    possible = [act for act, answer in answers if answer and not (lacking and act.code == "submit")]
    order = sorted(possible, key=lambda act: (act.code in ("retire", "return"), act.code == "revise"))
    return {
        "acts": order,
        "pressing": any(act.code in PRESSING | {"submit"} for act in order),
        "denied": [
            {"label": act.label, "reason": answer.reason, "source": answer.source}
            for act, answer in answers
            if isinstance(answer, Denied)
        ],
        "missing": lacking if item.owned_by(by) else [],
        "may_edit": draft and bool(may_edit(item, by)),
        "track": _track(version) if draft else [],
        "waits": "" if possible else _waits(version, item, by),
        "owner": item.owned_by(by),
    }


def _lacking(item: LibraryItem, version: ItemVersion) -> list[str]:
    """What is still needed before it can be submitted, in words."""
    labels = {field.name: field.label for field in FIELDS[item.type]}
    found = [str(labels[name]) for name in missing(item.type, version.detail)]
    if not version.facts["licence"]:
        found.append(_("Licence"))
    if version.number > 1 and not version.change_note:
        found.append(_("What changed in this version"))
    return found


def _track(version: ItemVersion) -> list[dict[str, Any]]:
    """The way of a draft; the review is left out where none is needed."""
    review = version.facts["audience"]["kind"] in ("public", "network")
    way = [one for one in WAY if one != State.REVIEW or review]
    here = way.index(State(version.state)) if version.state in way else 0
    return [{"label": one.label, "here": at == here, "done": at < here} for at, one in enumerate(way)]


def _waits(version: ItemVersion, item: LibraryItem, by: Acting) -> str:
    if version.state == State.SUBMITTED and item.owned_by(by):
        return _("It waits for an approver of your country who did not write on it.")
    if version.state == State.REVIEW and item.owned_by(by):
        return _("It waits for the review of the secretariat.")
    return ""


def _talk(item: LibraryItem, by: Acting) -> dict[str, Any]:
    rows = list(queries.comments_for(item, by))
    replications = list(queries.replications_for(item, by))
    return {
        "comments": [_comment(one, rows, by) for one in rows if one.parent_id is None],
        "may_comment": bool(may_comment(item, by)),
        "replications": replications,
        "may_replicate": bool(may_replicate(item, by)),
        "may_show": [
            one.pk for one in replications if one.state == "pending" and may_clear_replication(one, by)
        ],
        "following": item.follows.filter(officer=by.officer).exists(),
        "ties": shown.ties(links(KIND, item.pk, by), back_links(KIND, item.pk, by)),
        "may_tie": item.owned_by(by) and by.contributes,
        "relations": [(one.value, one.label) for one in Relation if one != Relation.USED_IN],
        "versions": queries.versions_for(item, by),
        "decisions": [
            {"decision": one, "label": ACTS[one.act].label} for one in queries.decisions_for(item, by)
        ],
    }


def _comment(row: Comment, rows: list[Comment], by: Acting) -> dict[str, Any]:
    answers = [_comment(one, [], by) for one in rows if one.parent_id == row.pk]
    return {"comment": row, "mine": row.officer_id == by.officer.pk, "answers": answers}
