"""Pages of a country's administrators: its record and what it uses."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.clock import exactly
from hub.base.errors import Invalid, require
from hub.base.pages import page
from hub.operations import oversight
from hub.operations.rules import may_oversee
from hub.operations.words import WORDS, word
from hub.publishing.tables import CSV_TYPE, csv_bytes


def overseer(request: HttpRequest) -> Acting:
    """An administrator of the own country. Raises 401, Unseen, Forbidden."""
    by = acting_for(request)
    require(may_oversee(by))
    return by


@require_safe
@page
def audit_page(request: HttpRequest) -> HttpResponse:
    """Who did and opened what; looking is itself recorded."""
    by, errors = overseer(request), []
    asked = {name: request.GET.get(name, "") for name in (*oversight.FILTERS, "cursor")}
    try:
        lines, following = oversight.page(by, asked)
    except Invalid as problem:
        errors = [{"field": problem.extra.get("field", ""), "text": problem.detail}]
        lines, following = oversight.page(by, {})
    record(Kind.AUDIT_READ, who=by.officer.pk, country=by.country)
    kept = urlencode({name: value for name, value in asked.items() if value and name != "cursor"})
    context = {
        "lines": [(line, word(line.row.kind)) for line in lines],
        "next": following,
        "kept": kept,
        "asked": asked,
        "kinds": WORDS.items(),
        "officers": oversight.colleagues(by),
        "errors": errors,
    }
    return render(request, "operations/audit.html", context, status=400 if errors else 200)


@require_safe
@page
def audit_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file, at most 20 000 lines; the filters narrow it."""
    by = overseer(request)
    rows = list(oversight.records(by, request.GET.dict())[: oversight.IN_A_FILE])
    record(Kind.AUDIT_READ, who=by.officer.pk, country=by.country, what="csv")
    table: list[list[object]] = [[_("Time (UTC)"), _("Officer"), _("Name"), _("Act"), _("Kind"), _("About")]]
    for line in oversight.named(by, rows):
        one = line.row
        table.append([exactly(one.at), one.who, line.name, word(one.kind), one.kind, one.what])
    name = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return HttpResponse(csv_bytes(table), content_type=CSV_TYPE, headers=name)


@require_safe
@page
def usage_page(request: HttpRequest) -> HttpResponse:
    """What the country uses of what it may."""
    return render(request, "operations/usage.html", {"usage": oversight.usage(overseer(request))})
