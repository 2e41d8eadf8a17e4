"""One hub for all journeys of a worker, and a browser for each file of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser import chromium
from tests.story.hub_process import HubProcess
from tests.web.conftest import People, Site, settled, site

__all__ = ["site"]


@pytest.fixture(scope="session")
def settled_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[HubProcess, People]]:
    """A running hub with the cast, whose officers have keystores."""
    hub, people = settled(tmp_path_factory.mktemp("journeys"))
    hub.start()
    yield hub, people
    hub.stop()


@pytest.fixture(scope="module")
def running_site(settled_hub: tuple[HubProcess, People]) -> Iterator[Site]:
    """The hub, and one browser for the tests of a file."""
    with chromium() as browser:
        yield Site(*settled_hub, browser)
