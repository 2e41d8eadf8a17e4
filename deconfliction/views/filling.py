"""The form of a registration and that of a new pair; the browser seals and signs."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from deconfliction import queries
from deconfliction.rules import INVESTIGATING, may_open_at_all, may_register_at_all
from deconfliction.states import MOST_DAYS, Status
from focal_points.acting import acting_for
from focal_points.models import FocalPoint
from hub.base.clock import now
from hub.base.errors import require
from hub.base.pages import page

USUAL_DAYS = 90
TYPES = (
    ("phone", _("Telephone number"), _("With the country's calling code: +977 98…")),
    ("passport", _("Passport"), _("Issuing State in three letters, then the number: PAK AB1234567")),
    ("account", _("Bank account"), _("IBAN; without one: country, BIC and number: NP NARBNPKA 0123456789")),
    ("vehicle", _("Vehicle"), _("Chassis number of 17 signs; or country and plate: PK LEA 1234")),
)


@require_safe
@page
def new_page(request: HttpRequest) -> HttpResponse:
    """Which identifier, for which case, with whom to compare, until when."""
    by = acting_for(request)
    require(may_register_at_all(by))
    today, used = now(), queries.used(by, now())
    pairs = [
        {"pair": one, "peer": one.peer_of(by.focal_point.pk),
         "left": max(0, settings.HUB_BLIND_DAILY - used.get(one.pk, 0))}
        for one in queries.pairs(by).filter(status=Status.IN_FORCE)
    ]  # fmt: skip
    context = {
        "rail": "deconfliction",
        "types": TYPES,
        "pairs": pairs,
        "first": today.date().isoformat(),
        "usual": (today + timedelta(days=USUAL_DAYS)).date().isoformat(),
        "last": (today + timedelta(days=MOST_DAYS)).date().isoformat(),
    }
    return render(request, "deconfliction/new.html", context)


@require_safe
@page
def new_pair_page(request: HttpRequest) -> HttpResponse:
    """With which authority to compare."""
    by = acting_for(request)
    require(may_open_at_all(by))
    posts = FocalPoint.objects.filter(type__in=INVESTIGATING, generation__gt=0).exclude(country=by.country)
    rows = posts.select_related("country").order_by("country__name_en", "name")
    return render(request, "deconfliction/new_pair.html", {"rail": "deconfliction", "authorities": rows})
