"""Who sits where in the own country, how people join, and how a country begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from focal_points import queries
from focal_points.acting import officer_of
from focal_points.models import Country, PostType, Role, of_states
from focal_points.rules import administers
from hub.base.errors import Unseen
from hub.base.pages import page
from hub.base.results import Text

SECRETARIAT = "XH"


@require_safe
@page
def officers_page(request: HttpRequest) -> HttpResponse:
    """Seats as the hub has them; the browser compares them with the signed chain and signs changes."""
    officer = officer_of(request)
    if queries.founds(officer):
        return redirect("found")
    context = {
        "country": officer.country,
        "authorities": queries.posts_with_seats(officer.country_id),
        "admin": administers(officer),
        "unprotected": queries.unprotected(officer.country_id) if administers(officer) else (),
        "colleagues": queries.colleagues(officer),
        "roles": Role.choices,
        "types": _types(officer.country),
        "rail": "officers",
    }
    return render(request, "focal_points/officers.html", context)


@require_safe
@page
def founding_page(request: HttpRequest) -> HttpResponse:
    """For officers whom the Secretariat invited: the first statement of their country."""
    officer = officer_of(request)
    founding = queries.founding_of(officer)
    if founding is None:
        raise Unseen
    if not queries.founds(officer):
        return redirect("officers")
    context = {
        "country": officer.country,
        "suggested": founding,
        "types": _types(officer.country),
        "roles": [choice for choice in Role.choices if choice[0] in (Role.OFFICER, Role.APPROVER)],
    }
    return render(request, "focal_points/found.html", context)


@require_safe
@page
def recovery_page(request: HttpRequest) -> HttpResponse:
    """The country's recovery kit: the browser works out from the signed chain what it opens."""
    context = {"admin": administers(officer_of(request)), "rail": "officers"}
    return render(request, "focal_points/recovery.html", context)


@require_safe
@page
def lost_keys_page(request: HttpRequest) -> HttpResponse:
    """Make new keys when nothing opens the old ones; a colleague signs them."""
    return render(request, "focal_points/lost_keys.html", {"signed": bool(officer_of(request).sig)})


@require_safe
def join_page(request: HttpRequest) -> HttpResponse:
    """Answer an invitation. The code stands behind the # of the link and never reaches the hub."""
    return render(
        request, "focal_points/join.html", {"roles": Role.choices, "countries": Country.objects.states()}
    )


def _types(country: Country) -> list[tuple[str, Text]]:
    home = country.pk == SECRETARIAT
    return [choice for choice in of_states().items() if (choice[0] == PostType.SECRETARIAT) == home]
