"""One recommendation: the editor while it is drafted, the adopted text afterwards."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from focal_points.acting import Acting, acting_for
from hub.base.clock import now
from hub.base.errors import Problem, Unseen
from hub.base.pages import page
from hub.base.results import Answer
from hub.conferences import queries, rules
from hub.conferences.actions import drafting
from hub.conferences.brackets import contested
from hub.conferences.diff import diff
from hub.conferences.models import Recommendation, RecommendationText, Translation
from hub.conferences.queries_ancestry import ancestry
from hub.conferences.queries_public import paragraphs
from hub.conferences.states import EDITABLE, SHOWN
from hub.conferences.views.acts import act_url, draft_url, tab_url
from hub.conferences.views.lineage import lineage
from hub.conferences.views.parts import inside, listed, offer
from hub.publishing import vocabulary
from hub.publishing.languages import CODES, LANGUAGES, language

NEWEST = 12


@require_http_methods(["GET", "HEAD", "POST"])
@page
def draft_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read, or write the next revision; without scripts the form saves the same way."""
    by = acting_for(request)
    one = queries.recommendation(by, pk)
    chosen = request.GET.get("language") or one.set.language
    if chosen not in CODES:
        raise Unseen
    if request.method == "POST":
        return _save(request, by, one, chosen)
    return render(request, "conferences/draft.html", _context(by, one, chosen))


def _save(request: HttpRequest, by: Acting, one: Recommendation, chosen: str) -> HttpResponse:
    data = {name: request.POST[name] for name in ("base", "body", "translation") if name in request.POST}
    try:
        saved = drafting.save_text(one.pk, {**data, "language": chosen}, by=by, now=now())
    except Problem as problem:
        if problem.status == 404:
            raise
        error = {"field": "body", "text": problem.detail}
        written = {"typed": request.POST.get("body", ""), "base": data.get("base", 0), "errors": [error]}
        context = _context(by, one, chosen) | written
        return render(request, "conferences/draft.html", context, status=problem.status)
    if saved.outcome == RecommendationText.Outcome.CONFLICT:
        messages.warning(
            request, _("Somebody changed the same words. Both are kept, in brackets. Choose one.")
        )
    elif saved.outcome == RecommendationText.Outcome.MERGED:
        messages.success(request, _("Saved, together with what others wrote meanwhile."))
    else:
        messages.success(request, _("Saved."))
    return HttpResponseRedirect(draft_url(one, chosen))


def _context(by: Acting, one: Recommendation, chosen: str) -> dict[str, Any]:
    text, original = queries.newest(one, chosen), queries.newest(one)
    within = inside(by, one.set.conference)
    may = _may_write(by, one, chosen, text)
    body = text.body if text else ""
    return {
        "rail": "conferences",
        "one": one,
        "conference": one.set.conference,
        "back": tab_url(one.set.conference, "drafts"),
        "language": language(chosen),
        "text": text,
        "typed": body,
        "base": text.revision if text else 0,
        "may_edit": may,
        "inside": within,
        "original": original if original and chosen != one.set.language else None,
        "behind": text is not None and queries.behind(text, original),
        "brackets": contested(body) if one.set.state in EDITABLE else [],
        "tongues": _tongues(one, chosen),
        "kinds": Translation.choices,
        "shown": one.set.state in SHOWN,
        "themes": [vocabulary.theme(code) for code in one.themes],
        **(_within(by, one, chosen) if within else {"acts": [], "denied": []}),
        **_lineage(by, one),
    }


def _may_write(by: Acting, one: Recommendation, chosen: str, text: RecommendationText | None) -> Answer:
    if chosen == one.set.language:
        return rules.may_edit(by, one)
    return rules.may_translate(by, one, there=text is not None)


def _within(by: Acting, one: Recommendation, chosen: str) -> dict[str, Any]:
    """What those who take part see besides: revisions, proposals, what they may do."""
    today = now().date()
    edits = rules.may_edit(by, one)
    offers = [offer("draft", one, act) for act in ("describe", "add_link", "withdraw") if edits]
    offers.append(offer("draft", one, "propose", rules.may_propose(by, one, today)))
    if one.withdrawn and rules.may_add(by, one.set, one.group):
        offers.append(offer("draft", one, "restore"))
    return {
        "revisions": _revisions(one, chosen),
        "proposals": _proposals(by, one),
        "links": one.ancestors.select_related("end__set") if edits else [],
        **listed(offers),
    }


