"""Conversations under load: two server processes on PostgreSQL and Redis, and Redis killed in the middle.

200 connected officers, 20 conversations, 50 messages a second for a minute. Measured is the time from sending
a message (the beginning of its POST to one process) to the moment when an officer holds it (rung by the
socket of either process, then read after the last place). Nothing may be lost, come twice or out of order.

    python -m benchmarks threads_load
    python -m benchmarks.threads_load --officers 20 --threads 4 --seconds 10 --rate 10
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks import world
from benchmarks.figures import Figure
from benchmarks.load_officer import Officer
from benchmarks.load_people import Talk, people, posted, seal
from benchmarks.load_wire import Wire
from tests import machine
from tests.services.servers import RestartedRedis, running_postgres
from tests.services.servers import folder as own_folder

PROCESSES = 2
CATCH_UP = 90.0
"""Seconds that officers are given after the last message."""


@dataclass(frozen=True)
class Load:
    """How much. `away`: seconds without Redis in the middle; 0 leaves it alone."""

    officers: int = 200
    threads: int = 20
    seconds: float = 60
    rate: float = 50
    away: float = 3

    @property
    def each(self) -> int:
        """Messages in one conversation."""
        return max(1, round(self.seconds * self.rate / self.threads))


@dataclass
class Outcome:
    """What came of it. Times in milliseconds; `calm` ones leave out what was sent while Redis was away."""

    sent: int = 0
    deliveries: int = 0
    expected: int = 0
    seconds: float = 0
    p50: float = 0
    p95: float = 0
    longest: float = 0
    calm_p50: float = 0
    calm_p95: float = 0
    reopened: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class Run:
    """A load under way."""

    load: Load
    talks: list[Talk]
    officers: list[list[Officer]]
    speakers: list[list[Wire]]
    redis: RestartedRedis
    sent: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    away: tuple[float, float] = (0.0, 0.0)

    async def go(self) -> Outcome:
        """Open the conversations, let everybody in, send, and wait until everybody has everything."""
        everybody = [one for row in self.officers for one in row]
        await asyncio.gather(*(self._post(talk, wires, 0) for talk, wires in self._pairs()))
        tasks = [asyncio.ensure_future(work()) for one in everybody for work in (one.listen, one.read)]
        await asyncio.wait_for(asyncio.gather(*(one.inside.wait() for one in everybody)), CATCH_UP)
        await self._until(everybody, 0)
        self.sent.clear()
        begun = time.monotonic()
        sending = [self._speak(talk, wires, begun, n) for n, (talk, wires) in enumerate(self._pairs())]
        await asyncio.gather(*sending, self._take_redis_away())
        seconds = time.monotonic() - begun
        await self._until(everybody, self.load.each)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return self._outcome(seconds)

    def _pairs(self) -> Iterator[tuple[Talk, list[Wire]]]:
        return zip(self.talks, self.speakers, strict=True)

    async def _speak(self, talk: Talk, wires: list[Wire], begun: float, number: int) -> None:
        """Messages of one conversation, evenly over the time; a late one is followed at once by the next."""
        gap = self.load.threads / self.load.rate
        for seq in range(1, self.load.each + 1):
            due = begun + gap * (seq - 1 + number / self.load.threads)
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            await self._post(talk, wires, seq)

    async def _post(self, talk: Talk, wires: list[Wire], seq: int) -> None:
        sealed = talk.sealed[seq]
        self.sent[sealed.manifest.event] = time.monotonic()
        status, said = await wires[seq % 2].post(talk.path, posted(sealed))
        if status not in (200, 201):
            self.faults.append(f"{status} {said}")

    async def _take_redis_away(self) -> None:
        if not self.load.away:
            return
        await asyncio.sleep(self.load.seconds / 2)
        gone = time.monotonic()
        await asyncio.to_thread(self.redis.kill)
        await asyncio.sleep(self.load.away)
        await asyncio.to_thread(self.redis.start)
        self.away = (gone, time.monotonic() + 5)

    async def _until(self, everybody: list[Officer], seq: int) -> None:
        """Until everybody is there, or for as long as they are given."""
        end = time.monotonic() + CATCH_UP
        while any(one.seq < seq for one in everybody) and time.monotonic() < end:
            await asyncio.sleep(0.05)

    def _outcome(self, seconds: float) -> Outcome:
        everybody = [one for row in self.officers for one in row]
        times = sorted(self._times(everybody))
        waits = sorted(wait for wait, _moment in times)
        calm = sorted(wait for wait, moment in times if not self.away[0] <= moment <= self.away[1])
        faults = self.faults + [fault for one in everybody for fault in one.faults]
        faults += list(self._differences())
        return Outcome(
            sent=len(self.sent), deliveries=len(times), expected=self.load.each * len(everybody),
            seconds=round(seconds, 1), p50=_part(waits, 0.5), p95=_part(waits, 0.95), longest=_part(waits, 1),
            calm_p50=_part(calm, 0.5), calm_p95=_part(calm, 0.95),
            reopened=sum(one.sockets - 1 for one in everybody), faults=faults[:20],
        )  # fmt: skip

    def _times(self, everybody: list[Officer]) -> Iterator[tuple[float, float]]:
        """(how long it took, when it was sent) of every message that somebody received."""
        for one in everybody:
            for event, moment in one.received:
                if event in self.sent:
                    yield moment - self.sent[event], self.sent[event]

    def _differences(self) -> Iterator[str]:
        """Whoever did not receive exactly what was sent, once, in its order."""
        for talk, row in zip(self.talks, self.officers, strict=True):
            right = [one.manifest.event for one in talk.sealed]
            for one in row:
                got = [event for event, _moment in one.received]
                if got != right:
                    yield f"{len(got)} of {len(right)} came, {len(got) - len(set(got))} of them twice"


def _part(waits: list[float], share: float) -> float:
    """The value below which a share of the values lies, in milliseconds."""
    return round(1000 * waits[min(len(waits) - 1, int(share * len(waits)))], 1) if waits else 0.0


def run(load: Load, folder: Path, postgres: Path, redis: Path) -> Outcome:
    """Start everything, prepare the people and their messages, and let it go."""
    with ExitStack() as stack:
        where = stack.enter_context(own_folder())
        database = stack.enter_context(running_postgres(postgres, where))
        rings = stack.enter_context(RestartedRedis(redis, where))
        cast = world.start(folder, database)
        talks = people(cast, load.threads, load.officers)
        tokens = [[one.token() for one in talk.people] for talk in talks]
        _say("sealing", load.threads * load.each)
        for talk in talks:
            seal(cast, talk, load.each)
        let_go()
        changes = {"HUB_DATABASE_URL": database, "HUB_REDIS_URL": f"{rings.address}/0"}
        serve = (world.serving("hub.asgi:application", folder, **changes) for _ in range(PROCESSES))
        ports = [stack.enter_context(one) for one in serve]
        _say("officers connect", sum(map(len, tokens)))
        return asyncio.run(prepared(load, talks, tokens, ports, rings).go())


def prepared(
    load: Load, talks: list[Talk], tokens: list[list[str]], ports: list[int], redis: RestartedRedis
) -> Run:
    """Officers in turns at the processes, so that most messages come in at one and are rung at the other."""
    officers, speakers = [], []
    for talk, row in zip(talks, tokens, strict=True):
        wires = [Wire(ports[n % len(ports)], token) for n, token in enumerate(row)]
        officers.append([Officer(w, t, talk.path, talk.stream) for w, t in zip(wires, row, strict=True)])
        own = [talk.people.index(one) for one in talk.speakers()]
        speakers.append([Wire(ports[n % len(ports)], row[n]) for n in own])
    return Run(load, talks, officers, speakers, redis)


def let_go() -> None:
    """Close the connections of this process: what follows is the server's."""
    from django.db import connections

    connections.close_all()


