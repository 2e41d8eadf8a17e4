"""Importing files: bring one, see every line's fate, say yes. And what came from other bodies."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from focal_points.acting import acting_for
from focal_points.models import Country
from hub.base import clock
from hub.base.errors import Invalid, Problem, require
from hub.base.pages import page
from hub.conferences.actions.importing import carry_out, hold, may_bring
from hub.conferences.forms_followup import FileForm, problems
from hub.conferences.imports.fates import counted
from hub.conferences.models import OutsideRecommendation
from hub.conferences.queries_imports import LIST, OUTSIDE, PROGRAMME, fates_of, pending_of
from hub.conferences.views.followup.matrices import conference_or_404

PAGE, SHOWN = 50, 2000
TEXTS: dict[str, dict[str, Any]] = {
    OUTSIDE: {
        "heading": gettext_lazy("Import recommendations of other bodies"),
        "lede": gettext_lazy(
            "A table with the columns year, to, from, decision, text, as of the Universal Periodic Review."
        ),
    },
    PROGRAMME: {
        "heading": gettext_lazy("Import a programme"),
        "lede": gettext_lazy(
            "A table with the columns day, start, end, title (title_fr, title_ar, place), or an ICS file."
        ),
    },
    LIST: {
        "heading": gettext_lazy("Bring back a thematic list"),
        "lede": gettext_lazy(
            "The list as downloaded, with positions and “Status: comments” filled in: it becomes drafts."
        ),
    },
}
DECISIONS = {
    "supported": gettext_lazy("Supported"),
    "pending": gettext_lazy("To be answered later"),
    "implemented": gettext_lazy("Supported, said to be implemented"),
    "noted": gettext_lazy("Noted"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@page
def import_page(request: HttpRequest, kind: str, pk: UUID | None = None) -> HttpResponse:
    """Choose a file. Nothing is imported yet."""
    by = acting_for(request)
    if pk is not None:
        conference_or_404(by, pk)
    require(may_bring(by, kind, pk))
    sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if sent else FileForm()
    errors = problems(form) if form.is_bound else []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            held = hold(by, kind, pk, file.name or "", file.read())
            return redirect("import-dry-run", held.pk)
        except Invalid as problem:
            errors = [{"field": "id_file", "text": str(problem.detail)}]
    context = {"rail": "conferences", "form": form, "errors": errors, "back": _back(kind, pk), **TEXTS[kind]}
    return render(request, "conferences/followup/bring.html", context, status=400 if errors else 200)


def _back(kind: str, pk: UUID | None) -> str:
    if kind == OUTSIDE:
        return reverse("outside")
    return reverse("conference-matrix", args=[pk]) if kind == LIST else f"/conferences/{pk}/"


@require_safe
@page
def dry_run_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What would become of every line."""
    by = acting_for(request)
    held = pending_of(by, pk)
    fates = fates_of(held, by)
    word = request.GET.get("only", "")
    context = {
        "rail": "conferences",
        "held": held,
        "counts": counted(fates),
        "taken": sum(fate.taken for fate in fates),
        "fates": [fate for fate in fates if word in ("", fate.word)][:SHOWN],
        "only": word,
        "back": _back(held.kind, held.target),
        "countries": {one.pk: one for one in Country.objects.all()} if held.kind == OUTSIDE else {},
        **TEXTS[held.kind],
    }
    return render(request, "conferences/followup/dry_run.html", context)


@require_POST
@page
def carry_out_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Import what is new, or forget the file."""
    by = acting_for(request)
    held = pending_of(by, pk)
    kind, target = held.kind, held.target
    if request.POST.get("act") != "import":
        raise Invalid("no_act", _("Choose what to do."), possible=["import"])
    try:
        done = carry_out(by, held, clock.now().date())
    except Problem as problem:
        messages.error(request, str(problem.detail))
        return redirect("import-dry-run", pk)
    messages.success(
        request, ngettext("%(n)d line was imported.", "%(n)d lines were imported.", done) % {"n": done}
    )
    return redirect(_back(kind, target))


@require_safe
@page
def outside_page(request: HttpRequest) -> HttpResponse:
    """Recommendations of other bodies, apart from those that conferences here adopted."""
    by = acting_for(request)
    country, text = request.GET.get("country", "")[:2], _typed(request)
    rows = OutsideRecommendation.objects.select_related("country", "recommending")
    if country:
        rows = rows.filter(country=country)
    if text:
        rows = rows.filter(text__icontains=text)
    found = Paginator(rows, PAGE).get_page(request.GET.get("page", "1"))
    codes = OutsideRecommendation.objects.values_list("country", flat=True).order_by().distinct()
    context = {
        "rail": "conferences",
        "page": found,
        "decisions": DECISIONS,
        "countries": sorted(Country.objects.filter(pk__in=codes), key=str),
        "country": country,
        "q": text,
        "may_bring": bool(may_bring(by, OUTSIDE)),
    }
    return render(request, "conferences/followup/outside.html", context)


def _typed(request: HttpRequest) -> str:
    given = request.GET.get("q", "").strip()[:100]
    return given if given.isprintable() else ""