def _revisions(one: Recommendation, chosen: str) -> list[dict[str, Any]]:
    """The newest revisions with what each changed."""
    rows = queries.revisions(one, chosen)
    before = {row.revision: row.body for row in rows}
    return [
        {"text": row, "changes": diff(before.get(row.revision - 1, ""), row.body), "older": row.revision - 1}
        for row in rows[:NEWEST]
    ]


def _proposals(by: Acting, one: Recommendation) -> list[dict[str, Any]]:
    may = rules.may_dispose(by, one)
    bodies = dict(one.texts.filter(language=one.set.language).values_list("revision", "body"))
    return [
        {
            "proposal": row,
            "changes": _proposed(row.kind, bodies.get(row.base, ""), row.body),
            "answer": act_url("proposal", row.pk, "dispose") if may and row.disposition == "open" else "",
            "withdraw": act_url("proposal", row.pk, "withdraw")
            if row.country_id == by.country and row.disposition == "open" and rules.speaks(by)
            else "",
        }
        for row in one.proposals.select_related("country").order_by("-at")
    ]


def _proposed(kind: str, base: str, body: str) -> list[tuple[str, str]]:
    """What a proposal would change in the text that its delegation had before it."""
    if kind == "delete":
        return [("delete", base)]
    if kind == "add_new":
        return [("insert", body)]
    if kind == "insert":
        return [("equal", f"{base} "), ("insert", body)]
    return diff(base, body)


def _tongues(one: Recommendation, chosen: str) -> list[dict[str, Any]]:
    """Every language, those with a text first; each with how it stands."""
    found = paragraphs([one])[0]
    rows = [
        {
            "language": each,
            "url": draft_url(one, each.code),
            "here": each.code == chosen,
            "there": each.code in found.texts,
            "behind": each.code in found.texts and found.behind(each.code),
            "original": each.code == one.set.language,
        }
        for each in LANGUAGES
    ]
    return sorted(rows, key=lambda row: (not row["original"], not row["there"]))


def _lineage(by: Acting, one: Recommendation) -> dict[str, Any]:
    seen = Recommendation.objects.visible_to(by).filter(withdrawn=False)
    return lineage(ancestry([one], seen), draft_url, "", one)


@require_safe
@page
def changes_page(request: HttpRequest, pk: UUID, chosen: str, old: int, new: int) -> HttpResponse:
    """What changed between two revisions."""
    by = acting_for(request)
    one = queries.recommendation(by, pk)
    if chosen not in CODES or not inside(by, one.set.conference):
        raise Unseen
    context = {
        "rail": "conferences",
        "one": one,
        "language": language(chosen),
        "back": draft_url(one, chosen),
        "old": old,
        "new": new,
        "operations": queries.compare(one, chosen, old, new),
        "revisions": queries.revisions(one, chosen),
    }
    return render(request, "conferences/changes.html", context)


@require_safe
@page
def publish_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that would be published, and the one button that does it."""
    by = acting_for(request)
    found = queries.one_set(by, pk)
    if not inside(by, found.conference):
        raise Unseen
    rows = paragraphs(queries.recommendations(by, found).select_related("set"))
    moves = {move.act: answer for move, answer in queries.acts_on_set(by, found)}
    context = {
        "rail": "conferences",
        "set": found,
        "conference": found.conference,
        "back": tab_url(found.conference, "adoption"),
        "rows": [
            {
                "one": row.recommendation,
                "reading": row.reading(found.language),
                "languages": sorted(row.texts),
            }
            for row in rows
            if not row.recommendation.confidential
        ],
        "kept_back": sum(row.recommendation.confidential for row in rows),
        "answer": moves["publish"],
        "url": act_url("set", found.pk, "publish"),
    }
    return render(request, "conferences/publish.html", context)
