"""One version of an item in words: what its page says to officers and to everybody alike."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from focal_points.models import Network, PostType
from hub.base.results import Text
from hub.library.fields import FIELDS, LICENCES
from hub.library.forms import instrument
from hub.library.labels import word, words
from hub.library.models import ItemVersion, LibraryItem, Rendition
from hub.publishing.links import Tie
from hub.publishing.models import Relation

BACK: dict[str, Text] = {
    Relation.USED_IN: gettext_lazy("Uses"),
    Relation.PROVENANCE: gettext_lazy("Led to"),
    Relation.EVIDENCE: gettext_lazy("Its evidence"),
    Relation.RELATED: gettext_lazy("Related"),
    Relation.DERIVED: gettext_lazy("Was the source of"),
}


def text_for(version: ItemVersion, wanted: str) -> Rendition | None:
    """The text in the wanted language, else the authoritative one, else any; None while there is none."""
    rows = list(version.renditions.all())
    for row in rows:
        row.version = version
    chosen = [one for one in rows if one.language == wanted] + [one for one in rows if one.authoritative]
    return next(iter(chosen + rows), None)


def detail(version: ItemVersion, kind: str) -> list[dict[str, Any]]:
    """The filled fields of a type: label, value, and whether the value is a code of ours or free text."""
    found = []
    for field in FIELDS[kind]:
        value = version.detail.get(field.name, "")
        if value:
            shown = field.choices.get(value, value) if field.choices else value
            plain = field.kind in ("choice", "day", "web")
            found.append({"label": field.label, "value": shown, "code": plain})
    return found


def tags(version: ItemVersion, kind: str) -> list[str]:
    """Kind, themes and pillars as words."""
    facts = version.facts
    rows = [("type", [kind]), ("theme", facts["themes"]), ("pillar", facts["pillars"])]
    return [word(facet, one) for facet, values in rows for one in values]


def about(item: LibraryItem, version: ItemVersion) -> list[dict[str, Any]]:
    """The rows of facts about a version; empty ones are left out."""
    facts = version.facts
    day = version.published_at
    licence = facts["licence"]
    rows: list[tuple[Text, Any, str, bool]] = [
        (_("From"), f"{item.country}, {item.post.name}", "", False),
        (_("Number"), version.identifier, "", True),
        (_("Published"), day and day.date().isoformat(), "", True),
        (_("About"), _list(words("country", facts["countries"]).values()), "", False),
        (_("Themes"), _list(word("theme", one) for one in facts["themes"]), "keywords", False),
        (_("Pillars"), _list(word("pillar", one) for one in facts["pillars"]), "", False),
        (_("Treaties"), _list(instrument(one) for one in facts["instruments"]), "", False),
        (_("Development goals"), _list(facts["sdg"]), "", True),
        (_("Licence"), licence and LICENCES.get(licence, licence), "license", False),
        (_("Rights"), facts["rights_note"], "", False),
        (_("Hash of the content"), version.hash, "", True),
    ]
    return [{"label": a, "value": b, "prop": c, "code": d} for a, b, c, d in rows if b]


def audience(facts: dict[str, Any]) -> str:
    """Who may read it, in words."""
    kind, names = facts["audience"]["kind"], facts["audience"]["names"]
    if kind == "public":
        return _("Everybody")
    if kind == "network":
        return _list(str(one) for one in Network.objects.filter(pk__in=names))
    if kind == "countries":
        return _list(words("country", names).values())
    if kind == "types":
        return _list(str(PostType(one).label) for one in names)
    return _("Only your own country")


def ties(forward: Iterable[Tie], backward: Iterable[Tie]) -> list[dict[str, Any]]:
    """Links both ways, each with the word that reads from this item."""
    ahead = [(Relation(one.relation).label, one, True) for one in forward]
    back = [(BACK.get(one.relation, one.relation), one, False) for one in backward]
    return [
        {"label": label, "title": one.shown.title, "url": one.shown.url, "tie": one, "own": own}
        for label, one, own in ahead + back
    ]


def _list(words: Iterable[str]) -> str:
    return _(", ").join(words)
