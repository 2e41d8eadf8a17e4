"""Article 18(15) and its neighbours, checked by name; the shared vectors; every rule can speak."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.forms import completeness, schema
from tests.mla_requests.content import request_content
from tests.vectors import drafts

VECTORS = Path(__file__).resolve().parents[1] / "vectors" / "completeness.json"
STORED = json.loads(VECTORS.read_text(encoding="utf-8"))
CASES, DRAFTS = STORED["cases"], STORED["drafts"]
REQUEST = schema.load("mla_request")


def form_of(case: dict[str, Any]) -> dict[str, Any]:
    """The rules a vector is about."""
    if "rules" in case:
        return {"rules": case["rules"]}
    name = case["form"]
    return schema.act(name.removeprefix("acts:")).schema if name.startswith("acts:") else schema.load(name)


def found(content: Any) -> dict[str, str]:
    """Level by rule id."""
    return {one.id: one.level for one in completeness.evaluate(REQUEST, content)}


@pytest.mark.parametrize("case", CASES, ids=[f"{n} {case['name']}" for n, case in enumerate(CASES)])
def test_vectors(case: dict[str, Any]) -> None:
    findings = completeness.evaluate(form_of(case), case["content"])
    assert [[one.level, one.id, one.field] for one in findings] == case["findings"]


@pytest.mark.parametrize("case", DRAFTS, ids=[one["name"] for one in DRAFTS])
def test_vectors_of_drafts(case: dict[str, Any]) -> None:
    about = STORED["abouts"].get(case["about"])
    findings = completeness.evaluate(REQUEST, case["content"], about)
    assert [[f.level, f.id, f.field, f.entry, f.reason] for f in findings] == case["findings"]
    assert completeness.score(REQUEST, case["content"], about) == case["score"]


def test_vectors_of_drafts_are_those_of_the_generator() -> None:
    assert drafts.drafts() == DRAFTS
    assert drafts.abouts() == STORED["abouts"]


def test_complete_request_has_nothing_to_mend() -> None:
    assert completeness.blocks(REQUEST, request_content()) == []


@pytest.mark.parametrize(
    ("letter", "field", "rule"),
    [
        ("a", "authority", "authority"),
        ("b", "subject_matter", "subject_matter"),
        ("c", "facts", "facts"),
        ("d", "measures", "measures"),
    ],
)
def test_each_letter_of_the_article_blocks(letter: str, field: str, rule: str) -> None:
    content = {name: value for name, value in request_content().items() if name != field}
    [one] = completeness.blocks(REQUEST, content)
    assert (one.id, one.source) == (rule, f"UNTOC 18(15)({letter})")


def test_letter_e_unknown_is_an_answer_but_silence_is_not() -> None:
    content = request_content()
    content["persons"][0] |= {"nationality": "unknown", "location": "unknown"}
    assert "person_nationality" not in found(content)
    content["persons"][0]["nationality"] = ""
    assert found(content)["person_nationality"] == "block"


def test_letter_f_purpose_of_each_measure() -> None:
    content = request_content()
    content["measures"][1]["purpose"] = "  "
    [one] = completeness.blocks(REQUEST, content)
    assert (one.field, one.source) == ("measures.1.purpose", "UNTOC 18(15)(f)")


def test_facts_are_waived_for_service_of_documents_only() -> None:
    content = request_content() | {"facts": ""}
    assert found(content)["facts"] == "block"
    for measure in content["measures"]:
        measure["code"] = "18.3.b"
    assert "facts" not in found(content)


def test_every_rule_of_the_form_is_tried_by_a_vector() -> None:
    tried = {one[1] for case in CASES for one in case["findings"] if "form" in case}
    tried |= {one[1] for case in DRAFTS for one in case["findings"]}
    assert {rule["id"] for rule in REQUEST["rules"]} - tried <= {"safe_conduct", "original_script"}


def test_quieter_rules() -> None:
    content = request_content()
    content["measures"][0] |= {"code": "18.3.h", "link": ""}
    content["measures"][1]["procedure"] = ""
    content["persons"][0]["name_original"] = ""
    levels = found(content)
    assert (levels["safe_conduct"], levels["procedure"], levels["original_script"]) == ("hint",) * 3
    assert levels["measure_link"] == "warn"


def test_answer_to_no_question() -> None:
    assert [one.id for one in completeness.blocks(schema.act("mla.answer").schema, {})] == ["answers"]


def test_reply_to_a_consultation_says_something() -> None:
    rules = schema.act("mla.consult_reply").schema
    assert [one.id for one in completeness.blocks(rules, {"text": ""})] == ["reply_text"]
    assert completeness.blocks(rules, {"text": "We agree."}) == []


def bare_records() -> dict[str, Any]:
    """A measure on records that says nothing more."""
    return request_content() | {"v": 2, "measures": [{"label": "m1", "module": "records", "code": "18.3.f"}]}


def test_a_warning_can_be_overridden_with_a_reason_and_a_block_cannot() -> None:
    content = bare_records()
    before = completeness.score(REQUEST, content)
    why = "One file without dates."
    content["overrides"] = [
        {"rule": rule, "entry": "m1", "reason": why} for rule in ("records_period", "measure_purpose")
    ]
    reasons = {one.id: one.reason for one in completeness.evaluate(REQUEST, content)}
    assert (reasons["records_period"], reasons["measure_purpose"]) == (why, "")
    assert completeness.score(REQUEST, content) > before
    assert len(completeness.blocks(REQUEST, content)) == len(completeness.blocks(REQUEST, bare_records()))


def test_an_empty_reason_overrides_nothing() -> None:
    content = bare_records() | {"overrides": [{"rule": "records_period", "entry": "m1", "reason": " - "}]}
    assert {one.reason for one in completeness.evaluate(REQUEST, content)} == {""}


def test_the_rule_set_of_the_legal_basis_raises_levels_and_names_its_own_article() -> None:
    about = drafts.abouts()["known"]
    content = request_content() | {"legal_basis": "reciprocity", "undertakings": {}}
    assert "reciprocity" in {one.id for one in completeness.blocks(REQUEST, content, about)}
    assert "reciprocity" not in {one.id for one in completeness.blocks(REQUEST, content)}
    content = request_content() | {"legal_basis": "uncac", "facts": ""}
    [one] = completeness.blocks(REQUEST, content, about)
    assert one.source == "UNCAC 46(15)(c)"


def test_the_country_is_named_in_its_own_hints() -> None:
    about = drafts.abouts()["known"]
    [one] = [f for f in completeness.evaluate(REQUEST, request_content(), about) if f.id == "country_asks"]
    assert "Népal" in one.message["fr"]
    assert "The text of each provision." in one.message["ar"]
    assert one.source == "UNTOC 18(16); NP, 2026-09-01"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "measures",
                    "persons",
                    "facts",
                    "label",
                    "code",
                    "module",
                    "records",
                    "overrides",
                    "person",
                    "x",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_content_makes_it_fail(content: Any) -> None:
    assert completeness.blocks(REQUEST, content)
    for kind in schema.act_kinds():
        completeness.evaluate(schema.act(kind).schema, content)
