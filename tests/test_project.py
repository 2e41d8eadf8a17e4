"""What holds for the whole repository: migrations, no traces of a machine, short files, pinned packages."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
TEXT = {
    ".py",
    ".mjs",
    ".js",
    ".css",
    ".html",
    ".md",
    ".txt",
    ".toml",
    ".json",
    ".po",
    ".in",
    ".csv",
    ".yml",
    "",
}
LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 30
# Names that say nothing about what is inside.
EMPTY_NAMES = re.compile(r"(^|_)(utils?|commons?|helpers?|managers?|misc)(_|$)", re.IGNORECASE)
# With a class of one letter each, so that this file does not find itself.
TRACES = {
    "a package index or a machine's wheel folder": r"--(extra-)?index-ur[l]|--find-link[s]|file:[/]//",
    "a folder of somebody's machine": r"(?<![\w.$~/-])/(home|root|Users|wor[k])/[\w.]+",
    "a debugger left behind": r"\bbreakpoin[t]\(\)|\bpdb\.set_trac[e]",
    "a note to oneself": r"\b(FIXM[E]|XX[X]|TOD[O])\b",
}


@cache
def tracked() -> tuple[Path, ...]:
    """Files of the repository: those git knows, else (an unpacked archive) all but generated ones."""
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = listing.stdout.splitlines() if listing.returncode == 0 else unpacked()
    return tuple(ROOT / name for name in sorted(set(names)) if (ROOT / name).is_file())


def unpacked() -> list[str]:
    """Files below the root that nothing generated."""
    made = {".venv", ".state", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis", ".git"}
    relative = [p.relative_to(ROOT) for p in ROOT.rglob("*")]
    return [p.as_posix() for p in relative if not made & set(p.parts) and p.suffix not in {".pyc", ".mo"}]


def texts() -> Iterator[tuple[str, str]]:
    """Name and content of every text file."""
    for path in tracked():
        if path.suffix in TEXT:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def python() -> list[Path]:
    """Python files written by people."""
    return [p for p in tracked() if p.suffix == ".py" and "migrations" not in p.parts]


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.parametrize("what", TRACES)
def test_no_trace_of_a_machine(what: str) -> None:
    pattern = re.compile(TRACES[what])
    found = [f"{name}: {match.group()}" for name, text in texts() for match in pattern.finditer(text)]
    assert not found, f"{what}: {found[:10]}"


def test_no_file_name_says_nothing() -> None:
    found = [str(p.relative_to(ROOT)) for p in tracked() if EMPTY_NAMES.search(p.name.split(".")[0])]
    assert not found, f"Name a file after what is in it: {found}"


def test_files_are_short() -> None:
    code = [
        p for p in tracked() if p.suffix in {".py", ".mjs", ".js", ".css"} and "migrations" not in p.parts
    ]
    sizes = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in code}
    long = {name: size for name, size in sizes.items() if size > LINES_OF_A_FILE}
    assert not long, f"Split by noun: {long}"


def test_functions_are_short() -> None:
    long = [name for path in python() for name in long_functions(path)]
    assert not long, f"At most {LINES_OF_A_FUNCTION} lines of code: {long}"


def long_functions(path: Path) -> Iterator[str]:
    """Functions with too many lines between signature and end, docstring not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1:2] if ast.get_docstring(node) else node.body[:1]
            size = (node.end_lineno or 0) - first[0].lineno + 1 if first else 0
            if size > LINES_OF_A_FUNCTION:
                yield f"{path.relative_to(ROOT)}:{node.name} ({size})"


def pins(name: str) -> dict[str, str]:
    """Package and version of a pinned file; the version keeps its condition (python_version < …)."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.split("--hash")[0].strip() for line in text.splitlines() if line[:1].isalnum()]
    return {line.split("==")[0]: line for line in lines}


def named(name: str) -> set[str]:
    """Packages that people asked for in a .in file."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    return {re.split(r"[^\w-]", line)[0].lower().replace("_", "-") for line in lines if line[:1].isalpha()}


def test_every_package_is_pinned_with_hashes() -> None:
    for name in ("runtime", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
        unpinned = [
            line for line in text.splitlines() if line.strip() and not ("==" in line and "sha256:" in line)
        ]
        assert not unpinned, f"{name}.txt: {unpinned[:5]}"
        assert named(f"{name}.in") <= set(pins(f"{name}.txt")), "Run `make requirements`."


def test_tests_run_with_the_versions_of_the_product() -> None:
    dev = pins("dev.txt")
    assert {name: dev.get(name) for name in pins("runtime.txt")} == pins("runtime.txt")
