"""Forms that the browser seals: a new exchange, and one form for every later act."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from exchanges.models import Exchange
from exchanges.rules import bound, may, may_send
from exchanges.views.detail import find
from exchanges.views.lists import types
from focal_points.acting import Acting, acting_for
from focal_points.models import FocalPoint, PostType
from hub.base.clock import now
from hub.base.errors import Forbidden, Unseen, require
from hub.base.pages import page
from hub.base.results import Denied
from hub.forms import schema
from hub.forms.exchanges import MOVES, TYPES, Type

# Facts that a form asks for; "exchange", "to" and "type" are known from the page.
ASKED = ("answer", "reason", "use", "ways", "consent", "timing")
BEGINNING = ("handling", "evaluation", "restrictions", "until", "due", "urgent")
NO_FILES = frozenset({"quick.acknowledge", "info.acknowledge", "quick.withdraw", "quick.close", "info.close"})
GRAVE = frozenset({"quick.withdraw"})


@require_safe
@page
def new_page(request: HttpRequest) -> HttpResponse:
    """First the question in plain words, then its form."""
    acting = acting_for(request)
    require(may_send(acting))
    chosen = TYPES.get(request.GET.get("type", ""))
    if chosen is None:
        return render(request, "exchanges/choose.html", {"rail": "exchanges", "types": types()})
    return render(request, "exchanges/new.html", _beginning(acting, chosen))


def _beginning(acting: Acting, chosen: Type) -> dict[str, Any]:
    move = MOVES[f"{chosen.family}.send"]
    return {
        "rail": "exchanges",
        "type": next(one for one in types() if one["code"] == chosen.code),
        "kind": move.kind,
        "addressees": addressees(acting),
        "sealed": [_field(name, "fields", chosen) for name in chosen.fields],
        "facts": [_field(name, "facts", chosen) for name in BEGINNING if name in move.facts],
        "grades": [_choices("source_grades"), _choices("information_grades")],
    }


def addressees(acting: Acting) -> QuerySet[FocalPoint]:
    """Posts of other member countries that hold keys, by country and name."""
    posts = FocalPoint.objects.of_countries()
    others = posts.exclude(country=acting.country).exclude(type=PostType.SECRETARIAT)
    return others.filter(country__member=True, generation__gt=0).select_related("country")


@require_safe
@page
def act_page(request: HttpRequest, pk: UUID, act: str) -> HttpResponse:
    """The form of one act on an exchange."""
    acting = acting_for(request)
    found = find(acting, pk)
    move = MOVES.get(f"{found.exchange.family}.{act}")
    if move is None or move.begins:
        raise Unseen
    answer = may(move, found.exchange, acting, None, now())
    if isinstance(answer, Denied):
        raise Forbidden(answer)
    kind = TYPES[found.exchange.type]
    context = {
        "row": found,
        "rail": "exchanges",
        "kind": move.kind,
        "label": schema.words(move.label, get_language() or "en"),
        "source": move.source,
        "facts": [_only_bound(f, found.exchange, move.kind) for f in _facts(move.facts, kind)],
        "sealed": [_field(name, "fields", kind) for name in kind.reply] if act == "answer" else [],
        "reference": act in ("acknowledge", "answer"),
        "files": move.kind not in NO_FILES,
        "grave": move.kind in GRAVE,
    }
    return render(request, "exchanges/act.html", context)


def _facts(names: Any, kind: Type) -> list[dict[str, Any]]:
    return [_field(name, "facts", kind) for name in ASKED if name in names]


def _only_bound(field: dict[str, Any], exchange: Exchange, kind: str) -> dict[str, Any]:
    """Consent is asked for uses that the sender restricted, and for no other."""
    if field["id"] != "ways":
        return field
    allowed = (
        bound(exchange.standing(), now()) if kind == "info.ask_consent" else {"lead", "evidence", "share"}
    )
    return {**field, "choices": [one for one in field["choices"] if one["code"] in allowed]}


def _field(name: str, place: str, kind: Type) -> dict[str, Any]:
    raw, language = schema.load("exchanges")[place][name], get_language() or "en"
    return {
        "id": name,
        "type": raw["type"],
        "label": schema.words(raw["label"], language),
        "hint": schema.words(raw["hint"], language) if "hint" in raw else "",
        "choices": _choices(raw["choices"]) if "choices" in raw else [],
        "needed": any(group[0] == name and len(group) == 1 for group in kind.needs),
    }


def _choices(name: str) -> list[dict[str, str]]:
    language = get_language() or "en"
    return [
        {"code": one["code"], "label": schema.words(one["label"], language), "law": one.get("law", "")}
        for one in schema.load("exchanges")["choices"][name]
    ]
