"""Forms that the browser seals: drafting, and one form for every other act."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from focal_points.acting import Acting, acting_for
from focal_points.models import FocalPoint, PostType
from hub.base.clock import now
from hub.base.errors import Forbidden, Unseen, require
from hub.base.pages import page
from hub.base.results import Denied
from hub.forms import schema
from hub.forms.completeness import Words
from mla_requests.models import MlaRequest
from mla_requests.rules import may, may_open
from mla_requests.states import MOVES, OPEN_MEASURE
from mla_requests.views.detail import find, measures

# The whole letter is on the page, because the officer decides on it.
SHOWS_LETTER = frozenset({"mla.submit", "mla.approve", "mla.return_draft", "mla.transmit"})


@require_safe
@page
def new_page(request: HttpRequest) -> HttpResponse:
    """A new request."""
    acting = acting_for(request)
    context = _drafting(acting, None)
    require(may_open(acting, context["authorities"].first()))
    return render(request, "mla_requests/draft.html", context)


@require_safe
@page
def edit_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new version of a draft."""
    acting = acting_for(request)
    found = find(acting, pk)
    require(may(MOVES["mla.draft"], found.request, acting, None, now()))
    return render(request, "mla_requests/draft.html", {**_drafting(acting, found.request), "row": found})


def _drafting(acting: Acting, found: MlaRequest | None) -> dict[str, Any]:
    others = FocalPoint.objects.exclude(country=acting.country).filter(type=PostType.CENTRAL_AUTHORITY)
    posts = others.filter(country__member=True, generation__gt=0).select_related("country")
    return {
        "rail": "out",
        "found": found,
        "authorities": posts,
        "sections": [_shown(section) for section in schema.sections()],
    }


@require_safe
@page
def act_page(request: HttpRequest, pk: UUID, act: str) -> HttpResponse:
    """The form of one act on a request."""
    acting = acting_for(request)
    kind = f"mla.{act}"
    if kind not in MOVES or kind == "mla.draft":
        raise Unseen
    found = find(acting, pk)
    move = MOVES[kind]
    answer = may(move, found.request, acting, None, now())
    if isinstance(answer, Denied):
        raise Forbidden(answer)
    context = {
        "row": found,
        "rail": "out" if found.ours else "in",
        "move": move,
        "kind": kind,
        "facts": _act_fields(kind, "facts"),
        "sealed": _act_fields(kind, "sealed"),
        "shows_letter": kind in SHOWS_LETTER,
        "measures": [m for m in measures(found.request) if m["status"] in OPEN_MEASURE],
        "grave": kind in ("mla.refuse", "mla.withdraw", "mla.discard"),
    }
    return render(request, "mla_requests/act.html", context)


def _act_fields(kind: str, place: str) -> list[dict[str, Any]]:
    if kind == "mla.transmit":
        return []
    return [_field(field) for field in getattr(schema.act(kind), place)]


def _shown(section: schema.Section) -> dict[str, Any]:
    fields = [_field(one) for one in section.fields]
    return {"id": section.id, "place": section.place, "label": _words(section.label), "fields": fields}


def _field(field: schema.Field) -> dict[str, Any]:
    return {
        "id": field.id,
        "name": field.id.replace(".", "__"),
        "type": field.type,
        "label": _words(field.label),
        "hint": _words(field.hint),
        "rule": field.rule,
        "max": field.max,
        "prefix": field.label_prefix,
        "choices": [{"code": c.code, "label": _words(c.label)} for c in field.choices],
        "fields": [_field(one) for one in field.fields],
    }


def _words(texts: Words) -> str:
    return schema.words(texts, translation.get_language() or "en")
