"""The system's Chromium, started for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests import machine

FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # Pages that a test answers itself have no network address, and their sockets would be refused.
    "--disable-features=LocalNetworkAccessChecks",
]  # fmt: skip
# So that a page can say how much memory it takes.
MEMORY = "--enable-precise-memory-info"


# Milliseconds: browsers and hubs share the cores of one machine. Waiting longer costs nothing when it comes.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """A running Chromium with `more` flags; skips the test if the machine has none."""
    found = machine.chromium()
    if isinstance(found, machine.Missing):
        pytest.skip(str(found))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(found), args=[*FLAGS, *more])
        yield browser
        browser.close()
