"""Forms of templates: none writes into an address, none takes a press before its script listens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FORM = re.compile(r"<form\b(?P<attributes>(?:{%.*?%}|{{.*?}}|[^>])*)>(?P<inside>.*?)</form>", re.DOTALL)
BUTTON = re.compile(r"<button\b(?:{%.*?%}|{{.*?}}|[^>])*>")


def forms(path: Path) -> Iterator[tuple[str, str]]:
    """(attributes, inside) of each form of a template."""
    for found in FORM.finditer(path.read_text()):
        yield found["attributes"], found["inside"]


def templates() -> list[Path]:
    """Every template of the project."""
    return [path for path in sorted(ROOT.glob("**/templates/**/*.html")) if ".venv" not in path.parts]


def presses(inside: str) -> list[str]:
    """The buttons that would send a form."""
    return [one for one in BUTTON.findall(inside) if 'type="button"' not in one]


def test_every_form_says_how_it_is_sent() -> None:
    """Without a method the browser writes every field into the address, and servers log addresses."""
    silent = [
        (path.name, attributes)
        for path in templates()
        for attributes, _ in forms(path)
        if "method=" not in attributes
    ]
    assert silent == []


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.stem)
def test_a_form_of_a_script_waits_for_it(path: Path) -> None:
    """`method="dialog"` goes nowhere by itself; its script enables the buttons."""
    for attributes, inside in forms(path):
        if 'method="dialog"' in attributes and "<dialog" not in path.read_text().split(attributes)[0]:
            assert [one for one in presses(inside) if " disabled" not in one] == []
