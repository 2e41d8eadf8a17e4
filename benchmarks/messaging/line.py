"""HTTP to a server under measurement: the same lean connection for every server, several if need be."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson

from benchmarks.load_wire import Wire


class Connection(Wire):
    """A connection that also reads answers in chunks."""

    async def _once(self, data: bytes) -> tuple[int, Any]:
        if self._line is None:
            self._line = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        reader, writer = self._line
        writer.write(data)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        body = await _body(reader, head)
        if "connection: close" in head:
            await self.close()
        return int(head.split(" ", 2)[1]), orjson.loads(body) if body.strip()[:1] in b"{[" else None


class Line(Connection):
    """A connection that can send anything and fetch raw bytes."""

    def __init__(self, port: int, token: str) -> None:
        super().__init__(port, token)
        self._free: list[Connection] = []

    async def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, Any]:
        """(status, JSON) of a request; a second one at the same time goes over another connection."""
        async with self._one() as wire:
            return await wire._call(self._request(method, path, body, headers))  # noqa: SLF001 - same room

    async def fetch(self, path: str) -> bytes:
        """The bytes of a file."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        writer.write(self._request("GET", path, b"", {}))
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        assert head.split(" ", 2)[1] == "200", head
        body = await _body(reader, head)
        writer.close()
        return body

    def _request(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        head = f"{method} {path} HTTP/1.1\r\n{self._head}{more}Content-Length: {len(body)}\r\n\r\n"
        return head.encode() + body

    @asynccontextmanager
    async def _one(self) -> AsyncIterator[Connection]:
        wire = self._free.pop() if self._free else Connection(self.port, "")
        yield wire
        self._free.append(wire)


async def _body(reader: asyncio.StreamReader, head: str) -> bytes:
    if "transfer-encoding: chunked" in head:
        return await _chunks(reader)
    _, found, rest = head.partition("content-length:")
    return await reader.readexactly(int(rest.split("\r\n", 1)[0])) if found else b""


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    pieces = []
    while size := int((await reader.readline()).strip() or b"0", 16):
        pieces.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(pieces)


def packed(value: object) -> bytes:
    """JSON as it is posted."""
    return orjson.dumps(value)
