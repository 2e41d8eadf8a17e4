"""A connected officer: a socket that says when to look, and a look at what is new after the last place.

Without a socket the officer looks every two seconds and tries the socket again; after each opening it looks
once, since nothing says what was rung in between.
"""

import asyncio
import json
import random
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import InvalidHandshake, WebSocketException

from benchmarks.load_wire import Wire

ALONE = 2.0
"""Seconds between two looks without a socket."""
SURE = 30.0
"""Seconds between two looks with one: a ring is a hint."""
AGAIN = 1.5
"""The longest wait before the next socket, so that not all come back at once."""


@dataclass
class Officer:
    """One officer in one conversation. `received` holds (event, moment) in the order of arrival."""

    wire: Wire
    token: str
    path: str
    thread: str
    received: list[tuple[str, float]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    sockets: int = 0
    seq: int = -1
    inside: asyncio.Event = field(default_factory=asyncio.Event)
    look: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self) -> None:
        """Hold a socket open, and open another one when it ends; until cancelled."""
        headers = {"Authorization": f"Bearer {self.token}"}
        address = f"ws://localhost:{self.wire.port}/ws/"
        while True:
            with suppress(OSError, WebSocketException, InvalidHandshake, TimeoutError):
                async with connect(
                    address, additional_headers=headers, proxy=None, open_timeout=20, compression=None
                ) as line:
                    self.sockets += 1
                    self.inside.set()
                    self.look.set()
                    async for frame in line:
                        self._hear(json.loads(frame))
            self.inside.clear()
            await asyncio.sleep(random.uniform(0.1, AGAIN))  # noqa: S311 - no secret

    def _hear(self, frame: dict[str, str]) -> None:
        if set(frame) != {"kind", "id"}:
            self.faults.append(f"a frame holds more than kind and id: {sorted(frame)}")
        if frame.get("id") == self.thread:
            self.look.set()

    async def read(self) -> None:
        """Look when rung, and now and then in any case; until cancelled."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.look.wait(), SURE if self.inside.is_set() else ALONE)
            self.look.clear()
            with suppress(OSError, EOFError, TimeoutError):
                await self.catch_up()

    async def catch_up(self) -> None:
        """Read all that is new."""
        while True:
            status, page = await self.wire.get(f"{self.path}?after={self.seq}&limit=50&inline=yes")
            if status != 200:
                self.faults.append(f"{status} {page}")
                return
            self._take(page["events"])
            if page["next"] is None:
                return

    def _take(self, events: list[dict[str, Any]]) -> None:
        moment = time.monotonic()
        for event in events:
            if "data" not in event["parts"][0]:
                self.faults.append("a message came without its sealed text")
            if event["seq"] != self.seq + 1:
                self.faults.append(f"{event['seq']} came after {self.seq}")
            self.seq = event["seq"]
            self.received.append((event["id"], moment))
