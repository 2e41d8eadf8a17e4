"""The demo as a visitor meets it: it starts, shows its accounts, stops cleanly, starts again in seconds."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from hub.client import requests
from hub.client.home import Home
from hub.client.session import open_session
from hub.web.demo.cast import PASSPHRASE, PEOPLE
from tests.story.hub_process import ROOT, free_port

pytestmark = pytest.mark.story
LONGEST = 240.0
READY = "The hub is at http://localhost:"


class Demo:
    """`manage.py demo` in a folder of its own; it needs no services, whatever the run around it has."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.fresh = {
            "HUB_STATE_DIR": str(folder), "HUB_DATABASE_URL": f"sqlite:///{folder}/hub.sqlite3",
            "HUB_REDIS_URL": "",
        }  # fmt: skip

    def start(self) -> subprocess.Popen[str]:
        """Begin; it serves until it is told to stop."""
        env = {**os.environ, **self.fresh, "HUB_DEMO": "1", "PORT": str(self.port)}
        env["DJANGO_SETTINGS_MODULE"] = "hub.settings"
        command = [sys.executable, "-u", "manage.py", "demo"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        limit = threading.Timer(LONGEST, process.kill)
        limit.daemon = True
        limit.start()
        return process


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """What it prints up to a line with these words."""
    said = ""
    assert process.stdout
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(said)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A complete demo, stopped."""
    made = Demo(tmp_path_factory.mktemp("demo"))
    process = made.start()
    said = read_until(process, "All persons and cases are invented")
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert all(person.email in said for person in PEOPLE)
    return made


def test_a_second_start_takes_seconds_and_ctrl_c_is_a_clean_end(demo: Demo) -> None:
    began = time.monotonic()
    process = demo.start()
    said = read_until(process, "All persons and cases are invented")
    took = time.monotonic() - began
    try:
        session = open_session(Home(demo.folder / "demo" / "homes" / "pk-drafter"), PASSPHRASE)
        rows = list(requests.rows(session, box="all"))
        subjects = [requests.subject(session, row).body["subject"] for row in rows]
        assert httpx.get(f"http://localhost:{demo.port}/sign-in/", trust_env=False).status_code == 200
    finally:
        process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    assert READY in said
    assert "Making" not in said
    assert took < 30
    states = {row["status"] for row in rows}
    assert {"draft", "in_review", "transmitted", "info_requested", "consultation"} <= states
    assert "results_transmitted" in states
    assert all(subjects)


def test_the_hub_of_the_demo_cannot_read_it(demo: Demo) -> None:
    kept = [path for path in demo.folder.rglob("*") if path.is_file() and "homes" not in path.parts]
    assert any(path.name == "hub.sqlite3" for path in kept)
    for path in kept:
        data = path.read_bytes()
        assert b"Bank records of a trafficking ring" not in data, path
        assert b"0170-4471-208" not in data, path
        assert b"Nour El Shazly" not in data, path
        assert "استغلال عمال".encode() not in data, path
        assert b"account-4471" not in data, path


def test_a_port_in_use_is_one_clear_line(demo: Demo) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", demo.port))
        taken.listen()
        process = demo.start()
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.count("\n") == 1
    assert f"Port {demo.port} is in use" in said


def test_a_start_that_was_stopped_is_made_anew(tmp_path: Path) -> None:
    demo = Demo(tmp_path)
    process = demo.start()
    read_until(process, "Making accounts")
    time.sleep(3)
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=30)
    assert (process.returncode, "the next start makes it anew" in said) == (0, True), said
    again = demo.start()
    read_until(again, "making it anew")
    read_until(again, "Making accounts")
    again.send_signal(signal.SIGTERM)
    again.communicate(timeout=30)
    assert again.returncode == 0
