"""One address asked over and over on a few kept connections, with as little work as possible."""

import asyncio
import time
from dataclasses import dataclass

LINES = 8
ACCEPT = "Accept-Encoding: gzip\r\nHost: localhost\r\n\r\n"


@dataclass
class Asker(asyncio.Protocol):
    """One connection: asks again as soon as it has the whole answer, until told to stop."""

    request: bytes
    answers: int = 0
    left: int = -1
    buffer: bytes = b""
    status: int = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        """Count an answer when its last byte is there."""
        self.buffer += data
        if self.left < 0:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self.buffer[:end].lower()
            self.status = int(head[9:12])
            self.left = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
            self.buffer = self.buffer[end + 4 :]
        if len(self.buffer) >= self.left:
            self.buffer, self.left = b"", -1
            self.answers += 1
            self.transport.write(self.request)


def rate(port: int, path: str, seconds: float) -> float:
    """Answers in a second; every one must be 200."""
    return asyncio.run(_rate(port, path, seconds))


async def _rate(port: int, path: str, seconds: float) -> float:
    loop = asyncio.get_running_loop()
    request = f"GET {path} HTTP/1.1\r\n{ACCEPT}".encode()
    lines = [
        (await loop.create_connection(lambda: Asker(request), "127.0.0.1", port))[1] for _ in range(LINES)
    ]
    await asyncio.sleep(0.2)
    before, begun = sum(one.answers for one in lines), time.perf_counter()
    await asyncio.sleep(seconds)
    found = (sum(one.answers for one in lines) - before) / (time.perf_counter() - begun)
    for one in lines:
        one.transport.abort()
    # A line that waits for its first answer still has none.
    assert {one.status for one in lines} - {0} == {200}, path[:80]
    return found
