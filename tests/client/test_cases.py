"""Import from a national case system: by a map, checked by the rules of the form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hub.client.cases import read_cases, read_map
from hub.client.drafts import TEMPLATE
from hub.client.errors import Usage
from hub.forms.victims import split
from tests.client.test_command_line import ROOT, hub

CASES = ROOT / "hub" / "web" / "demo" / "cases"
THEIRS: dict[str, Any] = {
    "aktenzeichen": "7 Js 21/26", "staat": "NP", "betreff": "Konten",
    "sachverhalt": {"text": "In May 2026 money was paid."}, "massnahmen": [
        {"label": "m1", "code": "18.3.f", "module": "records", "description": "Accounts", "purpose": "Proof"}
    ],
}  # fmt: skip
MAP = {
    "to": "staat", "reference": "aktenzeichen", "subject": "betreff", "request.facts": "sachverhalt.text",
    "request.measures": "massnahmen", "request.legal_basis": "'untoc'", "request.language": "'en'",
}  # fmt: skip


def write(path: Path, value: Any) -> Path:
    """A JSON file."""
    path.write_text(json.dumps(value), "utf-8")
    return path


def test_a_map_moves_their_fields_into_ours(tmp_path: Path) -> None:
    fields = read_map(write(tmp_path / "map.json", MAP))
    [case] = read_cases(write(tmp_path / "cases.json", [THEIRS]), fields)
    assert (case.to, case.reference, case.subject) == ("NP", "7 Js 21/26", "Konten")
    assert case.content["facts"] == "In May 2026 money was paid."
    assert case.content["legal_basis"] == "untoc"


def test_a_dry_run_says_what_is_missing_and_needs_no_keys(tmp_path: Path) -> None:
    cases = write(tmp_path / "cases.json", [THEIRS, THEIRS])
    done = hub(
        tmp_path / "home", "import", str(cases), "--map", str(write(tmp_path / "map.json", MAP)), "--dry-run"
    )
    assert done.returncode == 3, done.stderr
    assert "2 cases, 2 with something missing. Nothing was sealed." in done.stdout
    assert "[UNTOC 18(15)(a)]" in done.stdout


def test_an_incomplete_case_stops_the_whole_import(tmp_path: Path) -> None:
    cases = write(tmp_path / "cases.json", TEMPLATE)
    done = hub(tmp_path / "home", "import", str(cases))
    assert (done.returncode, "Nothing was sealed" in done.stderr) == (3, True)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_the_cases_of_the_demo_lack_nothing(path: Path) -> None:
    """Complete by the rules of the form; a victim's name stands nowhere but where it is kept apart."""
    [case] = read_cases(path, {})
    assert [one for one in case.findings() if one.level == "block"] == []
    kept, identities = split(case.content)
    for person in (identities or {"persons": []})["persons"]:
        assert not person.get("name_latin") or person["name_latin"] not in json.dumps(
            kept, ensure_ascii=False
        )


@pytest.mark.parametrize("value", [[], "text", [1], [{"to": "NP"}], {"request": []}])
def test_other_json_is_refused_in_one_line(tmp_path: Path, value: Any) -> None:
    with pytest.raises(Usage):
        read_cases(write(tmp_path / "cases.json", value), {})


@pytest.mark.parametrize("value", [[], {"to": 5}, "x"])
def test_other_maps_are_refused(tmp_path: Path, value: Any) -> None:
    with pytest.raises(Usage, match="should look like"):
        read_map(write(tmp_path / "map.json", value))
