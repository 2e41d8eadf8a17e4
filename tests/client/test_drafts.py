"""Case files: form, completeness by the shared rules, facts in plain sight."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest

from hub.client.drafts import TEMPLATE, make_case, read_case
from hub.client.errors import Usage
from hub.encryption.canonical import parse


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
    facts = case.facts("r", "t", 2)(body)
    assert set(facts) == {
        "request", "to", "number", "measures", "legal_basis", "urgent", "wanted_by", "commitment"
    }  # fmt: skip
    assert facts["measures"] == [{"label": "m1", "code": "18.3.a"}]


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({**TEMPLATE, "more": 1})])
def test_other_files_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "case.json").write_text(text)
    with pytest.raises(Usage):
        read_case(tmp_path / "case.json")


def test_a_missing_attachment_is_named(tmp_path: Path) -> None:
    with pytest.raises(Usage, match=r"nowhere\.pdf"):
        make_case({**TEMPLATE, "attachments": ["nowhere.pdf"]}, tmp_path)
