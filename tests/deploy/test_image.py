"""The image: its linter is content, only the product gets in, no rights, no invented digest."""

import re
from fnmatch import fnmatch

from tests.deploy.reading import DEPLOY, said
from tests.test_architecture import ROOMS
from tests.test_project import ROOT, tracked

DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")


def taken_in() -> set[str]:
    """What .dockerignore lets into the build."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "*"
    return {line[1:] for line in lines if line.startswith("!")}


def test_the_linter_is_content() -> None:
    assert said("hadolint", DEPLOY / "Dockerfile") == ""


def test_the_whole_product_and_nothing_else_is_taken_in() -> None:
    assert taken_in() >= {*ROOMS, "manage.py", "requirements/runtime.txt"}
    assert all((ROOT / name).exists() for name in taken_in())
    kept_out = ("tests", "benchmarks", ".git", ".state", "deploy/compose", "docs")
    assert not [name for name in kept_out for way in taken_in() if fnmatch(name, way)]


def test_the_image_runs_without_rights_in_two_stages() -> None:
    stages = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert stages == ["${BASE}", "${BASE}"]
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE) == ["10001:10001"]
    assert "--require-hashes" in (DEPLOY / "setup.py").read_text(encoding="utf-8")


def test_no_digest_is_written_that_nobody_here_verified() -> None:
    files = [path for path in tracked() if path.is_relative_to(DEPLOY)]
    assert not [p for p in files if re.search(r"sha256:[0-9a-f]{64}", p.read_text(encoding="utf-8"))]
