"""HTTP/1.1 over one kept connection, with as little work as possible: the clients share the machine."""

import asyncio
from contextlib import suppress
from typing import Any

import orjson

PATIENCE = 60.0


class Wire:
    """One caller's connection to one server process; made again when it broke."""

    def __init__(self, port: int, token: str) -> None:
        self.port = port
        self._head = f"Host: localhost\r\nAuthorization: Bearer {token}\r\n"
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> tuple[int, Any]:
        """(status, JSON) of a GET."""
        return await self._call(f"GET {path} HTTP/1.1\r\n{self._head}\r\n".encode())

    async def post(self, path: str, body: bytes) -> tuple[int, Any]:
        """(status, JSON) of a POST of JSON."""
        kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        return await self._call(f"POST {path} HTTP/1.1\r\n{self._head}{kind}".encode() + body)

    async def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line[1].close()
            with suppress(OSError):
                await self._line[1].wait_closed()
            self._line = None

    async def _call(self, data: bytes) -> tuple[int, Any]:
        """Raises OSError, EOFError or TimeoutError, after a second try if the connection was an old one.

        A server hangs up on those that were silent for a while, and the very same act may be sent again.
        """
        used = self._line is not None
        try:
            return await asyncio.wait_for(self._once(data), PATIENCE)
        except (OSError, EOFError, TimeoutError) as error:
            await self.close()
            if not used or isinstance(error, TimeoutError):
                raise
        return await self._call(data)

    async def _once(self, data: bytes) -> tuple[int, Any]:
        if self._line is None:
            self._line = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        reader, writer = self._line
        writer.write(data)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        _, found, rest = head.partition("content-length:")
        body = await reader.readexactly(int(rest.split("\r\n", 1)[0])) if found else b""
        if "connection: close" in head:
            await self.close()
        return int(head.split(" ", 2)[1]), orjson.loads(body or b"null")
