"""Quick requests and information, received and sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from exchanges import queries
from exchanges.models import Exchange
from exchanges.rules import may_send
from exchanges.states import Status
from exchanges.views.rows import row
from focal_points.acting import Acting, acting_for
from focal_points.models import Country
from hub.base.clock import now
from hub.base.errors import Invalid
from hub.base.pages import page
from hub.forms import schema
from hub.forms.exchanges import TYPES

PAGE = 25
CHOICES = ("family", "type", "status", "ball", "late", "country", "cursor")
Found = tuple[list[Exchange], str | None]


@require_safe
@page
def list_page(request: HttpRequest) -> HttpResponse:
    """Exchanges of this post; box and filters in the address."""
    acting, moment = acting_for(request), now()
    box, (found, following), errors = _asked(acting, request.GET)
    context = {
        "rows": [row(one, acting, moment) for one in found],
        "next": following,
        "errors": errors,
        "box": box,
        "rail": "exchanges",
        "statuses": Status.choices,
        "types": types(),
        "countries": Country.objects.filter(member=True).exclude(pk=acting.country),
        "filtered": any(request.GET.get(name) for name in CHOICES),
        "may_send": bool(may_send(acting)),
    }
    return render(request, "exchanges/list.html", context)


def types() -> list[dict[str, str]]:
    """The kinds of exchange in the page's language."""
    language = get_language() or "en"
    return [
        {
            "code": one.code,
            "family": one.family,
            "law": one.law,
            "label": schema.words(one.label, language),
            "help": schema.words(one.help, language),
        }
        for one in TYPES.values()
    ]


def _asked(acting: Acting, query: QueryDict) -> tuple[str, Found, list[dict[str, Any]]]:
    """The box, its page, and a message about a choice that does not exist; then nothing is narrowed."""
    box, moment = query.get("box") or "in", now()
    try:
        filters = queries.Filters(box=box, **{name: query.get(name, "") for name in CHOICES})
        return box, queries.listed(acting, filters, moment, PAGE), []
    except Invalid as problem:
        field = problem.extra["field"]
        known = box if box in ("in", "out", "all") else "in"
        errors = [{"field": field if field in ("type", "status", "country") else "", "text": problem.detail}]
        return known, queries.listed(acting, queries.Filters(box=known), moment, PAGE), errors
