"""Two countries founded through the pages themselves, in a real Chromium, at a hub of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.focal_points_pages.desk import Desk
from tests.story.hub_process import HubProcess

PK_POST = "Central Authority, Ministry of Interior"
NP_POST = "Office of the Attorney General"


@dataclass
class Scene:
    """A running hub; Pakistan's administrator and officer at their desks; Nepal's fingerprint on paper."""

    hub: HubProcess
    browser: Browser
    admin: Desk
    officer: Desk
    nepal: Desk
    nepal_fingerprint: str

    def officer_generations(self) -> list[int]:
        """The generations of the post's key that the officer's browser can open."""
        (found,) = self.officer.open_posts()
        return sorted(found)

    def desk(self, name: str, email: str) -> Desk:
        """Somebody new, with a browser of their own."""
        return Desk.at(self.browser, self.hub.url, name, email)

    def newcomer(self, name: str, email: str, role: str = "Officer") -> Desk:
        """Somebody new in Pakistan: invited, answered, admitted, unlocked."""
        desk = self.desk(name, email)
        desk.begin(self.admin.invite(name, email, role))
        self.admin.admit(name)
        return desk


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="package")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    """A hub without any member."""
    made = HubProcess.prepare(tmp_path_factory.mktemp("pages"))
    made.manage("collectstatic", "--noinput", "--verbosity", "0")
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="package")
def _scene(hub: HubProcess, browser: Browser) -> Scene:
    admin = Desk.at(browser, hub.url, "Ayesha Khan", "ayesha@pk.example")
    admin.begin(hub.founding_link("PK", admin.email, admin.name))
    admin.found(PK_POST)
    nepal = Desk.at(browser, hub.url, "Sita Sharma", "sita@np.example")
    nepal.begin(hub.founding_link("NP", nepal.email, nepal.name))
    fingerprint = nepal.found(NP_POST)
    scene = Scene(hub, browser, admin, admin, nepal, fingerprint)
    scene.officer = scene.newcomer("Bilal Ahmed", "bilal@pk.example")
    return scene


@pytest.fixture
def scene(_scene: Scene) -> Iterator[Scene]:
    """The running hub; a script that failed or broke the policy fails the test."""
    yield _scene
    desks = (_scene.admin, _scene.officer, _scene.nepal)
    for desk in desks:
        desk.page.unroute_all()
        assert desk.errors == []
