"""The open sockets of this process, and what is done for all of them while there are any.

Redis forgets what it published while a process was not connected, and the channel layer connects again
without a word. So a lost connection ends every socket here: those who come back read what they missed.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from channels.db import database_sync_to_async
from django.conf import settings
from redis.asyncio import Redis
from redis.exceptions import RedisError

from hub.base.clock import now
from messaging.actions.presence import BEAT, stay

ASK = 1.0
"""Seconds between two questions whether Redis is still the same one, and the longest wait for an answer."""
LOST = (RedisError, OSError)
logger = logging.getLogger(__name__)


class Socket(Protocol):
    """An open socket: the row that says who is present by it, and its end."""

    presence: int

    async def come_again(self) -> None:
        """End it so that the other side comes back at once."""


class Sockets:
    """Those of one process. Nothing runs while there are none."""

    def __init__(self, redis: str) -> None:
        self.process = uuid4().hex
        self.open: set[Socket] = set()
        self._redis = redis
        self._tasks: list[asyncio.Task[None]] = []

    def enter(self, socket: Socket) -> None:
        """Keep a socket that was let in; the first one starts the watch."""
        self.open.add(socket)
        loop = asyncio.get_running_loop()
        if any(not task.done() and task.get_loop() is loop for task in self._tasks):
            return
        works = [self._beat, *([self._watch] if self._redis else [])]
        self._tasks = [loop.create_task(self._while_open(work)) for work in works]

    def leave(self, socket: Socket) -> bool:
        """Forget a socket; answers whether nobody else here keeps its officer present."""
        self.open.discard(socket)
        if not self.open:
            for task in self._tasks:
                task.cancel()
            self._tasks = []
        return all(one.presence != socket.presence for one in self.open)

    async def _while_open(self, work: Callable[[], Awaitable[None]]) -> None:
        while self.open:
            try:
                await work()
            except Exception:  # the watch itself must outlive whatever the database or Redis does
                logger.exception("Looking after the sockets failed; it goes on")
                await asyncio.sleep(ASK)

    async def _beat(self) -> None:
        await asyncio.sleep(BEAT.total_seconds())
        await keep_present({one.presence for one in self.open}, now())

    async def _watch(self) -> None:
        """Ask over one connection that is never made again, until it breaks; then end every socket."""
        try:
            await ask_until_lost(self._redis)
        except LOST as error:
            logger.warning("Rings may have been lost, %d sockets begin again: %r", len(self.open), error)
            await asyncio.gather(*(one.come_again() for one in list(self.open)), return_exceptions=True)
            await asyncio.sleep(ASK)


async def ask_until_lost(address: str) -> None:
    """Return never; raises one of LOST as soon as the Redis it first reached does not answer any more."""
    line = Redis.from_url(address, True, socket_timeout=ASK, socket_connect_timeout=ASK)
    async with line as redis:
        while True:
            await redis.ping()
            await asyncio.sleep(ASK)


async def keep_present(rows: set[int], moment: datetime) -> None:
    """Say that the officers of these rows are still there."""
    await database_sync_to_async(stay)(rows, moment)


sockets = Sockets(settings.REDIS_URL)
