"""The open line to the hub: it only says "look again". While it is lost, one looks now and then instead."""

from __future__ import annotations

import json
import random
import time
from contextlib import suppress
from typing import Literal
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import ClientConnection, connect

from hub.client.connection import is_here
from hub.client.errors import RefusedByHub

EVERYTHING = ""
WITHOUT_LINE = 3.0  # seconds between two looks while the line is lost
WITH_LINE = 60.0
SIGNED_OUT = (4401, 4403)
COME_AGAIN = 4408
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
READ = "thread.read"


class Line:
    """A websocket with the bearer token, opened again whenever it breaks."""

    def __init__(self, url: str, token: str) -> None:
        parts = urlsplit(url)
        self.address = f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}/ws/"
        self.headers = {"Authorization": f"Bearer {token}"}
        self.proxy: Literal[True] | None = None if is_here(parts.hostname or "") else True
        self.socket: ClientConnection | None = None
        self.tries = 0
        self.again = 0.0
        self.looked = time.monotonic()

    @property
    def open(self) -> bool:
        """Whether the hub can ring now."""
        return self.socket is not None

    def wait(self, longest: float = WITH_LINE) -> str | None:
        """Wait for a reason to look: a conversation's id, EVERYTHING, or None if there is none yet.

        Raises RefusedByHub once the officer is signed out or removed.
        """
        if self.socket is None and time.monotonic() >= self.again and self._connect():
            return self._everything()
        if self.socket is None:
            return self._pause(longest)
        try:
            return self._heard(self.socket.recv(timeout=min(longest, WITH_LINE)))
        except TimeoutError:
            return self._everything() if time.monotonic() - self.looked >= WITH_LINE else None
        except (ConnectionClosed, OSError) as error:
            self._lost(error)
            return self._everything()

    def close(self) -> None:
        """End it."""
        if self.socket is not None:
            with suppress(OSError, ConnectionClosed):
                self.socket.close()
        self.socket = None

    def _connect(self) -> bool:
        try:
            self.socket = connect(
                self.address,
                additional_headers=self.headers,
                proxy=self.proxy,
                open_timeout=5,
                close_timeout=1,
            )
        except (OSError, InvalidHandshake, TimeoutError):
            self._later(PAUSES[min(self.tries, len(PAUSES) - 1)])
            return False
        self.tries = 0
        return True

    def _later(self, seconds: float) -> None:
        self.tries += 1
        self.again = time.monotonic() + seconds * random.uniform(0.7, 1.3)  # noqa: S311 - spreads the crowd

    def _pause(self, longest: float) -> str | None:
        now = time.monotonic()
        look = self.looked + WITHOUT_LINE
        time.sleep(max(0.0, min(longest, self.again - now, look - now)))
        return self._everything() if time.monotonic() >= look else None

    def _everything(self) -> str:
        self.looked = time.monotonic()
        return EVERYTHING

    def _heard(self, raw: str | bytes) -> str | None:
        try:
            said = json.loads(raw)
        except ValueError:
            return None
        kind = str(said.get("kind", "")) if isinstance(said, dict) else ""
        return str(said["id"]) if kind.startswith("thread.") and kind != READ and "id" in said else None

    def _lost(self, error: Exception) -> None:
        self.close()
        code = error.rcvd.code if isinstance(error, ConnectionClosed) and error.rcvd else 0
        if code in SIGNED_OUT:
            raise RefusedByHub(
                "You are signed out, or your seat has ended. Sign in again: hub login", "ended", 401
            )
        self._later(random.uniform(0, 3) if code == COME_AGAIN else 0.1)  # noqa: S311 - the same
