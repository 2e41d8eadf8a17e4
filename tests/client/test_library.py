"""Pieces for the library as files, and what the client makes of items it was given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hub.client import library
from hub.client.cli.main import parser
from hub.client.errors import NotFound, Usage

TEXTS: dict[str, Any] = {"en": {"title": "Two rooms"}, "ur": {"title": "دو کمرے", "authoritative": True}}


def written(folder: Path, **given: Any) -> Path:
    """A file with a piece."""
    path = folder / "piece.json"
    path.write_text(json.dumps({"type": "lesson", "texts": TEXTS, **given}), "utf-8")
    return path


def test_a_piece_knows_which_text_counts_and_finds_its_files(tmp_path: Path) -> None:
    (tmp_path / "guide.pdf").write_bytes(b"%PDF-1.7")
    piece = library.read_piece(written(tmp_path, files={"en": ["guide.pdf"]}))
    assert (piece.type, piece.lead) == ("lesson", "ur")
    assert piece.files == {"en": [tmp_path / "guide.pdf"]}
    assert library.Piece("law", {}, {}, {"fr": {}, "ar": {}}).lead == "fr"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"texts": {}}, "texts"),
        ({"texts": {"en": "Two rooms"}}, "texts"),
        ({"colour": "red"}, "colour"),
        ({"files": {"en": ["absent.pdf"]}}, "absent.pdf"),
    ],
)
def test_a_bad_piece_is_refused_before_anything_is_sent(
    tmp_path: Path, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(Usage, match=said):
        library.read_piece(written(tmp_path, **given))


def test_what_is_no_json_is_no_piece(tmp_path: Path) -> None:
    for text in ("{", "[]", "1"):
        (tmp_path / "bad.json").write_text(text)
        with pytest.raises(Usage):
            library.read_piece(tmp_path / "bad.json")
    with pytest.raises(Usage):
        library.read_piece(tmp_path / "absent.json")


def item(*languages: str) -> dict[str, Any]:
    """An item as the hub gives it; the first language counts."""
    texts = [
        {"language": code, "authoritative": code == languages[0], "files": [{"name": code}]}
        for code in languages
    ]
    return {"identifier": "HUB-LIB-000001.v1", "version": {"renditions": texts}}


def test_a_text_is_shown_in_the_language_asked_for_or_the_one_that_counts() -> None:
    assert library.text_of(item("ar", "en"))["language"] == "ar"
    assert library.text_of(item("ar", "en"), "en")["language"] == "en"
    assert [one["language"] for one in library.files_of(item("ar", "en"))] == ["ar", "en"]
    with pytest.raises(NotFound, match="There is: ar, en"):
        library.text_of(item("ar", "en"), "fr")


def test_what_was_retired_says_why() -> None:
    with pytest.raises(NotFound, match=r"was retired\. Wrong figures\."):
        library.text_of({"identifier": "HUB-LIB-000001", "reason": "Wrong figures."})


@pytest.mark.parametrize("name", ["12", "HUB-LIB-000012", "hub-lib-000012.v2"])
def test_numbers_are_read_as_people_write_them(name: str) -> None:
    found = library.NUMBER.fullmatch(name)
    assert found
    assert found[1] == "12"


def test_every_command_is_there() -> None:
    commands = (
        "search two rooms --country PK",
        "show 12 --language ar",
        "cite 12 --form bib",
        "get 12 --to x",
    )
    for line in (*commands, "submit piece.json --draft"):
        assert callable(parser().parse_args(["library", *line.split()]).run)
