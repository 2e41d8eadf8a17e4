"""Is a request complete? The rules are data with their articles; this reads them. Its twin: completeness.js.

`conditions.py` says how a condition is written. A rule is asked where its `if` holds (or it has none) and
finds something where its `when` does. In the field of a rule with `each`, * is the entry's key or number and
@ its label. `about` is what is known of the requested State (see `about.py`): {name} in a message or source
is taken from its names, and the rule set of the legal basis may change levels, add rules and cite its own
article. A rule that is not a block can be overridden: the content's "overrides" say which, for which entry,
and why.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from hub.forms.conditions import Place, applies, at, empty, entries, holds

__all__ = ["About", "Finding", "Level", "Words", "applies", "blocks", "evaluate", "rules", "score"]

Level: TypeAlias = Literal["block", "warn", "hint"]
Words: TypeAlias = Mapping[str, str]
About: TypeAlias = Mapping[str, Any]

WEIGHTS = {"block": 6, "warn": 3, "hint": 1}


@dataclass(frozen=True)
class Finding:
    """One thing to mend. `field` is a path into the content, `message` by language, `source` the article.

    `entry` is the label of the entry it is about (m1), `reason` why an officer left it so; often empty.
    """

    id: str
    level: Level
    field: str
    message: Words
    source: str
    entry: str = ""
    reason: str = ""


def evaluate(schema: Mapping[str, Any], content: Any, about: About | None = None) -> list[Finding]:
    """Findings in the order of the rules, then of the entries. Ill-shaped content never raises."""
    known = about or {}
    found = (finding for rule in rules(schema, content, known) for finding in _apply(rule, content, known))
    return [finding for finding in found if finding is not None]


def blocks(schema: Mapping[str, Any], content: Any, about: About | None = None) -> list[Finding]:
    """Only what must be mended before sealing."""
    return [finding for finding in evaluate(schema, content, about) if finding.level == "block"]


def score(schema: Mapping[str, Any], content: Any, about: About | None = None) -> int:
    """How complete, from 0 to 100: each rule asked weighs by its level; what was overridden counts as met."""
    known, met, whole = about or {}, 0, 0
    for rule in rules(schema, content, known):
        for finding in _apply(rule, content, known):
            weight = WEIGHTS[rule["level"]]
            whole += weight
            met += weight if finding is None or finding.reason else 0
    return 100 * met // whole if whole else 100


def rules(schema: Mapping[str, Any], content: Any, about: About) -> Iterator[Mapping[str, Any]]:
    """The rules of the form as the rule set of the content's legal basis has them, then its own."""
    own = _basis(content, about)
    levels = at(own, "levels") or {}
    for rule in schema["rules"]:
        yield {**rule, "level": levels[rule["id"]]} if rule["id"] in levels else rule
    yield from at(own, "rules") or ()


def _basis(content: Any, about: About) -> Any:
    """What the rule set of the content's legal basis changes: levels, rules, article; or None."""
    basis = at(content, "legal_basis")
    return at(at(about, "bases"), basis) if isinstance(basis, str) and "." not in basis else None


def _apply(rule: Mapping[str, Any], content: Any, about: About) -> Iterator[Finding | None]:
    """For each time the rule is asked: a finding, or None where all is well."""
    each = entries(at(content, rule["each"])) if "each" in rule else [("", "", content)]
    for key, label, entry in each:
        place = Place(entry, label, content, about)
        if "if" not in rule or holds(rule["if"], place):
            yield _finding(rule, place, key)


def _finding(rule: Mapping[str, Any], place: Place, key: str) -> Finding | None:
    if not holds(rule["when"], place):
        return None
    field, message = rule["field"].replace("*", key).replace("@", place.label), rule["message"]
    names = at(place.about, "names") or {}
    said = {language: _named(text, names, language) for language, text in message.items()}
    source = _cited(_named(rule["source"], names, "en"), place)
    reason = "" if rule["level"] == "block" else _reason(rule["id"], place)
    return Finding(rule["id"], rule["level"], field, said, source, place.label, reason)


def _named(text: str, names: Mapping[str, Any], language: str) -> str:
    for name, value in names.items():
        text = text.replace("{" + name + "}", value if isinstance(value, str) else value.get(language, ""))
    return text


def _cited(source: str, place: Place) -> str:
    """The parallel article of another convention, for example UNCAC 46 for UNTOC 18."""
    article = at(_basis(place.top, place.about), "article")
    return source.replace("UNTOC 18(", f"{article}(") if article else source


def _reason(rule: str, place: Place) -> str:
    listed = at(place.top, "overrides")
    for one in listed if isinstance(listed, list) else ():
        if (at(one, "rule"), at(one, "entry")) == (rule, place.label):
            reason = at(one, "reason")
            if isinstance(reason, str) and not empty(reason):
                return reason
    return ""
