"""What a socket hears, in a thread of its own, while the test does something else."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.attacks.serving import Served
from tests.factories.people import Person


@dataclass
class Ear:
    """What a socket heard, and whether it has ended."""

    frames: list[str] = field(default_factory=list)
    ended: bool = False


@contextmanager
def heard_by(hub: Served, person: Person, *said: str) -> Iterator[Ear]:
    """What a person's program hears; `said` is what it asks for, which nobody reads."""
    with _heard(hub, {"Authorization": f"Bearer {person.token()}"}, said) as ear:
        yield ear


@contextmanager
def heard_in(hub: Served, browser: httpx.Client) -> Iterator[Ear]:
    """What a signed-in browser hears."""
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    with _heard(hub, {"Cookie": cookies, "Origin": hub.url}, ()) as ear:
        yield ear


@contextmanager
def _heard(hub: Served, headers: dict[str, str], said: tuple[str, ...]) -> Iterator[Ear]:
    ear, url = Ear(), hub.url.replace("http", "ws") + "/ws/"
    with connect(url, additional_headers=headers, proxy=None) as socket:
        for one in said:
            socket.send(one)
        reader = threading.Thread(target=_read, args=(socket, ear), daemon=True)
        reader.start()
        yield ear
        time.sleep(1)
    reader.join(10)


def _read(socket: ClientConnection, ear: Ear) -> None:
    with suppress(ConnectionClosed):
        for frame in socket:
            ear.frames.append(str(frame))
    ear.ended = True


def wait_for(true: Any, seconds: float) -> None:
    """Until something is so."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)
