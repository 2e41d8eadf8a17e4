"""The same work for every server: how long a message takes, how many go through, history and files.

pair     one sender, one listener, one message after the other: send to acknowledged, send to received
fanN     one sender, N listeners in one conversation, paced: send to received by the last of them
tput1    16 senders at once in one conversation: messages acknowledged per second
tput16   16 senders in 16 conversations with a listener each: acknowledged, and received, per second
history  the newest 50 messages of a long conversation
blob     a file of 1 MiB and of 10 MiB, up and down

A message is 1 KiB. A driver has setup, make_room, send, listen, unlisten, history, upload, download, close.
"""

import asyncio
import base64
import os
import time
from collections.abc import Callable
from typing import Any, Protocol

from benchmarks.figures import median

BODY = base64.b64encode(os.urandom(768)).decode()
TAG = 12
WARM = 10
Heard = Callable[[str], None]
Result = dict[str, float]


class Driver(Protocol):
    """A server and its users. `send` ends when the server has acknowledged; `heard` gets each text."""

    name: str
    users: list[Any]

    async def setup(self, count: int) -> None: ...
    async def make_room(self, owner: Any, members: list[Any]) -> Any: ...
    async def send(self, user: Any, room: Any, text: str) -> None: ...
    async def listen(self, user: Any, room: Any, heard: Heard) -> Any: ...
    async def unlisten(self, listening: Any) -> None: ...
    async def history(self, user: Any, room: Any, count: int) -> int: ...
    async def upload(self, user: Any, data: bytes) -> Any: ...
    async def download(self, user: Any, file: Any) -> int: ...
    async def close(self) -> None: ...


def tagged(number: int) -> str:
    """A text of 1024 characters that begins with its number."""
    return f"{number:0{TAG}d}{BODY[TAG:]}"


def spread(seconds: list[float], name: str) -> Result:
    """p50 and p95 in milliseconds."""
    ordered = sorted(seconds)
    places = {"p50": 0.5, "p95": 0.95}
    return {
        f"{name} {p}": 1000 * ordered[min(len(ordered) - 1, int(q * len(ordered)))] for p, q in places.items()
    }


async def pair(d: Driver, count: int = 200) -> Result:
    """One message after the other."""
    acked, received = await _paced(d, 1, count, 0)
    return spread(acked, "ack") | spread(received, "receive")


async def fan(d: Driver, listeners: int, count: int = 30) -> Result:
    """A message to many, until the last of them has it."""
    acked, received = await _paced(d, listeners, count, 0.1)
    return spread(acked, "ack") | spread(received, "receive")


async def _paced(d: Driver, listeners: int, count: int, gap: float) -> tuple[list[float], list[float]]:
    members = d.users[1 : listeners + 1]
    room = await d.make_room(d.users[0], members)
    waiting: dict[str, int] = {}
    everybody = asyncio.Event()

    def heard(text: str) -> None:
        waiting[text[:TAG]] -= 1
        if not waiting[text[:TAG]]:
            everybody.set()

    ears = [await d.listen(user, room, heard) for user in members]
    acked, received = [], []
    for number in range(count + WARM):
        text = tagged(number)
        waiting[text[:TAG]] = listeners
        everybody.clear()
        began = time.perf_counter()
        await d.send(d.users[0], room, text)
        acked.append(time.perf_counter() - began)
        await asyncio.wait_for(everybody.wait(), 60)
        received.append(time.perf_counter() - began)
        await asyncio.sleep(gap)
    for ear in ears:
        await d.unlisten(ear)
    return acked[WARM:], received[WARM:]


async def throughput(d: Driver, rooms: int, *, writers: int = 16, lasting: float = 6) -> Result:
    """As many as go through: in one conversation, or in one for each writer, with a listener."""
    senders, heard_count = d.users[:writers], [0]
    if rooms == 1:
        places = [await d.make_room(senders[0], senders[1:])] * writers
    else:
        places = [await d.make_room(one, [d.users[writers + n]]) for n, one in enumerate(senders)]

    def heard(_text: str) -> None:
        heard_count[0] += 1

    ears = [await d.listen(d.users[writers + n], place, heard) for n, place in enumerate(places) if rooms > 1]
    began, sent, waits = time.perf_counter(), [0], []

    async def write(n: int) -> None:
        while (now := time.perf_counter()) < began + lasting:
            await d.send(senders[n], places[n], tagged(n * 1_000_000 + sent[0]))
            waits.append(time.perf_counter() - now)
            sent[0] += 1

    await asyncio.gather(*map(write, range(writers)))
    took, in_time = time.perf_counter() - began, heard_count[0]
    while ears and heard_count[0] < sent[0] and time.perf_counter() < began + took + 20:
        await asyncio.sleep(0.05)
    for ear in ears:
        await d.unlisten(ear)
    result = {"messages/s": sent[0] / took} | spread(waits, "ack")
    return result | ({"received/s": in_time / took, "lost": sent[0] - heard_count[0]} if ears else {})


async def history(d: Driver, count: int = 300, reads: int = 40) -> Result:
    """The newest 50 of a long conversation."""
    room = await d.make_room(d.users[0], [d.users[1]])
    for number in range(count):
        await d.send(d.users[0], room, tagged(number))
    waits = []
    for _ in range(reads + 1):
        began = time.perf_counter()
        found = await d.history(d.users[1], room, 50)
        waits.append(time.perf_counter() - began)
        assert found == 50, found
    return spread(waits[1:], "read")


async def blob(d: Driver) -> Result:
    """Files up and down."""
    result: Result = {}
    for size, times in ((1, 8), (10, 3)):
        up, down = [], []
        for _ in range(times):
            data, began = os.urandom(size << 20), time.perf_counter()
            file = await d.upload(d.users[0], data)
            between = time.perf_counter()
            assert await d.download(d.users[0], file) == len(data)
            up.append(between - began)
            down.append(time.perf_counter() - between)
        result |= {f"up {size} MiB": 1000 * median(up), f"down {size} MiB": 1000 * median(down)}
    return result


WORK: dict[str, Callable[[Driver], Any]] = {
    "pair": pair,
    "fan2": lambda d: fan(d, 2),
    "fan10": lambda d: fan(d, 10),
    "fan50": lambda d: fan(d, 50),
    "tput1": lambda d: throughput(d, 1),
    "tput16": lambda d: throughput(d, 16),
    "history": history,
    "blob": blob,
}
USERS = 51
