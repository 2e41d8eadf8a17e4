"""Writing a draft: begin it, its texts side by side, its fields, its readers and rights, its files."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from focal_points.acting import Acting, acting_for
from hub.base import clock
from hub.base.errors import Conflict, Invalid, Unseen, require
from hub.base.pages import page
from hub.library import actions, forms, queries
from hub.library.fields import FIELDS, Field
from hub.library.media import LIMIT
from hub.library.models import ItemVersion, Rendition
from hub.library.rules import may_edit, may_write
from hub.library.states import ItemType, Translation
from hub.library.views.helps import FIELD_HELP, LABELS, TYPE_HELP
from hub.library.views.lists import language
from hub.library.views.shown import text_for
from hub.publishing import languages

ANY = ["GET", "HEAD", "POST"]
Errors = list[dict[str, str]]


def errors_of(problem: Invalid) -> Errors:
    """What the summary on top of a form says, tied to the field."""
    fields = problem.extra.get("fields") or [problem.extra.get("field", "")]
    return [{"field": one, "text": _said(one, str(problem.detail))} for one in fields]


def _said(field: str, text: str) -> str:
    label = LABELS.get(field)
    return _("%(field)s: %(text)s") % {"field": label, "text": text} if label else text


def to_item(pk: UUID, code: str = "") -> HttpResponseRedirect:
    """Back to the page of the item, in a language."""
    return HttpResponseRedirect(f"/library/{pk}/" + (f"?language={code}" if code else ""))


@require_http_methods(ANY)
@page
def new_page(request: HttpRequest) -> HttpResponse:
    """A new draft: its kind, its first language, title and summary."""
    by = acting_for(request)
    require(may_write(by))
    given = {"language": language(), "type": "", **request.POST.dict()}
    errors: Errors = []
    if request.method == "POST":
        text = {"title": given.get("title"), "summary": given.get("summary")}
        sent = {"type": given["type"], "language": given["language"], "text": text}
        try:
            return to_item(actions.begin(by, sent, clock.now()).pk, str(given["language"]))
        except Invalid as problem:
            errors = errors_of(problem)
    context = {
        "rail": "library",
        "given": given,
        "errors": errors,
        "types": [(one.value, one.label, TYPE_HELP.get(one, "")) for one in ItemType],
        "languages": languages.LANGUAGES,
    }
    return render(request, "library/new.html", context, status=400 if errors else 200)


def draft_of(request: HttpRequest, pk: UUID) -> tuple[Acting, ItemVersion]:
    """The draft that the officer may change. Raises Unseen, Forbidden."""
    by = acting_for(request)
    item = queries.one(by, pk)
    require(may_edit(item, by))
    version = item.working
    if version is None:
        raise Unseen
    version.item = item
    return by, version


def frame(version: ItemVersion) -> dict[str, Any]:
    """What every form of a draft shows on top."""
    text = text_for(version, language())
    return {
        "rail": "library",
        "item": version.item,
        "version": version,
        "heading": text.title if text else str(version.item),
    }


@require_http_methods(ANY)
@page
def edit_page(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """The text in one language, beside the one that counts."""
    if code not in languages.CODES:
        raise Unseen
    by, version = draft_of(request, pk)
    source = version.authoritative
    row = next((one for one in version.renditions.all() if one.language == code), None)
    lead = row is not None and row.authoritative
    errors: Errors = []
    clash = False
    if request.method == "POST":
        given = {**forms.text(request.POST, authoritative=lead), "revision": forms.revision(request.POST)}
        try:
            actions.write_text(pk, by, code, given, clock.now())
            messages.success(request, _("Saved."))
            return to_item(pk, code)
        except Invalid as problem:
            errors = errors_of(problem)
        except Conflict:
            clash = True
    context = _edit(version, code, row, source)
    if request.method == "POST":
        context["given"] = request.POST.dict()
    if clash:
        context |= {"clash": True, "beside": row}
    return render(request, "library/edit.html", {**context, "errors": errors}, status=_status(errors, clash))


def _status(errors: Errors, clash: bool) -> int:
    return 400 if errors else 409 if clash else 200


def _edit(version: ItemVersion, code: str, row: Rendition | None, source: Rendition | None) -> dict[str, Any]:
    given = row or Rendition(language=code)
    names = ("title", "summary", "body", "translation")
    return {
        **frame(version),
        "language": languages.language(code),
        "given": {name: getattr(given, name) for name in names},
        "revision": version.revision,
        "authoritative": row is not None and row.authoritative,
        "beside": source if source and source.language != code else None,
        "translations": Translation.choices,
        "may_drop": row is not None and not row.authoritative,
    }


@require_safe
@page
def language_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which language to write next."""
    _by, version = draft_of(request, pk)
    there = {one.language for one in version.renditions.all()}
    missing = [one for one in languages.LANGUAGES if one.code not in there]
    return render(request, "library/language.html", {**frame(version), "languages": missing})


