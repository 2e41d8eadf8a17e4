"""One real hub with two countries for all stories of a worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.story.world import Three, World, build


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Pakistan and Nepal at a running hub."""
    made = build(tmp_path_factory.mktemp("story"))
    yield made
    made.hub.stop()


@pytest.fixture(scope="session")
def three(world: World) -> Three:
    """Officers of Pakistan, Nepal and Egypt."""
    if "eg-officer" not in world.desks:
        world.found("EG", "eg-officer", ["admin", "officer"], {})
    return world.desk("pk-officer"), world.desk("np-officer"), world.desk("eg-officer")
