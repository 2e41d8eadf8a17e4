"""Rules as people read them: limits in words, beside what would hold without the agreement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from hub.base.results import Text
from hub.forms.agreed import STATISTICS, agreeable_clocks
from hub.forms.rulesets import ClockRule, RuleSet, clock_label, rules_for
from hub.forms.schema import words

CHANNEL_LABELS: dict[str, Text] = {
    "formal": gettext_lazy("Full transmission through the hub"),
    "advance": gettext_lazy("Advance copy through the hub, the original by another way"),
    "track": gettext_lazy("Only drafting and tracking here, the request by another way"),
}
CHANNEL_HELP: dict[str, Text] = {
    "formal": gettext_lazy("What arrives through the hub is the request itself."),
    "advance": gettext_lazy("Time limits run from the advance copy; the original follows."),
    "track": gettext_lazy("The hub carries no content; both sides follow the steps."),
}
STATISTICS_LABELS: dict[str, Text] = {
    "counts": gettext_lazy("How many requests, by measure and status"),
    "outcomes": gettext_lazy("How they ended"),
    "times": gettext_lazy("How long each phase took"),
    "waiting": gettext_lazy("How long each side was waited for"),
    "use": gettext_lazy("How evidence was used"),
}


@dataclass(frozen=True)
class Limit:
    """One clock: what is agreed and what holds without agreement, in words, and the numbers for the form."""

    code: str
    label: str
    shipped: str
    agreed: str
    source: str
    value: Mapping[str, Any]


def limits(rules: Mapping[str, Any]) -> list[Limit]:
    """Every clock that has a limit, in the order of the procedure."""
    shipped, agreed = rules_for("untoc"), rules_for("untoc", rules or None)
    return list(_limits(shipped, agreed, rules.get("clocks", {})))


def _limits(shipped: RuleSet, agreed: RuleSet, own: Mapping[str, Any]) -> Iterator[Limit]:
    for code in agreeable_clocks():
        if shipped.clock(code) is None:
            continue
        label = words(clock_label(code), get_language() or "en")
        said = in_words(agreed, code) if code in own else ""
        source = shipped.clocks[code][0].source
        yield Limit(code, label, in_words(shipped, code), said, source, _value(own.get(code, {})))


def in_words(rules: RuleSet, code: str) -> str:
    """E.g. "7 days; 24 hours if urgent"."""
    ordinary, urgent = rules.clock(code), rules.clock(code, urgent=True)
    if ordinary is None or urgent is None:
        return ""
    if urgent == ordinary:
        return _one(ordinary)
    return _("%(limit)s; %(urgent)s if urgent") % {"limit": _one(ordinary), "urgent": _one(urgent)}


def _one(rule: ClockRule) -> str:
    if rule.hours is not None:
        return ngettext("%(n)d hour", "%(n)d hours", rule.hours) % {"n": rule.hours}
    days = rule.days or 0
    if rule.working:
        return ngettext("%(n)d working day", "%(n)d working days", days) % {"n": days}
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def _value(rule: Mapping[str, Any]) -> dict[str, Any]:
    """A limit as the inputs of the form have it."""
    unit = "hours" if "hours" in rule else "working" if rule.get("working") else "days"
    urgent = "hours" if "urgent_hours" in rule else "days"
    return {
        "number": rule.get("hours", rule.get("days", "")),
        "unit": unit,
        "urgent": rule.get("urgent_hours", rule.get("urgent_days", "")),
        "urgent_unit": urgent,
        "extend": rule.get("extend", ""),
    }


def grounds(rules: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The grounds for refusal, each with whether it is given up."""
    language, removed = get_language() or "en", set(rules.get("grounds_removed", ()))
    return [
        {
            "code": g.code,
            "article": g.article,
            "label": words(g.label, language),
            "removed": g.code in removed,
        }
        for g in rules_for("untoc").grounds
    ]


def statistics(rules: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The figures that both may see, each with whether it is agreed."""
    agreed = set(rules.get("statistics", ()))
    return [{"code": c, "label": STATISTICS_LABELS[c], "agreed": c in agreed} for c in STATISTICS]
