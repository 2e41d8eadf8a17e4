"""systemd units and the proxy's configuration, by systemd's and Caddy's own readers."""

import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.deploy.reading import DEPLOY, UNITS, said
from tests.test_docs import text

INSTANCES = (
    "hub-web@8001.service",
    "hub-job@run_log.service",
    "hub-daily@scrub.service",
    "hub-daily@scrub.timer",
)
LARGEST_EXPOSURE = 2.0
PROXY = {"HUB_NAME": "hub.example", "HUB_TLS": "internal", "HUB_SOCKET": "127.0.0.1:8011"}


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, with programs and folders that this machine has."""
    shutil.copytree(UNITS, tmp_path, dirs_exist_ok=True)
    for path in tmp_path.glob("*.service"):
        here = re.sub(r"/opt/hub/\.venv/bin/\w+", sys.executable, path.read_text(encoding="utf-8"))
        path.write_text(here.replace("WorkingDirectory=/opt/hub", "WorkingDirectory=/"), encoding="utf-8")
    return tmp_path


def test_systemd_reads_every_unit_without_a_word(units: Path) -> None:
    files = [units / name for name in (*INSTANCES, "hub.target")]
    assert said("systemd-analyze", "verify", "--man=no", *files, SYSTEMD_UNIT_PATH=f"{units}:") == ""


@pytest.mark.parametrize("name", ["hub-web@.service", "hub-job@.service", "hub-daily@.service"])
def test_every_service_is_confined(name: str) -> None:
    told = said("systemd-analyze", "security", "--offline=true", "--no-pager", UNITS / name)
    exposure = re.search(r"exposure level for \S+: ([\d.]+)", told)
    assert exposure is not None
    assert float(exposure.group(1)) <= LARGEST_EXPOSURE


def test_no_secret_is_in_the_environment_file() -> None:
    lines = (UNITS / "environment.example").read_text(encoding="utf-8").splitlines()
    names = [line.split("=")[0] for line in lines if not line.startswith("#")]
    assert not [name for name in names if "SECRET" in name or "DATABASE" in name or "KEY" in name]
    assert not [name for name in names if name.startswith("HUB_") and name not in text("hub/settings.py")]


@pytest.mark.parametrize("web", ["127.0.0.1:8001 127.0.0.1:8002", "web-1:8000"])
def test_the_proxy_reads_its_configuration(web: str) -> None:
    told = said(
        "caddy", "validate", "--adapter", "caddyfile", "--config", DEPLOY / "caddy" / "Caddyfile",
        HUB_WEB=web, **PROXY,
    )  # fmt: skip
    assert "Valid configuration" in told


def test_figures_and_probes_are_not_for_the_outside() -> None:
    assert "@inside path /metrics /health/*\n\trespond @inside 404" in (
        DEPLOY / "caddy" / "Caddyfile"
    ).read_text(encoding="utf-8")
