"""Public pages from a standby that streams for real: what it serves, what it never gets, when it is left."""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections
from django.test import Client

from hub.base.replica import reading_aside
from hub.base.standby import REPLICA, standby
from hub.base.surroundings import replica
from hub.doctor import surroundings
from hub.operations import health
from hub.publishing.models import Stamp
from tests.cast import Cast
from tests.library.shelf import Shelf
from tests.services.standby import Follower, running_standby

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True, databases=["default", REPLICA])]
FOUND = "/public/en/library/?q=joint+desk"
# The words that were searched are marked.
TITLE = "for identification"
PATIENCE = 20


@pytest.fixture(scope="module")
def server(django_db_setup: None) -> Iterator[Follower]:  # noqa: ARG001 - a fixture
    """One standby for the file, known to the hub as by HUB_REPLICA_URL."""
    ours = copy.deepcopy(connection.settings_dict)
    with running_standby() as found:
        given = {**ours, "PORT": found.port, "OPTIONS": {}}
        connections.databases[REPLICA] = {**ours, **replica(given, ours)}
        yield found
        point_at(found.port)
        del connections.databases[REPLICA]


def point_at(port: int | str) -> None:
    """Let the hub find its standby at another port."""
    connections[REPLICA].close_pool()  # type: ignore[attr-defined]
    del connections[REPLICA]
    connections.databases[REPLICA]["PORT"] = port


@pytest.fixture
def follower(server: Follower, settings: Any) -> Iterator[Follower]:
    """The standby, of which this process knows nothing yet."""
    settings.HUB_REPLICA_MAX_LAG = 60.0
    standby.forget()
    health.ready.forget()
    yield server
    standby.forget()
    health.ready.forget()


def follow() -> None:
    """Wait until it has replayed what was written before."""
    end = time.monotonic() + PATIENCE
    standby.forget()
    while not standby.usable():
        assert time.monotonic() < end, "the standby does not follow"
        time.sleep(0.05)
        standby.forget()


def read() -> tuple[str, bool]:
    """Where the public search was read from, and whether it found the item."""
    answer = Client().get(FOUND)
    assert answer.status_code == 200
    source: str = answer.wsgi_request.read_from  # type: ignore[attr-defined]
    return source, TITLE in answer.content.decode()


def test_public_pages_come_from_it_while_it_keeps_up(cast: Cast, follower: Follower, settings: Any) -> None:
    follow()
    follower.do("SELECT pg_wal_replay_pause()")
    try:
        Shelf(cast).published()
        # Everybody reads the state of the standby, an officer always the primary's.
        assert read() == (REPLICA, False)
        page = cast.sender.officer.browser().get("/library/?q=joint+desk")
        assert TITLE in page.content.decode()
        settings.HUB_REPLICA_MAX_LAG = 0.2
        time.sleep(0.3)
        standby.look()
        assert standby.answers
        assert read() == ("default", True)
        assert [one.id for one in surroundings.replica()] == ["hub.W035"]
        assert Client().get("/health/ready").json()["parts"]["replica"] == "left out"
    finally:
        follower.do("SELECT pg_wal_replay_resume()")
    settings.HUB_REPLICA_MAX_LAG = 60.0
    follow()
    assert read() == (REPLICA, True)
    assert not list(surroundings.replica())


@pytest.mark.usefixtures("follower")
def test_nothing_can_be_written_to_it(cast: Cast) -> None:
    Shelf(cast).published()
    follow()
    with reading_aside() as alias:
        assert alias == REPLICA
        found = Stamp.objects.get(name="pages")
        assert found._state.db == REPLICA  # noqa: SLF001 - Django documents it
    with pytest.raises(DatabaseError, match="read-only"):
        Stamp.objects.using(REPLICA).update(value=9)
    # Outside, what was read there leads back to the primary.
    found.save()
    assert found._state.db == "default"  # noqa: SLF001


def test_a_foreign_server_is_not_read(follower: Follower) -> None:
    follow()
    point_at(connection.settings_dict["PORT"])
    try:
        standby.forget()
        assert not standby.usable(), "the primary itself is no standby"
        assert not standby.answers
    finally:
        point_at(follower.port)


def test_pages_still_come_when_it_dies(cast: Cast, follower: Follower) -> None:
    Shelf(cast).published()
    follow()
    assert read() == (REPLICA, True)
    follower.kill()
    turns = standby.turns
    assert standby.used, "nobody knows yet"
    assert read() == ("default", True)
    assert standby.turns == turns + 1
    assert Client().get("/health/ready").status_code == 200
