"""A server with a fault does not start and says why; the command says the same; the demo is left alone."""

import base64
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from hub.doctor import registry, starting
from tests.test_project import ROOT

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "hub.settings", "HUB_DEMO": "0", "HUB_ID": "hub.example",
    "HUB_ALLOWED_HOSTS": "hub.example", "WEB_CONCURRENCY": "2",
    "HUB_SECRET_KEY_FILE": "{}/secret", "HUB_SIGNING_KEY_FILE": "{}/key", "HUB_STATE_DIR": "{}",
    "HUB_DATABASE_URL": "sqlite:///{}/hub.sqlite3",
}  # fmt: skip


def surroundings(folder: Path) -> dict[str, str]:
    """An environment with five faults, whose secret is good and in a file."""
    for name in ("secret", "key"):
        (folder / name).write_text(base64.b64encode(os.urandom(48 if name == "secret" else 32)).decode())
        (folder / name).chmod(0o644 if name == "key" else 0o600)
    rest = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    return rest | {name: value.format(folder) for name, value in PRODUCTION.items()}


@pytest.mark.parametrize("server", ["asgi", "wsgi"])
def test_a_server_with_faults_does_not_start(tmp_path: Path, server: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import hub.{server}"],
        env=surroundings(tmp_path), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode
    last = done.stderr[done.stderr.rindex("The hub does not start:") :]
    assert [line.split(":")[0] for line in last.splitlines()[1:]] == [
        "hub.E005",
        "hub.E009",
        "hub.E030",
        "hub.E020",
        "hub.E023",
    ]
    assert (tmp_path / "secret").read_text() not in done.stderr


@pytest.mark.django_db
def test_the_doctor_says_what_the_start_says(settings: Any) -> None:
    settings.DEMO, settings.BEHIND_PROXY = False, None
    said = io.StringIO()
    with pytest.raises(CommandError, match="keep the server from starting"):
        call_command("doctor", stdout=said)
    with pytest.raises(ImproperlyConfigured) as refused:
        starting.require_safe()
    errors = [line.removeprefix("REFUSED  ") for line in said.getvalue().splitlines() if "REFUSED" in line]
    assert str(refused.value).splitlines()[1:] == errors
    assert any(line.startswith("hub.E005") for line in errors)


def test_the_demo_is_left_alone() -> None:
    said = io.StringIO()
    call_command("doctor", stdout=said)
    assert "invented cases only" in said.getvalue()
    assert registry.findings() == []
    starting.require_safe()
