"""Two server processes on one database and one Redis: what happens at one is heard at the other."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.attacks.serving import Served, Wire, served
from tests.factories.people import Person
from tests.story.hub_process import HubProcess, free_port

pytestmark = pytest.mark.services


def listen(url: str, person: Person) -> ClientConnection:
    """A program's socket at a process."""
    address = url.replace("http://", "ws://") + "/ws/"
    return connect(address, additional_headers={"Authorization": f"Bearer {person.token()}"}, proxy=None)


def hear(line: ClientConnection) -> dict[str, str]:
    """The next frame, which holds kind and id and nothing else."""
    frame: dict[str, str] = json.loads(line.recv(timeout=10))
    assert set(frame) == {"kind", "id"}
    return frame


def closed(line: ClientConnection) -> tuple[int, float]:
    """The code with which the other end closed, and when."""
    try:
        while True:
            line.recv(timeout=10)
    except ConnectionClosed as end:
        return (end.rcvd.code if end.rcvd else 0), time.monotonic()


def silent(line: ClientConnection) -> bool:
    """Whether nothing is heard for a while."""
    try:
        line.recv(timeout=0.5)
    except TimeoutError:
        return True
    return False


def online(url: str, person: Person) -> set[str]:
    """Who is there, by what a process answers."""
    answer = Wire(url, person.token()).get("/api/v1/presence/").json()
    return {one["name"] for one in answer["online"]}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[Served]:
    """A real hub with the cast, in a process of its own; the tests here share it, the last one kills it."""
    folder: Path = tmp_path_factory.mktemp("hub") / "state"
    with django_db_blocker.unblock(), served(folder) as one:
        yield one


@pytest.fixture(scope="module")
def other(hub: Served) -> Iterator[HubProcess]:
    """Another process of the same hub."""
    folder = hub.folder / "second"
    folder.mkdir()
    process = replace(hub.process, folder=folder, port=free_port(), process=None)
    process.start()
    yield process
    process.stop(SIGKILL)


def test_presence_crosses_processes_and_typing_does_not(hub: Served, other: HubProcess) -> None:
    side = hub.cast.sender
    with (
        listen(hub.url, side.approver) as colleague,
        listen(hub.url, hub.cast.recipient.officer) as outside,
        listen(other.url, side.officer) as here,
    ):
        assert hear(colleague) == {"kind": "presence", "id": str(side.post.id)}
        assert online(hub.url, side.approver) == {side.officer.name, side.approver.name}
        here.send('{"type": "socket.ring", "kind": "thread.typing", "id": "x"}')
        here.send('{"typing": true}')
        assert (silent(colleague), silent(outside)) == (True, True)
        here.ping().wait(10)


def test_a_removal_at_one_closes_the_socket_at_the_other_within_a_second(
    hub: Served, other: HubProcess
) -> None:
    side, leaver = hub.cast.sender, hub.cast.sender.leaver
    assert leaver
    with listen(other.url, leaver) as gone, listen(other.url, side.officer) as stays:
        assert leaver.name in online(hub.url, side.approver)
        signed = side.chancery.sign_removal(leaver)
        answer = hub.wire(side.admin).post("/api/v1/countries/PK/chain/", signed.body)
        answered = time.monotonic()
        code, moment = closed(gone)
        assert (answer.status_code, code) == (201, 4403)
        assert moment - answered < 1
        stays.ping().wait(10)
        assert leaver.name not in online(other.url, side.approver)


def test_a_killed_process_leaves_sockets_that_come_back_at_the_other(hub: Served, other: HubProcess) -> None:
    side = hub.cast.sender
    with listen(other.url, side.officer) as here:
        other.stop(SIGKILL)
        with pytest.raises(ConnectionClosed):
            here.recv(timeout=10)
    with listen(hub.url, side.officer) as again:
        assert side.officer.name in online(hub.url, side.approver)
        again.ping().wait(10)
