"""Countries and their keys. What the hub writes here is only its word; the browser checks the chains."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from focal_points import queries
from focal_points.acting import officer_of
from focal_points.api_chain import country_or_404
from focal_points.models import of_states
from focal_points.rules import may_administer
from focal_points.views import shown
from hub.base.pages import page


@require_safe
@page
def countries_page(request: HttpRequest) -> HttpResponse:
    """Countries that take part, the own one first."""
    officer = officer_of(request)
    members = queries.members().annotate(posts=Count("focal_points"))
    context = {"countries": shown.countries(members, officer.country_id), "rail": "countries"}
    return render(request, "focal_points/countries.html", context)


@require_safe
@page
def country_page(request: HttpRequest, cc: str) -> HttpResponse:
    """Fingerprint, officers, posts and history of one country, filled in by the browser from the chain."""
    officer, country = officer_of(request), country_or_404(cc)
    own = officer.country_id == country.pk
    context = {
        "country": country,
        "own": own,
        "may_verify": not own and bool(may_administer(officer, officer.country_id)),
        "authorities": queries.directory(country.pk),
        "types": list(of_states().items()),
        "treaties": shown.treaties(queries.treaties_of(country.pk)),
        "rail": "countries",
    }
    return render(request, "focal_points/country.html", context)
