"""The drafting form and the printed letter; both are filled and sealed in the browser."""

import json
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from focal_points.models import FocalPoint, PostType
from hub.base.clock import now
from hub.base.errors import Unseen, require
from hub.base.pages import page
from hub.forms import schema
from hub.forms.completeness import Words
from hub.ledger.models import Event
from hub.procedure import MOVES, WORDS, Side
from mla_requests.rules import may, may_open
from mla_requests.views.detail import base, find
from mla_requests.views.rows import Row

SIGNS = ("mla.draft", "mla.approve", "mla.transmit")


@require_safe
@page
def new_page(request: HttpRequest) -> HttpResponse:
    """A new request: empty, or a copy of an own one for another State or as a supplement (?copy=, ?link=)."""
    acting = acting_for(request)
    context = _drafting(acting, None)
    conducting = None if _sends(acting) else acting.focal_point
    named = conducting.pk if conducting else None
    require(may_open(acting, context["authorities"].first(), context["home"], conducting, named=named))
    return render(request, "mla_requests/draft.html", {**context, **_origin(request, acting)})


@require_safe
@page
def edit_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new version of a draft."""
    acting = acting_for(request)
    found = find(acting, pk)
    require(may(MOVES["mla.draft"], found.request, acting, None, now()))
    context = {**base(found, found.request.standing()), **_drafting(acting, found)}
    return render(request, "mla_requests/draft.html", context)


@require_safe
@page
def letter_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The letter of request, opened in the browser, for reading and printing."""
    acting = acting_for(request)
    found = find(acting, pk)
    context = {**base(found, found.request.standing()), "signers": _signers(found, acting)}
    return render(request, "mla_requests/letter.html", context)


def _signers(found: Row, acting: Acting) -> QuerySet[Event]:
    """The acts that a letter names with their officers, as far as this officer may see them."""
    events = Event.objects.visible_to(acting.officer).filter(
        stream__in=[found.request.file_id, found.request.pk]
    )
    return events.filter(kind__in=SIGNS).select_related("officer", "focal_point")


def _sends(acting: Acting) -> bool:
    return acting.focal_point.type == PostType.CENTRAL_AUTHORITY


def _drafting(acting: Acting, found: Row | None) -> dict[str, Any]:
    """Whose letter it is, to whom it can go, and the steps of the form."""
    keyed = FocalPoint.objects.filter(generation__gt=0).select_related("country")
    central = keyed.filter(type=PostType.CENTRAL_AUTHORITY)
    homes = central.filter(country=acting.country)
    home = acting.focal_point if _sends(acting) else homes.first()
    return {
        "rail": "out",
        "row": found,
        "found": found.request if found else None,
        "home": found.request.requesting if found else home,
        "homes": homes,
        "sends": _sends(acting),
        "conductors": _conductors(keyed, acting),
        "authorities": central.exclude(country=acting.country).filter(country__member=True),
        "sections": [_shown(section) for section in schema.sections()],
        "links": WORDS["links"],
    }


def _conductors(keyed: QuerySet[FocalPoint], acting: Acting) -> QuerySet[FocalPoint]:
    """Posts of the own country that may conduct a case and read its file."""
    own = keyed.filter(country=acting.country)
    return own.exclude(type__in=[PostType.CENTRAL_AUTHORITY, PostType.SECRETARIAT])


def _origin(request: HttpRequest, acting: Acting) -> dict[str, Any]:
    """The request this one is a copy of, or the information it came from; only the post's own."""
    link = request.GET.get("link", "same_case")
    information = _uuid(request.GET.get("information", ""))
    if information:
        return {"information": information}
    copied = _uuid(request.GET.get("copy", ""))
    if copied is None:
        return {}
    source = find(acting, copied)
    if source.side == Side.REQUESTED or link not in WORDS["links"]:
        raise Unseen
    return {"source": source.request, "link": link}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _shown(section: schema.Section) -> dict[str, Any]:
    fields = [_field(one) for one in section.fields]
    return {"id": section.id, "place": section.place, "label": _words(section.label), "fields": fields}


def _field(field: schema.Field) -> dict[str, Any]:
    return {
        "id": field.id,
        "name": field.id.replace(".", "__"),
        "type": field.type,
        "label": _words(field.label),
        "one": _words(field.one),
        "hint": _words(field.hint),
        "rule": field.rule,
        "max": field.max,
        "prefix": field.label_prefix,
        "when": json.dumps(field.when) if field.when else "",
        "choices": [
            {"code": c.code, "label": _words(c.label), "codes": " ".join(c.codes)} for c in field.choices
        ],
        "fields": [_field(one) for one in field.fields],
    }


def _words(texts: Words) -> str:
    return schema.words(texts, translation.get_language() or "en")
