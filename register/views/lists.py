"""The register: what came and went on paper, filters in the address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from focal_points.acting import acting_for
from focal_points.models import Country
from hub.base.errors import Invalid
from hub.base.pages import page
from hub.forms import schema
from register import queries
from register.models import PaperRequest
from register.rules import may_keep


@require_safe
@page
def list_page(request: HttpRequest) -> HttpResponse:
    """Fifty entries a page."""
    by, errors = acting_for(request), []
    try:
        filters = queries.read_filters(request.GET.dict())
        rows, following = queries.page(by, filters)
    except Invalid as problem:
        errors = [{"field": problem.extra.get("field", ""), "text": problem.detail}]
        filters = queries.Filters()
        rows, following = queries.page(by, filters)
    countries = {one.pk: one for one in Country.objects.states()}
    context = {
        "rail": "statistics",
        "rows": [shown(row, countries) for row in rows],
        "next": following,
        "filters": filters,
        "countries": [one for one in countries.values() if one.pk not in (by.country, "XH")],
        "may_keep": bool(may_keep(by)),
        "country": by.country,
        "errors": errors,
    }
    return render(request, "register/list.html", context)


def shown(row: PaperRequest, countries: dict[str, Country]) -> dict[str, Any]:
    """An entry with the words of its codes."""
    language = get_language() or "en"
    return {
        "entry": row,
        "partner": countries.get(row.partner, row.partner),
        "offence": schema.label("offences", row.offence, language, form="register"),
        "measures": [schema.label("measures", code, language) for code in row.measures],
        "outcome": row.outcome and schema.label("outcomes", row.outcome, language, form="register"),
    }