def _say(what: str, count: int) -> None:
    print(f"{what}: {count}", file=sys.stderr, flush=True)


def measure(folder: Path) -> list[Figure]:
    """The full load; nothing, with the reason, on a machine without PostgreSQL or Redis."""
    found = servers()
    if found is None:
        return []
    load = Load()
    outcome = run(load, folder, *found)
    print(json.dumps(asdict(outcome), indent=1))
    return figures(load, outcome)


def figures(load: Load, outcome: Outcome) -> list[Figure]:
    """What must be whole, and how long it took."""
    whole = outcome.deliveries == outcome.expected and not outcome.faults
    share = outcome.deliveries / max(1, outcome.expected)
    name = f"{load.officers} officers, {load.threads} conversations, {load.rate:.0f}/s"
    times = [("p50", outcome.p50, outcome.calm_p50), ("p95", outcome.p95, outcome.calm_p95)]
    return [
        Figure(f"{name}: received once and in order", str(outcome.deliveries), str(outcome.expected), share,
               "all", whole),
        *(
            Figure(f"{name}: send to receive, {part}", f"{calm} ms", f"{all_} ms (Redis killed within)",
                   calm / all_ if all_ else 0, "", None)
            for part, all_, calm in times
        ),
    ]  # fmt: skip


def servers() -> tuple[Path, Path] | None:
    """PostgreSQL's programs and Redis; None, and the reason printed, if one is missing."""
    postgres, redis = machine.postgres(), machine.redis()
    if isinstance(postgres, Path) and isinstance(redis, Path):
        return postgres, redis
    print(*(one for one in (postgres, redis) if isinstance(one, machine.Missing)), sep="\n")
    return None


def main(words: list[str]) -> int:
    """A load of another size; prints the outcome as JSON. Fails if it was not received whole."""
    parser = argparse.ArgumentParser()
    for name, value in asdict(Load()).items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    load, found = Load(**vars(parser.parse_args(words))), servers()
    if found is None:
        return 1
    with tempfile.TemporaryDirectory(prefix="hub-load-") as folder:
        outcome = run(load, Path(folder), *found)
    print(json.dumps(asdict(outcome), indent=1))
    return int(bool(outcome.faults) or outcome.deliveries != outcome.expected)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
