"""Reading from a copy of the database: only inside `reading_aside()`, and only while the copy keeps up.

Everything else reads and writes the primary. Inside, every write is refused, whichever database is read, so
that nobody finds out on the day a copy is added that a page wrote something.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError

from hub.base.standby import REPLICA, standby

Found = TypeVar("Found")
BROKEN = (OperationalError, InterfaceError)
_ASIDE: ContextVar[str] = ContextVar("aside", default="")


class WroteAside(RuntimeError):  # noqa: N818 - says what happened
    """A page that may be served from a copy tried to write: a fault of the page."""


@contextmanager
def reading_aside() -> Iterator[str]:
    """Read from the standby if there is one that keeps up, else from the primary; yields its alias.

    For what is the same for everybody and may be some seconds old. Never for inbox, door, sign-in, sessions
    or what an act is allowed by.
    """
    token = _ASIDE.set(REPLICA if standby.usable() else DEFAULT_DB_ALIAS)
    try:
        yield _ASIDE.get()
    finally:
        _ASIDE.reset(token)


def aside(read: Callable[[], Found]) -> Found:
    """What `read` answers aside, from the primary if the standby breaks meanwhile."""
    with reading_aside() as alias:
        try:
            return read()
        except BROKEN:
            if alias != REPLICA:
                raise
    standby.leave()
    with reading_aside():
        return read()


def source() -> str:
    """The alias to read from here."""
    return _ASIDE.get() or DEFAULT_DB_ALIAS


def require_writable() -> None:
    """Raises WroteAside inside `reading_aside()`."""
    if _ASIDE.get():
        raise WroteAside("Nothing is written while reading aside.")


class Router:
    """Sends the queries of models where they belong (Django's DATABASE_ROUTERS)."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """The standby inside `reading_aside()`; an object read there leads back to the primary outside."""
        del model, hints
        return source()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """The primary. Raises WroteAside."""
        del model, hints
        require_writable()
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Both hold the same rows."""
        del one, other, hints
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """The standby follows by itself."""
        del app_label, hints
        return db != REPLICA
