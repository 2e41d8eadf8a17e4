"""Which rules hold for a request: those of its legal basis, and over them what the two countries agreed.

UNTOC 18(7): where another treaty binds both States, its clauses apply, otherwise paragraphs 9 to 29. So rules
are data (`data/rulesets.json`), each with its source; nearly all time limits are proposals and not law.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from hub.forms.completeness import Words
from hub.forms.schema import load

AGREED = "agreement"
CHANNELS = ("track", "advance", "formal")
"""From least to most: draft and track only, advance copy, full transmission."""


@dataclass(frozen=True)
class ClockRule:
    """A time limit: `hours`, or else `days` (working days or not). `exact` is not moved off a day of rest.

    `extend` is by how many days it may be prolonged once; `law` says that a treaty sets it.
    """

    days: int | None = None
    hours: int | None = None
    working: bool = False
    exact: bool = False
    extend: int = 0
    law: bool = False
    source: str = ""


@dataclass(frozen=True)
class Ground:
    """A ground on which assistance may be refused, or (among `not_grounds`) may not."""

    code: str
    article: str
    label: Words


@dataclass(frozen=True)
class Item:
    """What a request contains under this basis; `level` is block, warn or hint."""

    code: str
    article: str
    level: str
    label: Words
    waived_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class RuleSet:
    """The rules for one request.

    `channel` is the most that may go through the hub, empty if nothing was agreed; `languages` by country
    code; `stronger` raises the level of rules of completeness by their id.
    """

    basis: str
    title: Words
    article: str
    clocks: Mapping[str, tuple[ClockRule, ClockRule]]
    grounds: tuple[Ground, ...]
    not_grounds: tuple[Ground, ...]
    content: tuple[Item, ...]
    articles: Mapping[str, str]
    note: Words = field(default_factory=dict)
    stronger: Mapping[str, str] = field(default_factory=dict)
    channel: str = ""
    languages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    statistics: tuple[str, ...] = ()

    def clock(self, code: str, *, urgent: bool = False) -> ClockRule | None:
        """The limit for a clock; None if it runs to a day that somebody names, and for unknown codes."""
        found = self.clocks.get(code)
        chosen = found[1 if urgent else 0] if found else None
        return chosen if chosen and (chosen.days is not None or chosen.hours is not None) else None


def bases() -> tuple[str, ...]:
    """The legal bases that have a set of rules."""
    return tuple(load("rulesets")["sets"])


def rules_for(basis: str, agreed: Mapping[str, Any] | None = None) -> RuleSet:
    """The set of a legal basis, changed by checked agreed rules. An unknown basis has UNTOC's."""
    shipped = _shipped(basis if basis in bases() else "untoc")
    return _changed(shipped, agreed) if agreed else shipped


def quick_rule(code: str) -> ClockRule:
    """The limit for "quick" or "quick_urgent" (TIP 8, 10, 13; SOM 8, 10, 13, 18)."""
    return _pair(load("rulesets")["quick"][code])[0]


def clock_label(code: str) -> Words:
    """What people call a clock, in each language of the forms."""
    found: Words = load("rulesets")["clocks"].get(code, {"en": code})
    return found


def ceiling(channel: str, most: str) -> bool:
    """Whether a channel is no more than the most that is agreed; without agreement every channel is."""
    return not most or CHANNELS.index(channel) <= CHANNELS.index(most)


@cache
def _shipped(basis: str) -> RuleSet:
    raw = _whole(basis)
    return RuleSet(
        basis=basis,
        title=raw["title"],
        article=raw["grounds"][0]["article"] if "article" not in raw else raw["article"],
        clocks=MappingProxyType({code: _pair(rule) for code, rule in raw["clocks"].items()}),
        grounds=tuple(_ground(one) for one in raw["grounds"]),
        not_grounds=tuple(_ground(one) for one in raw["not_grounds"]),
        content=tuple(_item(one) for one in raw["content"]),
        articles={name: raw[name]["article"] for name in ("channel", "languages", "conditions", "costs")},
        note=raw.get("note", {}),
        stronger=raw.get("stronger", {}),
    )


def _whole(basis: str) -> dict[str, Any]:
    """A set with what it takes from the one it stands under; content adds up, the rest is replaced."""
    raw: dict[str, Any] = load("rulesets")["sets"][basis]
    if "under" not in raw:
        return raw
    below = _whole(raw["under"])
    return {**below, **raw, "content": [*below["content"], *raw.get("content", [])]}


def _pair(raw: Mapping[str, Any]) -> tuple[ClockRule, ClockRule]:
    """The ordinary limit and the urgent one; where no urgent one is stated, the ordinary one holds."""
    same = {name: raw.get(name, False) for name in ("exact", "law")}
    ordinary = ClockRule(
        days=raw.get("days"),
        hours=raw.get("hours"),
        working=raw.get("working", False),
        extend=raw.get("extend", 0),
        source=raw.get("source", AGREED),
        **same,
    )
    if "urgent_hours" in raw:
        return ordinary, replace(ordinary, days=None, hours=raw["urgent_hours"])
    if "urgent_days" in raw:
        return ordinary, replace(ordinary, days=raw["urgent_days"], hours=None, working=False)
    return ordinary, ordinary


def _ground(raw: Mapping[str, Any]) -> Ground:
    return Ground(raw["code"], raw["article"], raw["label"])


def _item(raw: Mapping[str, Any]) -> Item:
    waived = tuple(raw.get("waived_for", ()))
    return Item(raw["code"], raw["article"], raw["level"], raw["label"], waived)


def _changed(shipped: RuleSet, agreed: Mapping[str, Any]) -> RuleSet:
    removed = set(agreed.get("grounds_removed", ()))
    own = {code: _pair(rule) for code, rule in agreed.get("clocks", {}).items()}
    return replace(
        shipped,
        clocks=MappingProxyType({**shipped.clocks, **own}),
        grounds=tuple(one for one in shipped.grounds if one.code not in removed),
        channel=agreed.get("channel", ""),
        languages={code: tuple(words) for code, words in agreed.get("languages", {}).items()},
        statistics=tuple(agreed.get("statistics", ())),
    )
