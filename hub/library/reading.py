"""What people and programs send, read strictly: every refusal names its field, nothing unknown is kept."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from focal_points.models import Country, Network, PostType
from hub.base.errors import Invalid
from hub.library.fields import FIELDS, LICENCES, LONG, Field
from hub.library.states import ItemType, Translation
from hub.publishing import languages, symbols
from hub.publishing.audience import KINDS
from hub.publishing.vocabulary import PILLARS, THEMES

LINE, SUMMARY, BODY, MOST = 300, 5_000, 400_000, 60
GOAL = re.compile(r"(?:[1-9]|1[0-7])(?:\.(?:[1-9][0-9]?|[a-d]))?")
ADDRESS = re.compile(r"https://[^\s\"'<>\\]{4,500}")
FACTS = (
    "audience",
    "pillars",
    "themes",
    "countries",
    "instruments",
    "sdg",
    "licence",
    "rights_note",
    "embargo_until",
)


def table(given: Any, known: Collection[str], field: str = "") -> dict[str, Any]:
    """An object with known names only."""
    if not isinstance(given, dict):
        raise _bad(field or "body", _("This must be an object with named fields."))
    if extra := sorted(map(str, given.keys() - set(known))):
        raise _bad(extra[0][:60], _("There is no such field here."))
    return given


def text(given: Any, field: str, longest: int = LINE, *, required: bool = False) -> str:
    """A text without control characters but line breaks and tabs, stripped."""
    if given is None:
        given = ""
    if not isinstance(given, str) or any(c < " " and c not in "\n\r\t" for c in given):
        raise _bad(field, _("This must be a text."))
    if any("\ud800" <= c <= "\udfff" for c in given):
        raise _bad(field, _("This text is not well-formed."))
    found = given.replace("\r\n", "\n").strip()
    if len(found) > longest:
        raise _bad(field, _("This text is too long. %(most)d characters are possible.") % {"most": longest})
    if required and not found:
        raise _bad(field, _("This is needed."))
    return found


def one_of(given: Any, field: str, known: Collection[str], empty: str | None = None) -> str:
    """One of the known codes; `empty` stands for nothing given, if that is possible."""
    if given in (None, "") and empty is not None:
        return empty
    if not isinstance(given, str) or given not in known:
        raise _bad(field, _("Choose one of the known values."))
    return given


def codes(given: Any, field: str, known: Collection[str]) -> list[str]:
    """A list of known codes, each once, in the order given."""
    if given is None:
        return []
    if not isinstance(given, list) or len(given) > MOST:
        raise _bad(field, _("This must be a list."))
    return list(dict.fromkeys(one_of(one, field, known) for one in given))


def day(given: Any, field: str) -> str:
    """A day as 2026-11-22, or "" for none."""
    if given in (None, ""):
        return ""
    try:
        if not isinstance(given, str) or len(given) != len("2026-11-22"):
            raise ValueError
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise _bad(field, _("Write the day as 2026-11-22.")) from error


def item_type(given: Any) -> str:
    """A type of item."""
    return one_of(given, "type", ItemType.values)


def facts(given: Any, before: Mapping[str, Any]) -> dict[str, Any]:
    """What describes an item; fields that were not sent stay as they were `before`."""
    sent = table(given, FACTS)
    found = {**EMPTY, **before}
    for name in sent:
        found[name] = READERS[name](sent[name])
    if found["licence"] == "OTHER" and not found["rights_note"]:
        raise _bad("rights_note", _("Say under which terms others may use it."))
    return found


def detail(kind: str, given: Any, before: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a type; fields that were not sent stay as they were `before`."""
    fields = {field.name: field for field in FIELDS[kind]}
    sent = table(given, fields, "detail")
    return {
        name: _detail(fields[name], sent[name]) if name in sent else before.get(name, "") for name in fields
    }


