"""Turns at one stream: whoever was too late may try next, before those who come later.

An act is signed for one place in its stream, so of many writers at once one wins and the others sign again.
Without order they would collide again and again. Here a late writer's answer waits until those before it have
had theirs; then it has a moment to sign again, in which others wait. It is courtesy, not a lock: it lives in
one process, it ends by itself, and the database alone decides who is first.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from time import monotonic

MOMENT = 0.5
"""Seconds in which the writer whose turn it is may come back; who once did not is not waited for again."""
LONGEST_LINE = 64
KNOWN_FOR = 10.0
"""Seconds in which whoever wrote somewhere may stand in the line there again without being looked up."""
MOST_REMEMBERED = 10_000


@dataclass
class Line:
    """Those who wait at one stream; `first` has the turn until it leaves or `ending` comes."""

    first: bytes
    waiting: deque[tuple[bytes, asyncio.Future[None]]] = field(default_factory=deque)
    ending: asyncio.TimerHandle | None = None


class Turns:
    """The lines of all streams at which somebody waits; writers are known by their credential."""

    def __init__(self) -> None:
        self.lines: dict[str, Line] = {}
        self.absent: set[bytes] = set()
        self.known: dict[tuple[str, bytes], float] = {}

    def others(self, stream: str, who: bytes) -> bool:
        """Whether it is the turn of somebody else."""
        line = self.lines.get(stream)
        return line is not None and line.first != who and len(line.waiting) < LONGEST_LINE

    def knows(self, stream: str, who: bytes) -> bool:
        """Whether it wrote here a moment ago, so that it may wait; what it may do is looked up afterwards."""
        return self.known.get((stream, who), -KNOWN_FOR) + KNOWN_FOR > monotonic()

    async def come(self, stream: str, who: bytes) -> None:
        """Wait for the turn; afterwards call `keep` or `leave`."""
        line = self.lines.get(stream)
        if line is None:
            self.lines[stream] = Line(who)
        elif line.first != who and len(line.waiting) < LONGEST_LINE:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            line.waiting.append((who, turn))
            await turn

    def keep(self, stream: str, who: bytes) -> None:
        """Have the turn for a moment longer, to sign again."""
        line = self.lines.get(stream)
        if line is not None and line.first == who:
            _stop(line)
            loop, moment = asyncio.get_running_loop(), 0 if who in self.absent else MOMENT
            line.ending = loop.call_later(moment, self._lapse, stream, who)

    def _lapse(self, stream: str, who: bytes) -> None:
        """It did not come back, so it cannot hold up others again until it has written something."""
        if len(self.absent) >= MOST_REMEMBERED:
            self.absent.clear()
        self.absent.add(who)
        self.leave(stream, who)

    def done(self, stream: str, who: bytes) -> None:
        """It has written: it is waited for again."""
        self.absent.discard(who)
        if len(self.known) >= MOST_REMEMBERED:
            self.known.clear()
        self.known[stream, who] = monotonic()
        self.leave(stream, who)

    def leave(self, stream: str, who: bytes) -> None:
        """Give the turn to the next one; the last one takes the line away."""
        line = self.lines.get(stream)
        if line is None or line.first != who:
            return
        _stop(line)
        while line.waiting:
            line.first, turn = line.waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        del self.lines[stream]


def _stop(line: Line) -> None:
    if line.ending is not None:
        line.ending.cancel()
        line.ending = None
