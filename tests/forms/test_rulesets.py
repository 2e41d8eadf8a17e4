"""The shipped sets of rules, and what two countries may put in their place."""

import re
from typing import Any

import pytest

from hub.forms.agreed import BadRule, agreeable_clocks, read_agreed
from hub.forms.rulesets import CHANNELS, bases, ceiling, clock_label, quick_rule, rules_for
from hub.forms.schema import LANGUAGES, codes, load

AGREED: dict[str, Any] = {
    "channel": "advance",
    "clocks": {
        "ack": {"days": 3, "working": True, "urgent_hours": 12},
        "decision": {"days": 45, "extend": 15},
    },
    "grounds_removed": ["18.9"],
    "languages": {"PK": ["en", "ur"], "NP": ["en"]},
    "statistics": ["counts", "times"],
}


def test_every_legal_basis_has_rules() -> None:
    assert set(bases()) == set(codes("legal_bases"))


@pytest.mark.parametrize("basis", bases())
def test_every_rule_names_its_source(basis: str) -> None:
    rules = rules_for(basis)
    assert all(pair[0].source for pair in rules.clocks.values())
    articles = [one.article for one in rules.grounds + rules.not_grounds]
    articles += [one.article for one in rules.content]
    assert all(re.match(r"(UNTOC|UNCAC|TIP|SOM) \d+", article) for article in articles)


def texts(value: Any) -> list[dict[str, str]]:
    """Every {"en", "fr", "ar"} in the file."""
    if isinstance(value, dict):
        return [value] if "en" in value else [found for one in value.values() for found in texts(one)]
    return [found for one in value for found in texts(one)] if isinstance(value, list) else []


def test_every_text_is_there_in_each_language() -> None:
    found = texts(load("rulesets"))
    assert len(found) > 30
    assert all(set(one) == set(LANGUAGES) and all(one.values()) for one in found)


@pytest.mark.parametrize(
    ("code", "urgent", "days", "hours"),
    [
        ("ack", False, 7, None),
        ("ack", True, None, 24),
        ("decision", False, 30, None),
        ("execution", False, 90, None),
        ("oral", True, None, 72),
        ("status", False, 10, None),
        ("safe_conduct", True, 15, None),
    ],
)
def test_shipped_limits(code: str, urgent: bool, days: int | None, hours: int | None) -> None:
    rule = rules_for("tip").clock(code, urgent=urgent)
    assert rule is not None
    assert (rule.days, rule.hours) == (days, hours)


def test_only_the_end_of_safe_conduct_is_law() -> None:
    assert {c for c, (rule, _) in rules_for("untoc").clocks.items() if rule.law} == {"safe_conduct"}


def test_a_day_that_is_named_has_no_limit_of_its_own() -> None:
    assert rules_for("untoc").clock("requested_date") is None
    assert rules_for("untoc").clock("no_such_clock") is None


def test_protocols_add_to_the_convention() -> None:
    convention = {one.code for one in rules_for("untoc").content}
    assert {one.code for one in rules_for("tip").content} == convention | {"victims", "minors"}
    assert rules_for("uncac").grounds[0].article == "UNCAC 46(9)(a)"
    assert rules_for("reciprocity").stronger == {"reciprocity": "block"}
    assert "18(9)-(29)" in rules_for("bilateral").note["en"]


def test_agreed_rules_replace_shipped_ones() -> None:
    rules = rules_for("untoc", read_agreed(AGREED))
    ack, urgent = rules.clock("ack"), rules.clock("ack", urgent=True)
    assert ack is not None
    assert urgent is not None
    assert (ack.days, ack.working, ack.source, urgent.hours) == (3, True, "agreement", 12)
    assert rules.clock("info") == rules_for("untoc").clock("info")
    assert "18.9" not in {ground.code for ground in rules.grounds}
    assert rules.languages["PK"] == ("en", "ur")
    assert rules.statistics == ("counts", "times")


@pytest.mark.parametrize("most", ["", *CHANNELS])
def test_a_channel_is_no_more_than_agreed(most: str) -> None:
    allowed = [channel for channel in CHANNELS if ceiling(channel, most)]
    assert allowed == list(CHANNELS[: CHANNELS.index(most) + 1] if most else CHANNELS)


def test_quick_requests_have_limits_of_their_own() -> None:
    assert (quick_rule("quick").days, quick_rule("quick_urgent").hours) == (10, 2)
    assert clock_label("quick")["fr"] == "Réponse à une demande rapide"


def test_an_unknown_basis_falls_back_on_the_convention() -> None:
    assert rules_for("customary").basis == "untoc"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("channel", "pigeon"),
        ("channel", None),
        ("clocks", []),
        ("clocks.requested_date", {"requested_date": {"days": 3}}),
        ("clocks.lunch", {"lunch": {"days": 3}}),
        ("clocks.ack", {"ack": {"days": 0}}),
        ("clocks.ack", {"ack": {"days": -7}}),
        ("clocks.ack", {"ack": {"days": 10**9}}),
        ("clocks.ack", {"ack": {"days": True}}),
        ("clocks.ack", {"ack": {"days": 7.5}}),
        ("clocks.ack", {"ack": {"days": 7, "hours": 24}}),
        ("clocks.ack", {"ack": {"hours": 24, "working": True}}),
        ("clocks.ack", {"ack": {"days": 7, "urgent_days": 1, "urgent_hours": 1}}),
        ("clocks.ack", {"ack": {"days": 7, "extend": 9999}}),
        ("clocks.ack", {"ack": {"days": 7, "law": True}}),
        ("clocks.ack", {"ack": {}}),
        ("clocks.ack", {"ack": 7}),
        ("grounds_removed", ["18.8"]),
        ("grounds_removed", ["18.9", "18.9"]),
        ("grounds_removed", "18.9"),
        ("grounds_removed", [["18.9"]]),
        ("statistics", ["names"]),
        ("languages.pk", {"pk": ["en"]}),
        ("languages.PK", {"PK": []}),
        ("languages.PK", {"PK": ["English"]}),
        ("languages.PK", {"PK": "en"}),
        ("languages.PK", {"PK": ["en", "en"]}),
        ("languages", {"PK": ["en"], "NP": ["en"], "EG": ["ar"]}),
    ],
)
def test_rules_out_of_bounds_are_refused_by_name(field: str, value: Any) -> None:
    rules = AGREED | {field.partition(".")[0]: value}
    with pytest.raises(BadRule) as refused:
        read_agreed(rules)
    assert refused.value.field == field


@pytest.mark.parametrize("value", [None, [], {}, AGREED | {"more": 1}, {"channel": "formal"}])
def test_rules_are_exactly_these_keys(value: Any) -> None:
    with pytest.raises(BadRule, match="rules"):
        read_agreed(value)


def test_every_other_clock_can_be_agreed() -> None:
    limit = {code: {"days": 5} for code in agreeable_clocks()}
    assert read_agreed(AGREED | {"clocks": limit})["clocks"] == limit