def rendition(given: Any) -> dict[str, Any]:
    """title, summary, body, translation (and authoritative: bool) of a text in one language."""
    sent = table(given, {"title", "summary", "body", "translation", "authoritative", "revision"})
    return {
        "title": text(sent.get("title"), "title", required=True).replace("\n", " "),
        "summary": text(sent.get("summary"), "summary", SUMMARY),
        "body": text(sent.get("body"), "body", BODY),
        "translation": one_of(
            sent.get("translation"), "translation", Translation.values, Translation.UNOFFICIAL
        ),
        "authoritative": yes(sent.get("authoritative"), "authoritative"),
    }


def language(given: Any) -> str:
    """A language in which something may be published."""
    return one_of(given, "language", languages.CODES)


def yes(given: Any, field: str) -> bool:
    """A yes or no; nothing is no."""
    if given not in (None, True, False) or (isinstance(given, int) and not isinstance(given, bool)):
        raise _bad(field, _("This must be yes or no."))
    return bool(given)


def whole(given: Any, field: str) -> int | None:
    """A whole number from 0, or None."""
    if given is None:
        return None
    if not isinstance(given, int) or isinstance(given, bool) or given < 0:
        raise _bad(field, _("This must be a whole number."))
    return given


def _detail(field: Field, given: Any) -> str:
    if field.kind == "day":
        return day(given, field.name)
    if field.choices is not None:
        return one_of(given, field.name, field.choices, "")
    found = text(given, field.name, LONG if field.kind == "long" else LINE)
    if field.kind == "web" and found and not ADDRESS.fullmatch(found):
        raise _bad(field.name, _("Give an address that begins with https://."))
    return found


def _audience(given: Any) -> dict[str, Any]:
    sent = table(given, {"kind", "names"}, "audience")
    kind = one_of(sent.get("kind"), "audience", KINDS)
    known = {"network": _networks, "countries": _countries, "types": _types}.get(kind)
    names = codes(sent.get("names"), "audience", known()) if known else []
    if known and not names:
        raise _bad("audience", _("Name at least one."))
    return {"kind": kind, "names": names}


def _types() -> list[str]:
    return list(PostType.values)


def _networks() -> list[str]:
    return list(Network.objects.values_list("code", flat=True))


def _countries() -> list[str]:
    return list(Country.objects.values_list("code", flat=True))


def _instruments(given: Any) -> list[dict[str, str]]:
    if not isinstance(given, list) or len(given) > MOST:
        raise _bad("instruments", _("This must be a list."))
    return [_instrument(one) for one in given]


def _instrument(given: Any) -> dict[str, str]:
    sent = table(given, {"symbol", "article"}, "instruments")
    symbol = text(sent.get("symbol"), "instruments", MOST, required=True)
    if "/" in symbol:
        try:
            symbol = symbols.un_symbol(symbol).symbol
        except ValueError as error:
            raise _bad("instruments", _("This is not a symbol of the United Nations.")) from error
    return {"symbol": symbol, "article": text(sent.get("article"), "instruments", MOST)}


def _goals(given: Any) -> list[str]:
    if not isinstance(given, list) or len(given) > MOST:
        raise _bad("sdg", _("This must be a list."))
    if not all(isinstance(one, str) and GOAL.fullmatch(one) for one in given):
        raise _bad("sdg", _("Name goals and targets as 8 or 16.2."))
    return list(dict.fromkeys(given))


def _bad(field: str, why: Any) -> Invalid:
    return Invalid("bad_field", why, field=field)


EMPTY: Mapping[str, Any] = {
    "audience": {"kind": "owner", "names": []},
    **{name: [] for name in ("pillars", "themes", "countries", "instruments", "sdg")},
    "licence": "",
    "rights_note": "",
    "embargo_until": "",
}
READERS: Mapping[str, Any] = {
    "audience": _audience,
    "pillars": lambda given: codes(given, "pillars", PILLARS),
    "themes": lambda given: codes(given, "themes", THEMES),
    "countries": lambda given: codes(given, "countries", _countries()),
    "instruments": _instruments,
    "sdg": _goals,
    "licence": lambda given: one_of(given, "licence", LICENCES, ""),
    "rights_note": lambda given: text(given, "rights_note", SUMMARY),
    "embargo_until": lambda given: day(given, "embargo_until"),
}
