"""Public pages from memory, before Django: the only answers of the hub that are the same for everybody.

Only addresses below /public/ come this way. What is kept was made for a request without cookie, credential or
language; so nothing that a signed-in reader sees can be kept, and everybody gets the same bytes.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, cast

from django.db import connection

from hub.base.replica import aside
from hub.base.standby import standby
from hub.publishing.kept import LARGEST, Copy, Headers, Page, Pages, life, page
from hub.publishing.queries import stamp

logger = logging.getLogger(__name__)
BELOW = "/public/"
LONGEST = 400
LOOK_EVERY = 1.0
"""Seconds between two looks at the count of changes."""
# What the making of a page may know of the request that asked for it.
PASSED_ON = frozenset({b"host", b"x-forwarded-proto"})
App = Callable[[Any, Any, Any], Awaitable[None]]
Key = tuple[object, ...]
Stamp = tuple[int, int] | None
"""How often the source of pages has changed, and the count of changes that was read there."""


class Kept:
    """An ASGI application for HTTP: kept pages first, everything else from `inner`."""

    def __init__(self, inner: App, borrow: Callable[..., Awaitable[Any]]) -> None:
        self.inner, self.borrow = inner, borrow
        self.pages = Pages()
        self._next = 0.0
        self._looking: asyncio.Future[None] | None = None
        self._making: dict[Key, asyncio.Lock] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        key = key_of(scope) if scope["path"].startswith(BELOW) else None
        if key is None:
            await self.inner(scope, receive, send)
            return
        if time.monotonic() >= self._next:
            await self._look()
        found = self.pages.get(key, time.monotonic())
        if found is None and scope["method"] == "GET":
            found = await self._make(key, scope, receive, send)
            if found is None:
                return
        if found is None:
            await self.inner(scope, receive, send)
        else:
            await answer(found, scope, send)

    async def _look(self) -> None:
        """Read the count of changes, once a second; whoever comes meanwhile waits for it."""
        if self._looking is None:
            self._looking = asyncio.ensure_future(self._read())
        await asyncio.shield(self._looking)

    async def _read(self) -> None:
        begun = time.monotonic()
        try:
            self.pages.turn(await self.borrow(_stamp))
            self._next = begun + LOOK_EVERY
        finally:
            self._looking = None

    async def _make(self, key: Key, scope: Any, receive: Any, send: Any) -> Page | None:
        """Have the page made, by one of those who ask for it at once; None if it was sent and not kept."""
        lock = self._making.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                found = self.pages.get(key, time.monotonic())
                if found is not None:
                    return found
                before, catch = cast("Stamp", self.pages.stamp), Catch(send)
                await self.inner(bare(scope), receive, catch)
                # Made from a database that was left or joined meanwhile, it may be older than its stamp.
                if catch.made is not None and before and before[0] == standby.turns:
                    self.pages.put(key, catch.made, before)
                return catch.made
        finally:
            if not lock.locked():
                self._making.pop(key, None)


class Catch:
    """Takes an answer that may be kept instead of sending it; lets every other answer pass."""

    def __init__(self, send: Any) -> None:
        self.send, self.made = send, None
        self.start: Any = None
        self.body = bytearray()

    made: Page | None

    async def __call__(self, message: Any) -> None:
        if message["type"] == "http.response.start" and life(message["status"], message["headers"]):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            await self._take(message)

    async def _take(self, message: Any) -> None:
        self.body += message.get("body", b"")
        if len(self.body) > LARGEST:
            start, body, self.start, self.body = self.start, bytes(self.body), None, bytearray()
            await self.send(start)
            await self.send({**message, "body": body})
        elif not message.get("more_body", False):
            self.made = page(self.start["headers"], bytes(self.body), time.monotonic())


def key_of(scope: Any) -> Key | None:
    """What tells pages apart: line, host, path and query; None for whatever is not kept."""
    path, query = scope["path"], scope["query_string"]
    if scope["method"] not in ("GET", "HEAD") or len(path) + len(query) > LONGEST:
        return None
    return (scope.get("scheme"), path, query, *[one for one in scope["headers"] if one[0] in PASSED_ON])


def bare(scope: Any) -> Any:
    """The request as anybody would have made it."""
    return {**scope, "headers": [one for one in scope["headers"] if one[0] in PASSED_ON]}


async def answer(found: Page, scope: Any, send: Any) -> None:
    """Send a page, its head alone, or that the reader has it already."""
    accepted = held = b""
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            accepted = value
        elif name == b"if-none-match":
            held = value
    copy = found.copy(accepted)
    old = [(b"age", b"%d" % (time.monotonic() - found.born))]
    if held and has(copy, held):
        await _send(send, 304, copy.unchanged + old, b"")
    else:
        await _send(send, 200, copy.head + old, b"" if scope["method"] == "HEAD" else copy.body)


def has(copy: Copy, held: bytes) -> bool:
    """Whether an If-None-Match header names this copy (RFC 9110 section 13.1.2)."""
    return held.strip() == b"*" or copy.etag in held


async def _send(send: Any, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _stamp() -> Stamp:
    """The count of changes where pages are read; None if no database answers: nothing old is served."""
    # Before the reading: if the source changes meanwhile, the pages made from it will not be kept.
    turns = standby.turns
    try:
        return turns, aside(stamp)
    except Exception:
        logger.exception("The count of changes could not be read.")
        connection.close()
        return None
