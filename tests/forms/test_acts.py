"""The forms of acts: one for every kind, its facts and words exactly those of the procedure's table."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from hub.forms import completeness, schema

VECTORS = Path(__file__).resolve().parents[1] / "vectors" / "acts_completeness.json"
CASES: list[dict[str, Any]] = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]

TABLE: dict[str, Any] = json.loads(
    files("hub.procedure").joinpath("data/procedure.json").read_text(encoding="utf-8")
)
MOVES: dict[str, dict[str, Any]] = {move["kind"]: move for move in TABLE["moves"]}
KINDS = sorted(set(MOVES) - {"mla.draft"})
# What no officer chooses: it follows from the version, or from what both countries agreed.
DERIVED = {"version", "commitment", "legal_basis", "offence", "urgent", "wanted_by"} | {
    "agreement",
    "supplements",
}
PLAIN = {"text", "textarea", "choice", "bool", "flag", "date", "moment", "files", "words", "counts"}
OF_MEASURES = {"measure", "measures", "grounds", "outcomes", "procedures", "conditions"}
OF_EARLIER_ACTS = {"questions", "answers", "items", "receipts", "deficiencies", "duties", "use", "askeduse"}
MADE = {"useitems", "officer", "post"}
# Of the request itself: their words are in its own form.
LISTS = {"offence", "not_grounds", "measures", "legal_bases"}
LISTED = {"choice", "flag", "words", "counts", "grounds", "outcomes", "procedures", "questions", "answers"}


def test_there_is_a_form_for_every_act_but_drafting() -> None:
    assert sorted(schema.act_kinds()) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_asks_for_exactly_the_facts(kind: str) -> None:
    form = schema.act(kind)
    derived = DERIVED | ({"measures"} if kind in ("mla.oral", "mla.transmit") else set())
    assert {field.id for field in form.facts} == set(MOVES[kind]["facts"]) - derived
    for field in (*form.facts, *form.sealed):
        assert field.type in PLAIN | OF_MEASURES | OF_EARLIER_ACTS | MADE
        assert bool(field.choices) or field.type not in LISTED, field.id


def test_lists_hold_the_words_of_the_procedure() -> None:
    for name, expected in TABLE["words"].items():
        if name not in LISTS:
            assert list(schema.codes(name, "acts")) == expected, name


def test_every_rule_is_used_and_points_at_a_field_of_its_act() -> None:
    raw = schema.load("acts")
    used = {name for act in raw["acts"].values() for name in act["rules"]}
    assert used == set(raw["rules"])
    for kind, act in raw["acts"].items():
        form = schema.act(kind)
        paths = {f"facts.{one.id}" for one in form.facts} | {one.id for one in form.sealed}
        for name in act["rules"]:
            field = raw["rules"][name]["field"]
            assert field.startswith("fields.") or field in paths, (kind, name)


def test_what_the_convention_demands_blocks() -> None:
    demanded = {
        "mla.refuse": ("text", "UNTOC 18(23)"),
        "mla.withdraw": ("text", "UNTOC 18(24)"),
        "mla.postpone": ("text", "UNTOC 18(25)"),
        "mla.conditions": ("fields.conditions.@", "UNTOC 18(26)"),
        "mla.return": ("fields.deficiencies.@", "UNTOC 18(16)"),
        "mla.cannot_keep_confidential": ("text", "UNTOC 18(20)"),
        "mla.ask_use": ("text", "UNTOC 18(19)"),
    }
    for kind, (field, source) in demanded.items():
        rules = {rule["field"]: (rule["level"], rule["source"]) for rule in schema.act(kind).rules}
        assert rules[field] == ("block", source)


def test_sources_are_articles_people_can_look_up() -> None:
    for rule in schema.load("acts")["rules"].values():
        assert re.match(r"(UNTOC|FATF|TIP|EIO) |Good practice$", rule["source"]), rule["source"]


@pytest.mark.parametrize("case", CASES, ids=[f"{one['form']} {one['name']}" for one in CASES])
def test_vectors(case: dict[str, Any]) -> None:
    rules = schema.act(case["form"].removeprefix("acts:")).schema
    found = completeness.evaluate(rules, case["content"])
    assert [[one.level, one.id, one.field] for one in found] == case["findings"]


def test_every_rule_is_tried_by_a_vector() -> None:
    tried = {finding[1] for case in CASES for finding in case["findings"]}
    assert tried == set(schema.load("acts")["rules"])
