"""A conversation at several places: officers at browsers, one at a command line, and when each saw what."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.terminal import Terminal
from tests.story.hub_process import ROOT
from tests.web.conftest import Site

# Milliseconds since 1970 at which a text first stood in the list of messages.
WATCH = """() => {
  window.sawAt = {};
  const list = document.getElementById("messages");
  const look = () => {
    for (const row of list.querySelectorAll(".message:not(.pending) .text")) {
      window.sawAt[row.textContent.trim()] ??= performance.timeOrigin + performance.now();
    }
  };
  new MutationObserver(look).observe(list, { childList: true, subtree: true, characterData: true });
  look();
}"""
# The moment at which the page had the hub's answer to its newest act.
ANSWERED = """() => {
  const asked = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/events/"));
  return performance.timeOrigin + asked.at(-1).responseEnd;
}"""


@dataclass
class Talker:
    """One officer at the page of one conversation."""

    site: Site
    page: Page

    @classmethod
    def arrives(cls, site: Site, country: str, language: str = "en") -> Talker:
        """Signed in and unlocked."""
        return cls(site, site.visit(f"officer@{country}.example", language=language))

    def goes(self, thread: str) -> None:
        """Open the conversation and wait until it is read."""
        self.site.open(self.page, f"/threads/{thread}/")
        self.ready()

    def ready(self) -> None:
        """Every message in sight was verified and opened; nothing raised the alarm."""
        self.page.wait_for_selector("#messages[data-ready]")
        expect(self.page.locator("#alarms")).to_be_empty()
        self.page.evaluate(WATCH)

    def says(self, text: str, shown: str = "") -> float:
        """Type and send by keyboard; answers when the hub had accepted it, in seconds."""
        self.page.focus("#f-text")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Control+Enter")
        self.hears(shown or text)
        return float(self.page.evaluate(ANSWERED)) / 1000

    def hears(self, text: str) -> float:
        """When the text stood on the page, in seconds."""
        self.page.wait_for_function("(text) => window.sawAt[text] !== undefined", arg=text, timeout=60_000)
        return float(self.page.evaluate("(text) => window.sawAt[text]", text)) / 1000

    def message(self, text: str) -> Any:
        """The row of a message."""
        return self.page.locator(".message", has_text=text).last


@dataclass
class Watcher:
    """`hub watch --json` of one officer; what it printed, with the moment."""

    process: subprocess.Popen[str]
    heard: list[tuple[float, dict[str, Any]]] = field(default_factory=list)

    def hears(self, text: str, patience: float = 60.0) -> float:
        """When the text was printed, in seconds."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            for at, said in self.heard:
                if said["text"] == text:
                    return at
            time.sleep(0.02)
        raise AssertionError(f"{text} was not heard; {[one['text'] for _, one in self.heard]}")

    def read(self) -> None:
        """Collect lines until the process ends."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.heard.append((time.time(), json.loads(line)))


@contextmanager
def watching(terminal: Terminal, thread: str) -> Iterator[Watcher]:
    """The command, from the beginning of the conversation on, until the block ends."""
    knows = {"HUB_PASSWORD_FILE": str(terminal.password), "HUB_PASSPHRASE_FILE": str(terminal.passphrase)}
    process = subprocess.Popen(
        [sys.executable, "-m", "hub.client", "watch", thread, "--after", "0", "--json"],
        env={**os.environ, **knows, "HUB_HOME": str(terminal.folder)}, cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    watcher = Watcher(process)
    threading.Thread(target=watcher.read, daemon=True).start()
    try:
        yield watcher
    finally:
        process.terminate()
        process.wait(20)
