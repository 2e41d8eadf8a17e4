"""What deploy/ holds, read by the programs that will read it."""

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import machine
from tests.test_project import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = DEPLOY / "compose"
KUBERNETES = DEPLOY / "kubernetes"
UNITS = DEPLOY / "systemd"
DAILY = {"index_library", "expire_uploads", "scrub", "run_retention"}


def program(name: str) -> Path:
    """A program that came with dev.txt or with the system; skips, loudly, where neither has it."""
    beside = Path(sys.executable).parent / name
    found = beside if beside.exists() else shutil.which(name)
    if not found:
        pytest.skip(str(machine.Missing(f"what deploy/ holds, by {name}", "see requirements/dev.in")))
    return Path(found)


def said(name: str, *words: str | Path, **environment: str) -> str:
    """Run a program that must be content; what it printed."""
    command = [str(program(name)), *map(str, words)]
    done = subprocess.run(
        command, env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", **environment},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@cache
def composed() -> dict[str, Any]:
    """The services of compose.yaml, merged and checked by the program that will run them."""
    words = ("--env-file", COMPOSE / "example.env", "--file", COMPOSE / "compose.yaml", "config")
    made: dict[str, Any] = yaml.safe_load(said("docker-compose", *words, HUB_IMAGE="hub"))
    return made


@cache
def manifests() -> list[dict[str, Any]]:
    """The Kubernetes objects of the example, as kustomize builds them."""
    text = said("kubectl", "kustomize", KUBERNETES / "overlays" / "example")
    return [one for one in yaml.safe_load_all(text) if one]


def kind(name: str) -> dict[str, dict[str, Any]]:
    """Kubernetes objects of a kind, by name."""
    return {one["metadata"]["name"]: one for one in manifests() if one["kind"] == name}


def pod(thing: dict[str, Any]) -> dict[str, Any]:
    """The pod of a Deployment, a Job or a CronJob."""
    spec = thing["spec"]
    made: dict[str, Any] = (spec["jobTemplate"]["spec"] if "jobTemplate" in spec else spec)["template"][
        "spec"
    ]
    return made


def command_of(words: list[str]) -> str:
    """The management command in what a container runs; empty for a server."""
    found = re.search(r"manage\.py (\w+)", " ".join(words))
    return found.group(1) if found else ""
