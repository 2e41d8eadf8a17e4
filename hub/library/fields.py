"""The fields that a type of item has beside its texts, as data: one list for forms, checks and exports."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hub.base.results import Text
from hub.library.states import ItemType

LONG = 20_000


@dataclass(frozen=True)
class Field:
    """`kind`: long (text of paragraphs), line, day (2026-11-22), web (https address), choice, languages."""

    name: str
    label: Text
    kind: str = "long"
    choices: Mapping[str, Text] | None = None
    required: bool = False


STRENGTH: Mapping[str, Text] = {
    "told": _("Told by practitioners"),
    "monitored": _("Monitored by those who did it"),
    "evaluated": _("Evaluated by others"),
    "compared": _("Evaluated against a comparison"),
}
COST: Mapping[str, Text] = {
    "none": _("None beyond regular work"),
    "low": _("Low"),
    "medium": _("Medium"),
    "high": _("High"),
}
_PRACTICE = (
    Field("context", _("Where and when")),
    Field("problem", _("The problem"), required=True),
    Field("intervention", _("What was done"), required=True),
    Field("results", _("What came of it")),
    Field("evidence_strength", _("Strength of the evidence"), "choice", STRENGTH),
    Field("evidence", _("The evidence")),
    Field("cost", _("Cost"), "choice", COST),
    Field("conditions", _("Conditions under which it can work elsewhere")),
    Field("source_url", _("Source on the web"), "web"),
)
_LAW = (
    Field("citation", _("Official citation"), "line", required=True),
    Field("enacted_on", _("Enacted on"), "day"),
    Field("in_force_on", _("In force since"), "day"),
    Field("amends", _("Amends")),
    Field("maps_to", _("Articles of the model law it follows")),
    Field("source_url", _("Source on the web"), "web"),
)
_TOOL = (
    Field("purpose", _("What it is for"), required=True),
    Field("users", _("Who uses it"), "line"),
    Field("stage", _("Pilot or in use"), "choice", {"pilot": _("Pilot"), "in_use": _("In use")}),
    Field("edition", _("Edition"), "line"),
    Field("source_url", _("Source on the web"), "web"),
)
_HELPLINE = (
    Field("telephone", _("Number"), "line", required=True),
    Field("hours", _("Hours"), "line"),
    Field("languages", _("Languages spoken"), "line"),
    Field("verified_on", _("Last verified on"), "day", required=True),
    Field("source_url", _("Source on the web"), "web"),
)
_PAPER = (
    Field("author", _("Author or institution"), "line"),
    Field("issued_on", _("Issued on"), "day"),
    Field("reference", _("Reference of the document"), "line"),
    Field("source_url", _("Source on the web"), "web"),
)
FIELDS: Mapping[str, tuple[Field, ...]] = {
    ItemType.GOOD_PRACTICE: _PRACTICE,
    ItemType.LESSON: _PRACTICE,
    ItemType.LAW: _LAW,
    ItemType.MODEL_LAW: _LAW[:1] + _LAW[3:4] + _LAW[5:],
    ItemType.TOOL: _TOOL,
    ItemType.TEMPLATE: _TOOL,
    ItemType.CASE_DIGEST: _PAPER,
    ItemType.REPORT: _PAPER,
    ItemType.MANUAL: _PAPER,
    ItemType.HELPLINE: _HELPLINE,
}
LICENCES: Mapping[str, Text] = {
    "CC-BY-4.0": _("Creative Commons Attribution 4.0"),
    "CC-BY-SA-4.0": _("Creative Commons Attribution-ShareAlike 4.0"),
    "CC-BY-NC-4.0": _("Creative Commons Attribution-NonCommercial 4.0"),
    "CC0-1.0": _("Creative Commons Zero 1.0"),
    "OFFICIAL": _("Official text, free of copyright"),
    "OTHER": _("Other terms, as the note on rights says"),
}


def missing(kind: str, detail: Mapping[str, object]) -> list[str]:
    """Names of the fields that this type must have and that are empty."""
    return [field.name for field in FIELDS[kind] if field.required and not detail.get(field.name)]
