"""Where rings are sent from: one loop for the life of the process.

A new loop for each message would mean a new connection to Redis for each. In a process that serves sockets it
is their own loop, which an in-memory layer needs; elsewhere a thread keeps one.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any

logger = logging.getLogger(__name__)


class Ringer:
    """Hands coroutines from any thread to the loop, and does not wait for them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: asyncio.AbstractEventLoop | None = None
        self._own: asyncio.AbstractEventLoop | None = None

    def serve_from(self, loop: asyncio.AbstractEventLoop) -> None:
        """Use the loop that serves sockets from now on."""
        self._sockets = loop

    def send(self, make: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run what `make` answers, soon. Losing it is allowed: a ring is a hint, the inbox is the record."""
        asyncio.run_coroutine_threadsafe(make(), self._loop()).add_done_callback(_note)

    def _loop(self) -> asyncio.AbstractEventLoop:
        sockets = self._sockets
        if sockets is not None and sockets.is_running():
            return sockets
        with self._lock:
            if self._own is None:
                self._own = asyncio.new_event_loop()
                threading.Thread(target=self._own.run_forever, name="rings", daemon=True).start()
            return self._own


def _note(done: "Future[None]") -> None:
    if not done.cancelled() and done.exception():
        logger.warning("A ring was lost: %r", done.exception())


ringer = Ringer()
