"""Acts on an item by forms: the workflow, comments, following, use by others, ties."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from focal_points.acting import Acting, acting_for
from hub.base import clock
from hub.base.errors import Conflict, Invalid, Unseen, require
from hub.base.pages import page
from hub.library import actions, queries
from hub.library.models import ItemVersion, LibraryItem
from hub.library.rules import Standing, may
from hub.library.states import ACTS, Act
from hub.library.views import shown
from hub.library.views.lists import language
from hub.library.views.writing import done, errors_of, to_item
from hub.publishing.links import named

GRAVE = frozenset({"retire"})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def act_page(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """What an act will do, with its reason; then the act itself."""
    by = acting_for(request)
    item = queries.one(by, pk)
    act = ACTS.get(code)
    if act is None or code == "save":
        raise Unseen
    standing = Standing.of(item)
    require(may(act, standing, by))
    version = standing.version or item.current
    if version is None:
        raise Unseen
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            _do(request, by, item, act)
            messages.success(request, _said(act))
            return to_item(pk)
        except Invalid as problem:
            errors = errors_of(problem)
        except Conflict as problem:
            errors = [{"field": "", "text": str(problem.detail)}]
    context = {**_context(item, version, act), "given": request.POST, "errors": errors}
    return render(request, "library/act.html", context, status=400 if errors else 200)


def _do(request: HttpRequest, by: Acting, item: LibraryItem, act: Act) -> None:
    sent: dict[str, Any] = {"act": act.code, "reason": request.POST.get("reason", "")}
    if seen := request.POST.get("hash", ""):
        sent["hash"] = seen
    if (revision := request.POST.get("revision", "")).isdecimal():
        sent["revision"] = int(revision[:9])
    actions.act(item.pk, by, sent, clock.now())


def _context(item: LibraryItem, version: ItemVersion, act: Act) -> dict[str, Any]:
    version.item = item
    text = shown.text_for(version, language())
    languages = ", ".join(one.written_in.name for one in version.renditions.all())
    sure = [
        {"label": _("Who may read it"), "value": shown.audience(version.facts)},
        {"label": _("Languages"), "value": languages},
        {"label": _("Not before"), "value": version.facts["embargo_until"]},
    ]
    return {
        "rail": "library",
        "item": item,
        "version": version,
        "heading": text.title if text else str(item),
        "act": act,
        "grave": act.code in GRAVE,
        "outcome": _outcome(version, act),
        "sure": [one for one in sure if one["value"]],
    }


def _outcome(version: ItemVersion, act: Act) -> str:
    """What happens next, in a sentence."""
    review = version.facts["audience"]["kind"] in ("public", "network")
    sentences = {
        "submit": _(
            "An approver of your country who did not write on it is asked to clear it."
            " Until then it cannot be changed."
        ),
        "clear": _("You say in the name of your country that this may be shown to the readers named below.")
        + " "
        + (_("Then the secretariat reviews it.") if review else _("Then it can be published.")),
        "return": _("The writers can change it again. They read your reason."),
        "review_pass": _("The country can publish it then."),
        "publish": _("The readers named below see it at once, under a number that stays."),
        "revise": _("You begin a new version. The present one stays shown until the new one is published."),
        "retire": _(
            "Its number and your reason stay to be seen; its text is no longer shown to others."
            " This cannot be undone."
        ),
    }
    return sentences.get(act.code, "")


def _said(act: Act) -> str:
    return {
        "submit": _("Submitted. Your approvers were told."),
        "clear": _("Cleared."),
        "return": _("Returned to the writers."),
        "review_pass": _("Approved in review. The country was told."),
        "publish": _("Published."),
        "revise": _("A new version was begun."),
        "retire": _("Retired."),
    }[act.code]


def _act(work: Callable[[HttpRequest, Acting, UUID], object]) -> Callable[..., HttpResponse]:
    """A small form on the page of an item: do it, then back there."""

    @require_POST
    @page
    def view(request: HttpRequest, pk: UUID) -> HttpResponse:
        by = acting_for(request)
        queries.one(by, pk)
        return done(request, pk, lambda: work(request, by, pk))

    return view


def _comment(request: HttpRequest, by: Acting, pk: UUID) -> None:
    sent: dict[str, Any] = {"text": request.POST.get("text"), "parent": request.POST.get("parent") or None}
    sent["internal"] = request.POST.get("internal") == "yes"
    actions.comment(pk, by, sent, clock.now())


def _follow(request: HttpRequest, by: Acting, pk: UUID) -> None:
    wish = actions.follow if request.POST.get("on") == "yes" else actions.unfollow
    wish(pk, by, clock.now())


def _replicate(request: HttpRequest, by: Acting, pk: UUID) -> None:
    sent = {name: request.POST.get(name, "") for name in ("note", "result")}
    actions.replicate(pk, by, sent, clock.now())
    messages.success(request, _("Written down. An approver of your country clears it before others see it."))


def _tie(request: HttpRequest, by: Acting, pk: UUID) -> None:
    if request.POST.get("remove"):
        sent = {name: request.POST.get(name) for name in ("relation", "kind", "id")}
        actions.unlink_item(pk, by, sent, clock.now())
        return
    found = named(request.POST.get("number", "").strip(), by)
    if found is None:
        reason = _(
            "You can see no item or recommendation of that name. "
            "Give a number as in HUB-LIB-000012, or a symbol as in GLOACT/2019/REC/1/3."
        )
        raise Invalid("bad_field", reason, field="number")
    sent = {"relation": request.POST.get("relation"), "kind": found[0], "id": str(found[1])}
    actions.link_item(pk, by, sent, clock.now())


comment_page, follow_page, replicate_page, tie_page = map(_act, (_comment, _follow, _replicate, _tie))


@require_POST
@page
def withdraw_page(request: HttpRequest, pk: UUID, comment: UUID) -> HttpResponse:
    """Take the own comment back."""
    by = acting_for(request)
    return done(request, pk, lambda: actions.withdraw_comment(pk, by, comment, clock.now()))


@require_POST
@page
def show_replication_page(request: HttpRequest, pk: UUID, replication: UUID) -> HttpResponse:
    """Let others see that the own country used it too."""
    by = acting_for(request)
    return done(request, pk, lambda: actions.clear_replication(pk, by, replication, clock.now()))
