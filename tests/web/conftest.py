"""A hub with the cast in its own process, and people who look at it in a real Chromium."""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.browser import PATIENCE, chromium
from tests.story.hub_process import ROOT, HubProcess

EXPECTED = "Failed to load resource"
People = dict[str, dict[str, str]]


@dataclass
class Site:
    """A running hub, what its officers know, and what their browsers complained about."""

    hub: HubProcess
    people: People
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    shared: str = ""

    def visit(
        self,
        email: str = "",
        *,
        language: str = "en",
        width: int = 1280,
        theme: Any = "light",
        unlock: bool = True,
    ) -> Page:
        """A fresh browser profile; with an e-mail: signed in and, unless told otherwise, unlocked."""
        context = self.browser.new_context(viewport={"width": width, "height": 760}, color_scheme=theme)
        context.add_cookies([{"name": "django_language", "value": language, "url": self.hub.url}])
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{self.hub.url}/sign-in/")
        if email:
            self.sign_in(page, email)
            if unlock:
                self.unlock(page, email)
        return page

    def sign_in(self, page: Page, email: str) -> None:
        """Give e-mail and password."""
        page.fill("#email", email)
        page.fill("#password", self.people[email]["password"])
        page.press("#password", "Enter")
        page.wait_for_selector("#passphrase:focus")

    def unlock(self, page: Page, email: str) -> None:
        """Give passphrase and account secret."""
        page.fill("#passphrase", self.people[email]["passphrase"])
        page.fill("#secret", self.people[email]["secret"])
        page.press("#secret", "Enter")
        page.wait_for_url(f"{self.hub.url}/")

    def open(self, page: Page, path: str) -> None:
        """Go to a page."""
        page.goto(f"{self.hub.url}{path}")

    def _heard(self, message: ConsoleMessage) -> None:
        # A refused answer (400, 403, 409) is what some tests are about; the browser prints it as an error.
        if message.type in ("error", "warning") and not message.text.startswith(EXPECTED):
            self.complaints.append(message.text)


@pytest.fixture(scope="module")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One hub and one browser for the tests of a file."""
    hub, people = settled(tmp_path_factory.mktemp("site"))
    hub.start()
    with chromium() as browser:
        yield Site(hub, people, browser)
    hub.stop()


@pytest.fixture
def site(running_site: Site) -> Iterator[Site]:
    """The running hub; a test during which a page broke a policy or a script failed is a failed test."""
    running_site.complaints.clear()
    yield running_site
    for context in running_site.browser.contexts:
        context.close()
    assert running_site.complaints == []


def settled(folder: Path) -> tuple[HubProcess, People]:
    """A hub with the cast and its static files, and what each officer knows, by e-mail; not yet serving."""
    hub, people = _settled_once()
    return hub.twin(folder), deepcopy(people)


@cache
def _settled_once() -> tuple[HubProcess, People]:
    folder = Path(mkdtemp(prefix="hub-settled-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    hub = HubProcess.prepare(folder)
    hub.manage("collectstatic", "--noinput", "--verbosity", "0")
    return hub, _seed(hub)


def _seed(hub: HubProcess) -> People:
    command = [sys.executable, "-m", "tests.web.seed"]
    done = subprocess.run(command, env=hub.environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    people: People = json.loads(done.stdout.splitlines()[-1])
    return people