@require_POST
@page
def drop_page(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """Take a translation out of the draft."""
    by, _version = draft_of(request, pk)
    return done(request, pk, lambda: actions.drop_text(pk, by, code, clock.now()))


@require_http_methods(ANY)
@page
def about_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Readers, subject and rights of the draft."""
    by, version = draft_of(request, pk)
    facts, errors = version.facts, []
    shown = {**forms.said(facts), "change_note": version.change_note}
    if request.method == "POST":
        facts, shown = forms.facts(request.POST), request.POST.dict()
        sent = {"facts": facts, "change_note": shown.get("change_note", "")}
        try:
            actions.edit(pk, by, sent, clock.now())
            messages.success(request, _("Saved."))
            return to_item(pk)
        except Invalid as problem:
            errors = errors_of(problem)
    context = {
        "given": shown,
        "errors": errors,
        "audiences": forms.AUDIENCES,
        "lists": forms.lists(facts),
        "licences": forms.licences(),
    }
    return render(request, "library/about.html", {**frame(version), **context}, status=400 if errors else 200)


@require_http_methods(ANY)
@page
def detail_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The fields of the kind of item."""
    by, version = draft_of(request, pk)
    fields, errors = FIELDS[version.item.type], []
    given = version.detail
    if request.method == "POST":
        given = {one.name: request.POST.get(one.name, "") for one in fields}
        try:
            actions.edit(pk, by, {"detail": given}, clock.now())
            messages.success(request, _("Saved."))
            return to_item(pk)
        except Invalid as problem:
            errors = errors_of(problem)
    source = version.authoritative
    context = {
        "type": version.item.get_type_display(),
        "language": source.written_in if source else languages.language(language()),
        "fields": [_field(one, given.get(one.name, "")) for one in fields],
        "errors": errors,
    }
    return render(
        request, "library/detail.html", {**frame(version), **context}, status=400 if errors else 200
    )


def _field(field: Field, value: str) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.label,
        "help": FIELD_HELP.get(field.name, ""),
        "choices": list(field.choices.items()) if field.choices else [],
        "long": field.kind == "long",
        "type": {"day": "date", "web": "url"}.get(field.kind, "text"),
        "required": field.required,
        "value": value,
    }


@require_POST
@page
def attach_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a file beside the text of a language."""
    by, _version = draft_of(request, pk)
    file, code = request.FILES.get("file"), request.POST.get("language", "")
    if file is None or not file.name:
        messages.error(request, _("Choose a file first."))
        return to_item(pk, code)
    data, name = file.read(LIMIT + 1), file.name
    return done(request, pk, lambda: actions.add_file(pk, by, (code, name), data, clock.now()), code)


@require_POST
@page
def detach_page(request: HttpRequest, pk: UUID, file: UUID) -> HttpResponse:
    """Take a file out of the draft."""
    queries.file_of(acting_for(request), pk, file)
    by, _version = draft_of(request, pk)
    return done(request, pk, lambda: actions.drop_file(pk, by, file, clock.now()))


def done(request: HttpRequest, pk: UUID, work: Callable[[], object], code: str = "") -> HttpResponse:
    """Do a small thing and go back; what is wrong with the input is said on the page of the item."""
    try:
        work()
    except Invalid as problem:
        for error in errors_of(problem):
            messages.error(request, error["text"])
    return to_item(pk, code)
