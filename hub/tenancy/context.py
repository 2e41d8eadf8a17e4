"""On whose behalf the database is asked just now: nobody, one officer, or the hub itself.

A thread begins as nobody, and nobody sees no row behind the wall.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Context:
    """What a statement is told before it runs; `officer` is a UUID as text, or empty."""

    officer: str = ""
    system: bool = False

    @property
    def values(self) -> tuple[str, str]:
        """The settings `hub.officer` and `hub.system`."""
        return self.officer, "on" if self.system else ""


NOBODY = Context()
SYSTEM = Context(system=True)
_now: ContextVar[Context] = ContextVar("hub_tenancy", default=NOBODY)


def current() -> Context:
    """The context of this thread or task."""
    return _now.get()


def become(officer: UUID | None) -> None:
    """From now until the surrounding block ends, statements run for this officer (None: for nobody)."""
    _now.set(Context(str(UUID(str(officer)))) if officer else NOBODY)


@contextmanager
def nobody() -> Iterator[None]:
    """A block that begins as nobody, as every request does, and leaves what was before as it was."""
    with _being(NOBODY):
        yield


@contextmanager
def acting_as(officer: UUID) -> Iterator[None]:
    """A block on behalf of one officer."""
    with _being(Context(str(UUID(str(officer))))):
        yield


@contextmanager
def system() -> Iterator[None]:
    """A block of the hub's own: commands, jobs, and what an act must tell other posts.

    Every use is a hole in the wall; tests/tenancy lists the files that may have one.
    """
    with _being(SYSTEM):
        yield


@contextmanager
def _being(context: Context) -> Iterator[None]:
    before = _now.get()
    _now.set(context)
    try:
        yield
    finally:
        _now.set(before)


def carried(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of a streamed answer, each fetched in the context of this moment."""
    return _pieces(iter(pieces), current())


def _pieces(pieces: Iterator[bytes], context: Context) -> Iterator[bytes]:
    while True:
        with _being(context):
            piece = next(pieces, None)
        if piece is None:
            close = getattr(pieces, "close", None)
            if close:
                close()
            return
        yield piece
