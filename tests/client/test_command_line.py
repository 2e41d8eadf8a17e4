"""The `hub` command without a hub: exit codes and one clear line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hub.client.drafts import TEMPLATE

ROOT = Path(__file__).resolve().parents[2]


def hub(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command with nobody at the keyboard."""
    env = {**os.environ, "HUB_HOME": str(home), "HUB_PATIENCE": "0", **environment}
    return subprocess.run(
        [sys.executable, "-m", "hub.client", *words],
        env=env, cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "required"),
        (("inbox",), 2, "nobody to ask for the passphrase"),
        (("init", "--invitation", "nonsense"), 2, "not an invitation link"),
        (("init", "--import-keystore", "--hub", "http://hub.example.org"), 2, "must begin with https://"),
        (("logout",), 2, "Begin with: hub init"),
        (("verify", "missing.json"), 6, "no file missing.json"),
        (("draft", "missing.json"), 2, "cannot be read as a case file"),
    ],
)
def test_exit_codes(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    done = hub(tmp_path, *words)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_hub_that_is_not_there_is_code_5(tmp_path: Path) -> None:
    code = "J-00000-00000-00000-00000-00000-0000"
    link = f"http://localhost:9/join/#6f9619ff-8b86-4d01-b42d-00cf4fc964ff.{code}"
    mistyped = hub(tmp_path, "init", "--invitation", link)
    assert (mistyped.returncode, "typing mistake" in mistyped.stderr) == (2, True)
    (tmp_path / "account.json").write_text(
        json.dumps({"url": "http://localhost:9", "hub": "h", "officer": "o", "email": "e", "country": "PK"})
    )
    (tmp_path / "token.json").write_text(json.dumps({"token": "t", "expires": "2030-01-01T00:00:00Z"}))
    done = hub(tmp_path, "logout")
    assert (done.returncode, "cannot be reached" in done.stderr) == (5, True), done.stderr


def test_an_incomplete_draft_is_refused_before_anything_is_sealed(tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text(json.dumps(TEMPLATE))
    done = hub(tmp_path, "draft", str(tmp_path / "case.json"))
    assert done.returncode == 3
    assert "[UNTOC 18(15)(a)]" in done.stderr
    assert "Nothing was sealed" in done.stderr


def test_an_empty_case_file_is_printed(tmp_path: Path) -> None:
    done = hub(tmp_path, "draft", "--new")
    assert (done.returncode, json.loads(done.stdout)) == (0, TEMPLATE)


def test_a_forged_bundle_is_code_4(tmp_path: Path) -> None:
    (tmp_path / "bundle.json").write_text(json.dumps({"v": 1}))
    done = hub(tmp_path, "verify", str(tmp_path / "bundle.json"))
    assert (done.returncode, len(done.stderr.splitlines())) == (4, 1)
