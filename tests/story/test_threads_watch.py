"""hub watch: each message once and in order, whatever happens to the server and the line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from hub.client.threads import sending
from hub.client.threads.lists import read_thread
from hub.client.threads.sending import Words
from tests.story.hub_process import ROOT
from tests.story.test_threads import begun
from tests.story.world import Desk, World

pytestmark = pytest.mark.story
PATIENCE = 90.0


@dataclass
class Watched:
    """A running `hub watch --json`, what it printed, and when each line came."""

    process: subprocess.Popen[str]
    lines: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def read(self) -> None:
        """Follow its output until it ends."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append((time.monotonic(), json.loads(line)))

    def read_errors(self) -> None:
        """Follow what it tells the person."""
        assert self.process.stderr
        for line in self.process.stderr:
            self.said.append(line.strip())

    def texts(self) -> list[str]:
        """The messages so far."""
        return [str(row["text"]) for _, row in list(self.lines) if row["kind"] == "thread.say"]

    def until(self, text: str) -> float:
        """Wait for a message; the moment it came."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for at, row in list(self.lines):
                if row["text"] == text:
                    return at
            assert self.process.poll() is None, self.said
            time.sleep(0.02)
        raise AssertionError((text, self.texts(), self.said))

    def ready(self) -> None:
        """Wait until it listens."""
        end = time.monotonic() + PATIENCE
        while not any("Watching" in line for line in self.said):
            assert time.monotonic() < end, self.said
            time.sleep(0.02)


@contextmanager
def watching(desk: Desk, *words: str) -> Iterator[Watched]:
    """Run `hub watch --json` for a while."""
    process = subprocess.Popen(
        [sys.executable, "-m", "hub.client", "watch", "--json", *words],
        env={**os.environ, **desk.surroundings()}, cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    watched = Watched(process)
    readers = [threading.Thread(target=read) for read in (watched.read, watched.read_errors)]
    for reader in readers:
        reader.start()
    try:
        watched.ready()
        yield watched
    finally:
        process.terminate()
        process.wait(20)
        for reader in readers:
            reader.join()


def test_each_message_comes_once_and_soon_also_over_a_killed_server(world: World) -> None:
    pakistan, nepal = world.desk("pk-officer"), world.desk("np-officer")
    thread = begun(pakistan, "NP", "--subject", "Live")
    session = pakistan.open()

    def say(text: str) -> float:
        history = read_thread(session, thread, whole=False)
        facts = {"mentions": [], "urgent": False}
        sending.deliver(session, sending.act(session, history, "say", facts, Words(text)))
        return time.monotonic()

    with watching(nepal, thread) as watched:
        say("one")
        watched.until("one")
        delays = []
        for number in range(5):
            posted = say(f"quick {number}")
            delays.append(watched.until(f"quick {number}") - posted)
        assert min(delays) < 1.0, delays
        world.hub.stop(signal.SIGKILL)
        time.sleep(2.5)
        world.hub.start()
        say("after the crash")
        watched.until("after the crash")
        say("last")
        watched.until("last")
        assert watched.texts() == ["one", *(f"quick {n}" for n in range(5)), "after the crash", "last"]
        seqs = [row["seq"] for _, row in watched.lines]
        assert seqs == sorted(set(seqs))
        assert any("cannot be reached" in line for line in watched.said) or len(watched.said) == 1


def test_all_conversations_are_followed_and_nothing_already_seen_comes_again(world: World) -> None:
    pakistan, nepal = world.desk("pk-officer"), world.desk("np-officer")
    old = begun(pakistan, "NP", "--subject", "Old", "-m", "seen before")
    with watching(nepal) as watched:
        new = begun(pakistan, "NP", "--subject", "New", "-m", "first words")
        watched.until("first words")
        assert pakistan.here("post", old, "-m", "more words").returncode == 0
        watched.until("more words")
        found = [(row["thread"], row["text"]) for _, row in watched.lines]
    assert found == [(new, "first words"), (old, "more words")]


def test_from_a_place_on_and_what_was_heard_can_be_searched(world: World) -> None:
    pakistan, nepal = world.desk("pk-officer"), world.desk("np-officer")
    thread = begun(pakistan, "NP", "--subject", "Later", "-m", "zero")
    for text in ("first", "second about Zarafshan"):
        assert pakistan.here("post", thread, "-m", text).returncode == 0
    with watching(nepal, thread, "--after", "2") as watched:
        watched.until("second about Zarafshan")
        assert watched.texts() == ["second about Zarafshan"]
    assert "second about Zarafshan" in nepal.here("threads", "search", "zarafshan").stdout


def test_a_token_that_ended_ends_the_watching(world: World) -> None:
    nepal = world.desk("np-officer")
    with watching(nepal) as watched:
        before = nepal.home.read("token.json")
        assert nepal.here("logout").returncode == 0
        assert watched.process.wait(PATIENCE) == 3
    assert before
    nepal.sign_in()
