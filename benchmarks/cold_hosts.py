"""Machines of their own as far as the network knows: a namespace each, with one line to this machine."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

BRIDGE, HERE = "hubcold", "10.77.0.1"
PIECE = 64 * 1024


@dataclass(frozen=True)
class Host:
    """A namespace, its address, and our end of its line."""

    name: str
    address: str
    line: str

    def command(self, words: list[str]) -> list[str]:
        """The same command over there."""
        return [program(), "netns", "exec", self.name, *words]

    def cut(self) -> None:
        """Nothing passes any more, and nobody is told."""
        ip("link", "set", self.line, "down")

    def mend(self) -> None:
        """Everything passes again."""
        ip("link", "set", self.line, "up")


def program() -> str:
    """The `ip` of the system; namespaces need root."""
    found = shutil.which("ip")
    assert found, "install iproute2"
    return found


def ip(*words: str) -> None:
    """Change the network."""
    subprocess.run([program(), *words], check=True, capture_output=True)


@contextmanager
def hosts(count: int) -> Iterator[list[Host]]:
    """Some hosts behind one bridge, taken away again with the block."""
    with ExitStack() as stack:
        ip("link", "add", BRIDGE, "type", "bridge")
        stack.callback(ip, "link", "del", BRIDGE)
        ip("addr", "add", f"{HERE}/24", "dev", BRIDGE)
        ip("link", "set", BRIDGE, "up")
        yield [stack.enter_context(host(number)) for number in range(1, count + 1)]


@contextmanager
def host(number: int) -> Iterator[Host]:
    """One host with an address on the bridge."""
    made = Host(f"{BRIDGE}{number}", f"10.77.0.{10 + number}", f"{BRIDGE}-{number}")
    ip("netns", "add", made.name)
    try:
        ip("link", "add", made.line, "type", "veth", "peer", "name", "eth0", "netns", made.name)
        ip("link", "set", made.line, "master", BRIDGE, "up")
        for words in (("addr", "add", f"{made.address}/24", "dev", "eth0"), ("link", "set", "eth0", "up"),
                      ("link", "set", "lo", "up")):  # fmt: skip
            ip("-n", made.name, *words)
        yield made
    finally:
        ip("netns", "del", made.name)


@contextmanager
def relayed(ports: list[int]) -> Iterator[None]:
    """This machine's servers, which listen to itself alone, at its address on the bridge."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    for port in ports:
        asyncio.run_coroutine_threadsafe(relay(port), loop).result(10)
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(ended(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


async def ended() -> None:
    """Give up what is still being passed on."""
    open_now = asyncio.all_tasks() - {asyncio.current_task()}
    for task in open_now:
        task.cancel()
    await asyncio.gather(*open_now, return_exceptions=True)


async def relay(port: int) -> None:
    """Pass every connection on."""

    async def one(near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        far, there = await asyncio.open_connection("127.0.0.1", port)
        with suppress(asyncio.CancelledError):
            await asyncio.gather(copied(near, there), copied(far, back))

    await asyncio.start_server(one, HERE, port)


async def copied(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Everything, until one side ends."""
    with suppress(OSError):
        while piece := await source.read(PIECE):
            target.write(piece)
            await target.drain()
    with suppress(OSError):
        target.close()
