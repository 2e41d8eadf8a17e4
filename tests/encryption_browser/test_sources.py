"""The modules stand alone: no code from elsewhere, no text turned into code or markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "hub" / "web" / "static" / "hub" / "encryption"
FILES = sorted(FOLDER.glob("*.js"))
IMPORTED = re.compile(r"""(?:from|import)\s*\(?\s*["']([^"']+)["']""")
FORBIDDEN = re.compile(
    r"\b(eval|Function|innerHTML|outerHTML|insertAdjacentHTML|document|localStorage|Math\.random)\b"
)


def code_of(file: Path) -> str:
    """A module without its comments."""
    return re.sub(r"/\*.*?\*/|^\s*//.*$", "", file.read_text(), flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_module_imports_only_its_neighbours(file: Path) -> None:
    for name in IMPORTED.findall(code_of(file)):
        assert name.startswith("./"), name
        assert (FOLDER / name).is_file(), name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_module_turns_no_text_into_code_or_markup(file: Path) -> None:
    assert FORBIDDEN.findall(code_of(file)) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_module_can_be_read_in_one_sitting(file: Path) -> None:
    assert len(file.read_text().splitlines()) <= 400
