"""What the documents name exists: commands, make targets, files, settings, tests."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.test_project import ROOT, tracked

DOCUMENTS = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "THREAT_MODEL.md",
    "CHANGELOG.md",
)
ALL = (*DOCUMENTS, "deploy/OPERATIONS.md", "deploy/CAPACITY.md", "docs/asvs.md", "docs/site.md")
CODE = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"^```\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)[^)]*\)")
# Made at set-up or by a run, so not in the repository.
MADE = (".venv", ".state")


@cache
def text(name: str) -> str:
    """A document."""
    return (ROOT / name).read_text(encoding="utf-8")


def code(name: str) -> Iterator[str]:
    """Everything a document sets in code: in a line, or line by line in a block."""
    yield from CODE.findall(BLOCK.sub("", text(name)))
    for block in BLOCK.findall(text(name)):
        yield from block.splitlines()


def targets() -> set[str]:
    """Targets of the Makefile."""
    return set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))


def modules() -> set[str]:
    """Dotted names of Python files and folders."""
    files = [p.relative_to(ROOT).with_suffix("") for p in tracked() if p.suffix == ".py"]
    return {".".join(parts) for f in files for parts in (f.parts, f.parts[:-1])}


@pytest.mark.parametrize("name", ALL)
def test_make_targets_exist(name: str) -> None:
    named = {target for piece in code(name) for target in re.findall(r"\bmake ([a-z-]+)", piece)}
    assert named <= targets(), f"{name} names targets that the Makefile lacks: {named - targets()}"


@pytest.mark.parametrize("name", ALL)
def test_links_lead_somewhere(name: str) -> None:
    missing = [link for link in LINK.findall(text(name)) if not ((ROOT / name).parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("name", ALL)
def test_paths_exist(name: str) -> None:
    words = {word.strip(",;:") for piece in code(name) for word in piece.split()}
    shaped = [w for w in words if re.fullmatch(r"[.\w-]+(/[.\w-]+)+/?", w) and w.split("/")[0] not in MADE]
    places = [path for path in shaped if (ROOT / path.split("/")[0]).exists()]
    missing = [path for path in places if not (ROOT / path).exists()]
    assert not missing


@pytest.mark.parametrize("name", ALL)
def test_management_commands_exist(name: str) -> None:
    named = {found for piece in code(name) for found in re.findall(r"manage\.py (\w+)", piece)}
    ours = {p.stem for p in tracked() if p.parts[-3:-1] == ("management", "commands")}
    django = {"migrate", "collectstatic"}
    assert named <= ours | django, f"{name}: {named - ours - django}"


def test_client_commands_exist() -> None:
    named = {found for piece in code("README.md") for found in re.findall(r"\.venv/bin/hub (\w+)", piece)}
    sources = [p for p in tracked() if "client" in p.parts and p.suffix == ".py"]
    client = "\n".join(p.read_text(encoding="utf-8") for p in sources)
    assert named
    assert all(f'"{command}"' in client for command in named), named


def test_settings_of_the_operations_page_are_those_of_the_settings_module() -> None:
    described = set(re.findall(r"`(HUB_[A-Z_]+)`", text("deploy/OPERATIONS.md"))) | {
        "HUB_DEMO",
        "HUB_STATE_DIR",
    }
    read = set(re.findall(r'"(HUB_[A-Z_]+)"', text("hub/settings.py")))
    assert described == read | {"HUB_DEMO", "HUB_STATE_DIR"}


@pytest.mark.parametrize("name", ["THREAT_MODEL.md", "docs/asvs.md"])
def test_tests_that_show_a_property_exist(name: str) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text(name))
    assert named, "The document names the tests that show each property."
    missing = [f"{path}::{test}" for path, test in named if not defines(ROOT / path, test)]
    assert not missing


def test_every_state_of_the_standard_is_one_of_the_words_and_shown() -> None:
    """ASVS: one state per row, and for what is met a test, a reading, or the reason why none is needed."""
    rows = re.findall(
        r"^\| (\d+\.\d+\.\d+[^|]*) \| ([^|]+) \| ([^|]+) \|$", text("docs/asvs.md"), re.MULTILINE
    )
    words = ("met", "partly", "not met", "operator", "n/a", "see the", "the second factor")
    assert {int(ids.split(".")[0]) for ids, _, _ in rows} == {*range(1, 18)}
    for ids, _, state in rows:
        assert state.startswith(words), ids
        assert not state.startswith("met") or re.search(r"tests/|by reading|\.md", state), ids


def defines(path: Path, test: str) -> bool:
    """Whether a file holds a test."""
    return path.exists() and re.search(rf"def {test}\(", path.read_text(encoding="utf-8")) is not None


def test_rooms_of_the_architecture_are_the_rooms_of_the_code() -> None:
    block = BLOCK.findall(text("ARCHITECTURE.md"))[0]
    named = set(re.findall(r"\b(?:hub\.\w+|messaging|mla_requests|focal_points)\b", block))
    assert named - {"hub.urls", "hub.asgi"} <= modules(), named - modules()


def test_the_newest_changes_come_first() -> None:
    assert re.search(r"^## \[Unreleased\]$", text("CHANGELOG.md"), re.MULTILINE)
