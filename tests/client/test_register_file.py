"""Files of paper requests: every line by itself, and files that are none."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from hub.client.errors import Usage
from hub.client.register_file import COLUMNS, read_lines

TODAY = date(2026, 11, 22)
HEAD = "direction,partner,basis,offence,urgent,measures,sent_on,ended_on,outcome,ground,rounds,subject"
GOOD = "in,NP,untoc,tip,yes,18.3.f 18.3.a,2026-01-10,2026-03-01,executed,,1,Letter"


def written(folder: Path, *lines: str, name: str = "list.csv") -> Path:
    """A file of these lines."""
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_good_line_is_an_entry(tmp_path: Path) -> None:
    (line,) = read_lines(written(tmp_path, HEAD, GOOD), TODAY)
    assert line.facts is not None
    assert line.written is not None
    assert (line.number, line.problem, line.named) == (2, "", False)
    assert line.facts["measures"] == ["18.3.f", "18.3.a"]
    assert (line.facts["urgent"], line.facts["rounds"], line.facts["received_on"]) == (True, 1, None)
    assert line.written["subject"] == "Letter"
    assert set(line.facts) & {"subject", "reference", "notes"} == set()


BAD = {
    "in,Nepal,untoc,tip,no,18.3.f,2026-01-10,,,,,S": "partner",
    "both,NP,untoc,tip,no,18.3.f,2026-01-10,,,,,S": "direction",
    "in,NP,custom,tip,no,18.3.f,2026-01-10,,,,,S": "basis",
    "in,NP,untoc,theft,no,18.3.f,2026-01-10,,,,,S": "offence",
    "in,NP,untoc,tip,maybe,18.3.f,2026-01-10,,,,,S": "urgent",
    "in,NP,untoc,tip,no,,2026-01-10,,,,,S": "measures",
    "in,NP,untoc,tip,no,18.3.z,2026-01-10,,,,,S": "measures",
    "in,NP,untoc,tip,no,18.3.f,10/01/2026,,,,,S": "sent_on",
    "in,NP,untoc,tip,no,18.3.f,2026-02-30,,,,,S": "sent_on",
    "in,NP,untoc,tip,no,18.3.f,2099-01-01,,,,,S": "sent_on” has not come yet",
    "in,NP,untoc,tip,no,18.3.f,2026-01-10,2026-01-09,executed,,,S": "ended_on” is before",
    "in,NP,untoc,tip,no,18.3.f,2026-01-10,2026-02-01,,,,S": "outcome” does not fit",
    "in,NP,untoc,tip,no,18.3.f,2026-01-10,,,18.9,,S": "ground",
    "in,NP,untoc,tip,no,18.3.f,2026-01-10,,,,-1,S": "rounds",
    "in,NP,untoc,tip,no,18.3.f,2026-01-10,,,,٣,S": "rounds",
    "in,NP,untoc,tip,no,18.3.f,2026-01-10,,,,,S,more": "13 cells",
    "in,NP": "2 cells",
    f"in,NP,untoc,tip,no,18.3.f,2026-01-10,,,,,{'x' * 201}": "subject",
}


@pytest.mark.parametrize("text", BAD)
def test_a_bad_line_says_why_and_spoils_no_other(tmp_path: Path, text: str) -> None:
    bad, good = read_lines(written(tmp_path, HEAD, text, GOOD), TODAY)
    assert bad.facts is None
    assert BAD[text] in bad.problem
    assert good.problem == ""


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("", "missing"),
        ("direction,partner", "missing"),
        (f"{HEAD},colour", "colour"),
        (f"{HEAD},partner", "twice"),
    ],
)
def test_a_file_with_other_columns_is_refused_whole(tmp_path: Path, head: str, said: str) -> None:
    with pytest.raises(Usage, match=said):
        read_lines(written(tmp_path, head, GOOD), TODAY)


def test_other_bytes_are_no_list(tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes(
        f"{HEAD}\nin,NP,untoc,tip,,18.3.f,2026-01-10,,,,,caf\xe9".encode("latin-1")
    )
    for name in ("latin.csv", "absent.csv"):
        with pytest.raises(Usage):
            read_lines(tmp_path / name, TODAY)
    with pytest.raises(Usage, match="not CSV"):
        read_lines(written(tmp_path, HEAD, 'in,NP,untoc,"tip"x,no,18.3.f,2026-01-10,,,,,S'), TODAY)
    for text in ("{", "{}", "[1]", '"x"'):
        with pytest.raises(Usage):
            read_lines(written(tmp_path, text, name="list.json"), TODAY)


def test_semicolons_blank_lines_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"\ufeff{HEAD.replace(',', ';')}\r\n\r\n{GOOD.replace(',', ';')}\r\n", encoding="utf-8")
    (line,) = read_lines(path, TODAY)
    assert line.problem == ""


def test_json_says_the_same_as_csv(tmp_path: Path) -> None:
    row = dict(zip(HEAD.split(","), GOOD.split(","), strict=True))
    rows = [{**row, "measures": ["18.3.f", "18.3.a"], "urgent": True, "rounds": 1}, {"colour": "red"}]
    good, bad = read_lines(written(tmp_path, json.dumps(rows), name="list.json"), TODAY)
    (same,) = read_lines(written(tmp_path, HEAD, GOOD), TODAY)
    assert good.facts is not None
    assert same.facts is not None
    assert {**good.facts, "paper": ""} == {**same.facts, "paper": ""}
    assert "colour" in bad.problem


def test_an_id_of_the_file_is_kept(tmp_path: Path) -> None:
    known = "0b7f9a2e-7c1d-4a51-9d7e-3f4f0a1b2c3d"
    (line,) = read_lines(written(tmp_path, f"{HEAD},id", f"{GOOD},{known}"), TODAY)
    assert line.facts is not None
    assert (line.facts["paper"], line.named) == (known, True)
    assert "id" in COLUMNS
