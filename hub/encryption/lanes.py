"""Work that keeps its order on a second core: hashlib lets go of the interpreter lock."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Protocol, Self

Piece = bytes | memoryview


class Lane(Protocol):
    """Somewhere to do small jobs in order."""

    def do(self, job: Callable[[Piece], object], piece: Piece) -> None:
        """Do the job now or soon, after all earlier jobs."""

    def finish(self) -> None:
        """Return when every job is done; raise what the first failing job raised."""


class Inline:
    """Does each job at once: for little data, where a thread costs more than it saves."""

    def do(self, job: Callable[[Piece], object], piece: Piece) -> None:
        """Do the job now."""
        job(piece)

    def finish(self) -> None:
        """Nothing is ever left to do."""


class Background:
    """Does jobs on one other thread; at most `depth` wait, so that buffers can be reused."""

    def __init__(self, depth: int) -> None:
        self._depth = depth
        self._waiting: deque[Future[object]] = deque()
        self._pool = ThreadPoolExecutor(max_workers=1)

    def __enter__(self) -> Self:
        """Start."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the thread once its last job is done."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def do(self, job: Callable[[Piece], object], piece: Piece) -> None:
        """Queue the job; wait while `depth` earlier ones are not done."""
        while len(self._waiting) >= self._depth:
            self._waiting.popleft().result()
        self._waiting.append(self._pool.submit(job, piece))

    def finish(self) -> None:
        """Wait for all queued jobs."""
        while self._waiting:
            self._waiting.popleft().result()
