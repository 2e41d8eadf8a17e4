"""Case files: form, completeness by the shared rules, facts in plain sight."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest

from hub.client.drafts import TEMPLATE, make_case, read_case
from hub.client.errors import Usage
from hub.encryption.canonical import parse
from hub.procedure import MOVES


def test_an_empty_case_names_every_missing_point_of_article_18() -> None:
    found = [one for one in make_case(deepcopy(TEMPLATE), Path()).findings() if one.level == "block"]
    sources = {one.source for one in found}
    assert {f"UNTOC 18(15)({letter})" for letter in "abcdf"} <= sources


def test_the_content_is_file_one_and_attachments_follow(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"x")
    (tmp_path / "case.json").write_text(json.dumps({**TEMPLATE, "attachments": ["photo.png"]}))
    first, second = read_case(tmp_path / "case.json").files()
    assert (first.name, first.type) == ("request.json", "application/vnd.hub.mla-request+json")
    assert isinstance(first.source, bytes)
    assert parse(first.source) == TEMPLATE["request"]
    assert (second.name, second.type, second.source) == ("photo.png", "image/png", tmp_path / "photo.png")


def test_facts_in_plain_sight_are_codes_and_dates_only() -> None:
    case = make_case(deepcopy(TEMPLATE), Path())
    body = {"subject": "S", "reference": "R", "salt": "A" * 43 + "=", "files": []}
    facts = case.facts("r", "t", 2, ("f", None))(body)
    assert set(facts) == set(MOVES["mla.draft"].facts)
    assert facts["measures"] == [{"label": "m1", "code": "18.3.a"}]
    assert (facts["from"], facts["conducting"], facts["offence"]) == ("f", None, "tip")


@pytest.mark.parametrize(("basis", "offence"), [("som", "som"), ("uncac", "corruption"), ("untoc", "other")])
def test_a_case_without_an_offence_takes_that_of_its_basis(basis: str, offence: str) -> None:
    content = {**TEMPLATE["request"], "legal_basis": basis, "offence": ""}
    facts = make_case({**deepcopy(TEMPLATE), "request": content}, Path()).facts("r", "t", 1, ("f", "c"))
    assert (
        facts({"subject": "S", "reference": "R", "salt": "A" * 43 + "=", "files": []})["offence"] == offence
    )


VICTIM = {
    "label": "p2",
    "role": "victim",
    "pseudonym": "victim 1",
    "known": True,
    "name_latin": "Sunita Tharu",
}


@pytest.mark.parametrize("sent", [True, False])
def test_who_a_victim_is_never_stands_in_the_content(sent: bool) -> None:
    content = {**TEMPLATE["request"], "persons": [VICTIM], "send_identities": sent}
    case = make_case({**deepcopy(TEMPLATE), "request": content}, Path())
    first, *others = case.files()
    assert isinstance(first.source, bytes)
    assert b"Sunita" not in first.source
    assert b"victim 1" in first.source
    assert [one.name for one in others] == (["victims.json"] if sent else [])
    assert case.apart is not None
    assert isinstance(case.apart.source, bytes)
    assert b"Sunita" in case.apart.source


SHAPELESS = {**TEMPLATE, "request": {**TEMPLATE["request"], "measures": [{"label": "m1"}]}}


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({**TEMPLATE, "more": 1}), json.dumps(SHAPELESS)])
def test_other_files_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "case.json").write_text(text)
    with pytest.raises(Usage):
        read_case(tmp_path / "case.json")


def test_a_missing_attachment_is_named(tmp_path: Path) -> None:
    with pytest.raises(Usage, match=r"nowhere\.pdf"):
        make_case({**TEMPLATE, "attachments": ["nowhere.pdf"]}, tmp_path)
