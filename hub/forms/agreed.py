"""The rules that two countries may agree on: exactly these keys, within these bounds.

Server, browser and client read the same facts, so that what one side signs the other side can accept.
"""

import re
from collections.abc import Mapping
from typing import Any

from hub.forms.rulesets import CHANNELS
from hub.forms.schema import load

KEYS = ("channel", "clocks", "grounds_removed", "languages", "statistics")
STATISTICS = ("counts", "outcomes", "times", "waiting", "use")
MOST = {"days": 730, "urgent_days": 730, "hours": 720, "urgent_hours": 720, "extend": 365}
COUNTRY = re.compile(r"[A-Z]{2}")
LANGUAGE = re.compile(r"[a-z]{2,3}")
MOST_LANGUAGES = 10


class BadRule(ValueError):  # noqa: N818 - what is bad is the rule
    """Rules that cannot be agreed; `field` is the path of what is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def read_agreed(value: Any) -> dict[str, Any]:
    """The rules as plain JSON, checked. Raises BadRule that names the first key at fault."""
    _require("rules", isinstance(value, Mapping) and set(value) == set(KEYS))
    _require("channel", value["channel"] in CHANNELS)
    _require("clocks", isinstance(value["clocks"], Mapping))
    for code, rule in value["clocks"].items():
        _require(f"clocks.{code}", code in agreeable_clocks() and _is_limit(rule))
    _words("grounds_removed", value["grounds_removed"], agreeable_grounds())
    _words("statistics", value["statistics"], STATISTICS)
    _languages(value["languages"])
    return dict(value)


def agreeable_clocks() -> tuple[str, ...]:
    """Codes of the clocks whose limit a pair may set: neither a day that an act names nor one set by law."""
    clocks = load("rulesets")["sets"]["untoc"]["clocks"]
    return tuple(code for code, rule in clocks.items() if not rule.get("by") and not rule.get("law"))


def agreeable_grounds() -> tuple[str, ...]:
    """Codes of the grounds that a pair may give up between themselves."""
    return tuple(one["code"] for one in load("rulesets")["sets"]["untoc"]["grounds"])


def _is_limit(rule: Any) -> bool:
    """{"days" or "hours", and if wanted "working", "urgent_days" or "urgent_hours", "extend"}."""
    if not isinstance(rule, Mapping) or not set(rule) <= {*MOST, "working"}:
        return False
    whole = all(_is_count(rule[name], MOST[name], least=name != "extend") for name in rule if name in MOST)
    kinds = ("days" in rule) + ("hours" in rule) == 1 and not {"urgent_days", "urgent_hours"} <= set(rule)
    working = isinstance(rule.get("working", False), bool) and not (rule.get("working") and "hours" in rule)
    return whole and kinds and working


def _is_count(value: Any, most: int, *, least: bool) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and int(least) <= value <= most


def _words(field: str, value: Any, possible: tuple[str, ...]) -> None:
    """A list of distinct words out of those possible."""
    _require(field, isinstance(value, list) and all(isinstance(word, str) for word in value))
    _require(field, len(set(value)) == len(value) and set(value) <= set(possible))


def _languages(value: Any) -> None:
    _require("languages", isinstance(value, Mapping) and len(value) <= 2)
    for country, words in value.items():
        field = f"languages.{country}"
        _require(field, bool(COUNTRY.fullmatch(country)) and isinstance(words, list))
        _require(field, 1 <= len(words) <= MOST_LANGUAGES and all(_is_language(word) for word in words))
        _require(field, len(set(words)) == len(words))


def _is_language(word: Any) -> bool:
    return isinstance(word, str) and bool(LANGUAGE.fullmatch(word))


def _require(field: str, good: bool) -> None:
    if not good:
        raise BadRule(field)
