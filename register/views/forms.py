"""One form for a new entry and for the next version of one; the browser seals and signs it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from focal_points.acting import acting_for
from focal_points.models import Country
from hub.base.errors import require
from hub.base.pages import page
from hub.forms import schema
from hub.statistics.queries.labels import RESULT
from register import queries
from register.models import PaperRequest
from register.rules import SECRETARIAT, may_keep

FORM = schema.load("register")


@require_safe
@page
def new_page(request: HttpRequest) -> HttpResponse:
    """A new entry."""
    by = acting_for(request)
    require(may_keep(by))
    return render(request, "register/form.html", _context(by.country, None))


@require_safe
@page
def entry_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An entry: readable by everyone at the post, changed by officers and approvers."""
    by = acting_for(request)
    context = _context(by.country, queries.one(by, pk))
    return render(request, "register/form.html", {**context, "may_keep": bool(may_keep(by))})


def _context(own: str, entry: PaperRequest | None) -> dict[str, Any]:
    facts = queries.facts_json(entry) if entry else {"direction": "in", "urgent": False, "rounds": 0}
    return {
        "rail": "statistics",
        "entry": entry,
        "may_keep": True,
        "fields": [_field(raw, facts, own) for raw in FORM["facts"]],
        "sealed": [{"id": raw["id"], "label": _words(raw["label"])} for raw in FORM["sealed"]],
        "country": own,
    }


def _field(raw: dict[str, Any], facts: dict[str, Any], own: str) -> dict[str, Any]:
    value = facts.get(raw["id"])
    return {
        "id": raw["id"],
        "type": raw["type"].rstrip("?"),
        "label": _words(raw["label"]),
        "optional": raw["type"].endswith("?"),
        "value": value,
        "choices": _choices(raw, value, own),
    }


def _choices(raw: dict[str, Any], value: Any, own: str) -> list[dict[str, Any]]:
    """What can be chosen, with what is chosen; numbers of results come as choices with a value."""
    language, kind = get_language() or "en", raw["type"]
    if kind == "country":
        rows = Country.objects.states().exclude(pk__in=(own, SECRETARIAT))
        found = [(one.pk, str(one)) for one in rows]
    elif kind == "counts":
        found = [(name, str(RESULT[name])) for name in FORM["counts"]]
        return [{"code": c, "label": label, "value": (value or {}).get(c, "")} for c, label in found]
    elif kind == "measures":
        found = [(code, schema.label("measures", code, language)) for code in schema.codes("measures")]
        return [{"code": c, "label": label, "on": c in (value or [])} for c, label in found]
    elif kind == "ground":
        codes = FORM["grounds"]
        found = [(code, schema.label("grounds", code, language, form="acts")) for code in codes]
    elif raw.get("choices"):
        form = "mla_request" if raw["choices"] == "legal_bases" else "register"
        found = [
            (c, schema.label(raw["choices"], c, language, form)) for c in schema.codes(raw["choices"], form)
        ]
    else:
        found = []
    return [{"code": code, "label": label, "on": code == value} for code, label in found]


def _words(texts: dict[str, str]) -> str:
    return schema.words(texts, get_language() or "en")
