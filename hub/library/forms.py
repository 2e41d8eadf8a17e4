"""What the pages' forms say, as the dictionaries that the acts read, and the other way round."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from focal_points.models import Country, Network, PostType
from hub.library.fields import LICENCES
from hub.publishing.vocabulary import PILLARS, THEMES

Choice = dict[str, Any]
INSTRUMENT = re.compile(r"(?P<symbol>.*?)(?:[\s,]+(?:art(?:icle)?\.?\s*)?(?P<article>\d[\w().\s-]*))?")
AUDIENCES = (
    ("public", _("Everybody"), _("Also people who are not signed in, and search engines.")),
    ("network", _("Members of a network"), _("Choose the networks below.")),
    ("countries", _("Certain countries"), _("Choose the countries below. Your own is always among them.")),
    ("types", _("Certain kinds of focal points"), _("Choose the kinds below.")),
    ("owner", _("Only your own country"), ""),
)
# Which list of boxes names the readers of which audience.
NAMES = {"network": "networks", "countries": "readers", "types": "types"}


def facts(post: QueryDict) -> dict[str, Any]:
    """What the form about an item says of its readers, its subject and its rights."""
    kind = post.get("audience", "")
    return {
        "audience": {"kind": kind, "names": post.getlist(NAMES[kind]) if kind in NAMES else []},
        **{name: post.getlist(name) for name in ("pillars", "themes", "countries")},
        "instruments": [
            _instrument(line) for line in post.get("instruments", "").splitlines() if line.strip()
        ],
        "sdg": [one for one in re.split(r"[\s,،;]+", post.get("sdg", "")) if one],
        "licence": post.get("licence", ""),
        "rights_note": post.get("rights_note", ""),
        "embargo_until": post.get("embargo_until", ""),
    }


def _instrument(line: str) -> dict[str, str]:
    found = INSTRUMENT.fullmatch(line.strip())
    if found is None or not found["symbol"]:
        return {"symbol": line.strip(), "article": ""}
    return {"symbol": found["symbol"].strip(), "article": (found["article"] or "").strip()}


def said(given: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the form shows them: lists of texts as lines."""
    return {
        "audience": given["audience"]["kind"],
        "instruments": "\n".join(instrument(one) for one in given["instruments"]),
        "sdg": ", ".join(given["sdg"]),
        **{name: given[name] for name in ("licence", "rights_note", "embargo_until")},
    }


def instrument(one: Mapping[str, str]) -> str:
    """A treaty and its article, as one line."""
    return f"{one['symbol']} {one['article']}".strip()


def lists(given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lists of boxes of the form: readers first, then what the item is about."""
    kind, names = given["audience"]["kind"], given["audience"]["names"]
    countries = [(one.code, str(one)) for one in Country.objects.filter(kind=Country.Kind.COUNTRY)]
    networks = [(one.code, str(one)) for one in Network.objects.all()]
    rows: list[tuple[str, Any, Any, Sequence[tuple[str, Any]], Sequence[str]]] = [
        ("networks", _("Networks"), "", networks, names if kind == "network" else ()),
        ("readers", _("Countries that may read it"), "", countries, names if kind == "countries" else ()),
        ("types", _("Kinds of focal points"), "", _types(), names if kind == "types" else ()),
        ("themes", _("Themes"), "", list(THEMES.items()), given["themes"]),
        ("pillars", _("Pillars"), "", list(PILLARS.items()), given["pillars"]),
        ("countries", _("Countries it is about"), "", countries, given["countries"]),
    ]
    return [
        {"name": name, "label": label, "hint": hint, "choices": _boxes(choices, chosen)}
        for name, label, hint, choices, chosen in rows
        if choices
    ]


def _types() -> list[tuple[str, Any]]:
    return [(one.value, one.label) for one in PostType if one != PostType.ORGANISATION]


def _boxes(choices: Sequence[tuple[str, Any]], chosen: Sequence[str]) -> list[Choice]:
    return [{"value": value, "label": label, "on": value in chosen} for value, label in choices]


def licences() -> list[tuple[str, Any]]:
    """The licences, with none first."""
    return [("", _("Not said yet")), *LICENCES.items()]


def text(post: QueryDict, *, authoritative: bool) -> dict[str, Any]:
    """What the form of a text says."""
    found: dict[str, Any] = {name: post.get(name, "") for name in ("title", "summary", "body")}
    return found | (
        {"authoritative": True} if authoritative else {"translation": post.get("translation", "")}
    )


def revision(post: QueryDict) -> int | None:
    """The revision that the writer saw, or None if the form does not say it."""
    said_so = post.get("revision", "")
    return int(said_so) if said_so.isascii() and said_so.isdigit() and len(said_so) < 10 else None
